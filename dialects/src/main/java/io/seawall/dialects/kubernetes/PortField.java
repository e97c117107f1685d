package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.Optional;
import java.util.OptionalInt;

/// Fields that hold a port number or a transport protocol, the same in every object.
public final class PortField {
  private PortField() {}

  /// The port number under `key`, from 1 to 65535; anything else is complained of.
  public static OptionalInt number(Fields fields, String key) {
    return number(fields, key, 1, "a number from 1 to 65535", "");
  }

  /// As [#number(Fields, String)], but 0 counts as left out, as the API server reads it.
  static OptionalInt optional(Fields fields, String key) {
    OptionalInt number = number(fields, key, 0, "a number from 1 to 65535", "");
    return number.isPresent() && number.getAsInt() == 0 ? OptionalInt.empty() : number;
  }

  /// The number under `key`, from `least` to 65535.
  static OptionalInt number(Fields fields, String key, int least, String expected, String help) {
    if (fields.node(key).isEmpty()) {
      return OptionalInt.empty();
    }
    if (!(fields.node(key).get() instanceof Scalar scalar)
        || scalar.kind() != ScalarKind.NUMBER
        || !isWhole(scalar.text())) {
      String found = fields.node(key).get().describe();
      fields.complain("WRONG_TYPE", fields.where(key), found, expected, help);
      return OptionalInt.empty();
    }
    int number = whole(scalar.text());
    if (number < least || number > Ports.LAST) {
      fields.complain("PORT_RANGE", fields.where(key), scalar.text(), expected, help);
      return OptionalInt.empty();
    }
    return OptionalInt.of(number);
  }

  private static boolean isWhole(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    return text.length() > start
        && text.chars().skip(start).allMatch(digit -> digit >= '0' && digit <= '9');
  }

  /// The number, or -1 where it is none that could be a port.
  private static int whole(String text) {
    return text.length() <= 6 ? Integer.parseInt(text) : -1;
  }

  /// The protocol under `protocol`: TCP, UDP or SCTP in capitals. Left out it is TCP (Kubernetes
  /// API, ContainerPort, ServicePort and NetworkPolicyPort, each at `protocol`).
  ///
  /// @return empty if it is none of them; that is complained of
  public static Optional<Protocol> protocol(Fields fields) {
    Optional<String> text = fields.text("protocol");
    if (text.isEmpty()) {
      return Optional.of(Protocol.TCP);
    }
    return switch (text.get()) {
      case "TCP" -> Optional.of(Protocol.TCP);
      case "UDP" -> Optional.of(Protocol.UDP);
      case "SCTP" -> Optional.of(Protocol.SCTP);
      default -> {
        fields.complain(
            "BAD_PROTOCOL",
            fields.where("protocol"),
            fields.node("protocol").map(node -> node.describe()).orElse(""),
            "TCP, UDP or SCTP",
            "other protocols cannot be named here; write one of these in capitals");
        yield Optional.empty();
      }
    };
  }
}
