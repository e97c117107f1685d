package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Port;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.packets.Protocol;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads `port` and `endPort` of a NetworkPolicyPort.
///
/// Source: Kubernetes source, pkg/apis/networking/validation, ValidateNetworkPolicyPort.
final class PolicyPortReader {
  private static final String NUMBER_OR_NAME =
      "a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single"
          + " hyphens inside, with a letter";

  private PolicyPortReader() {}

  /// Reads the port; empty if it is wrong, which is complained of.
  static Optional<Port> read(Fields fields, Protocol protocol) {
    Optional<Node> port = fields.node("port");
    if (port.isEmpty()) {
      return withoutEnd(fields, "no port beside it", "set port to the first of the range")
          ? Optional.of(new Port.Every(protocol))
          : Optional.empty();
    }
    if (port.get() instanceof Scalar(_, var kind, var text) && kind == ScalarKind.STRING) {
      return named(fields, protocol, text);
    }
    OptionalInt first = PortField.number(fields, "port", 1, NUMBER_OR_NAME, "");
    return first.isPresent() ? range(fields, protocol, first.getAsInt()) : Optional.empty();
  }

  private static Optional<Port> named(Fields fields, Protocol protocol, String name) {
    boolean endless =
        withoutEnd(fields, "port is the name \"" + name + "\"", "write port as a number");
    if (!Names.isPortName(name)) {
      boolean digits = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
      fields.complain(
          "PORT_NAME",
          fields.where("port"),
          "the text \"" + name + "\"",
          NUMBER_OR_NAME,
          digits ? "drop the quotes to mean port " + name : "");
      return Optional.empty();
    }
    return endless ? Optional.of(new Port.Named(protocol, name)) : Optional.empty();
  }

  private static Optional<Port> range(Fields fields, Protocol protocol, int first) {
    if (fields.node("endPort").isEmpty()) {
      return Optional.of(new Port.Range(protocol, first, first));
    }
    OptionalInt last =
        PortField.number(
            fields,
            "endPort",
            first,
            "a number from " + first + " (port) to 65535",
            "raise endPort to at least " + first + ", or drop it to mean port " + first + " alone");
    return last.isPresent()
        ? Optional.of(new Port.Range(protocol, first, last.getAsInt()))
        : Optional.empty();
  }

  private static boolean withoutEnd(Fields fields, String found, String help) {
    if (fields.node("endPort").isEmpty()) {
      return true;
    }
    fields.complain(
        "END_PORT", fields.where("endPort"), found, "a number as port, where endPort is set", help);
    return false;
  }
}
