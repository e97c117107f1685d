package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What one place tells Felix, the agent of Calico on every node, of those settings that bear on
/// what nodes receive and send.
///
/// Source: Calico documentation, "Configuring Felix" and "Felix configuration".
///
/// @param title of the object
/// @param node the node it is for; empty means all
/// @param whole false if one of these settings is there and cannot be read
/// @param inbound the failsafe ports; empty if it does not say
/// @param drop whether packets of pods to their own node are dropped; empty if it does not say
/// @param ebpf whether eBPF is used; empty if it does not say
record FelixValues(
    String title,
    Optional<String> node,
    boolean whole,
    Optional<List<FailsafePort>> inbound,
    Optional<List<FailsafePort>> outbound,
    Optional<Boolean> drop,
    Optional<Boolean> ebpf,
    SourceRef where) {
  private static final String OF_NODE = "node.";

  Optional<List<FailsafePort>> failsafe(Direction direction) {
    return switch (direction) {
      case INGRESS -> inbound;
      case EGRESS -> outbound;
    };
  }

  /// A FelixConfiguration: `default` is for all nodes, `node.NAME` for one.
  ///
  /// @param complaints those about this object; grows
  static FelixValues of(String name, Fields root, List<Diagnostic> complaints) {
    Optional<Fields> spec = root.child("spec");
    Optional<List<FailsafePort>> inbound =
        spec.flatMap(fields -> ports(fields, "failsafeInboundHostPorts"));
    Optional<List<FailsafePort>> outbound =
        spec.flatMap(fields -> ports(fields, "failsafeOutboundHostPorts"));
    Optional<String> action = spec.flatMap(fields -> fields.anyText("defaultEndpointToHostAction"));
    Optional<Boolean> ebpf = spec.flatMap(fields -> fields.bool("bpfEnabled"));
    boolean whole = complaints.isEmpty() && action.filter(text -> drop(text).isEmpty()).isEmpty();
    return new FelixValues(
        "FelixConfiguration " + name,
        name.startsWith(OF_NODE) ? Optional.of(name.substring(OF_NODE.length())) : Optional.empty(),
        whole,
        inbound,
        outbound,
        action.flatMap(FelixValues::drop),
        ebpf,
        root.where());
  }

  private static Optional<List<FailsafePort>> ports(Fields spec, String key) {
    if (spec.node(key).isEmpty()) {
      return Optional.empty();
    }
    List<FailsafePort> ports = new ArrayList<>();
    for (Fields item : spec.children(key)) {
      Optional<FailsafePort> port = FailsafePort.read(item);
      if (port.isEmpty()) {
        item.complain(
            "BAD_FAILSAFE_PORT",
            item.where(),
            "no port that can be read",
            "protocol, port and perhaps net",
            "");
      }
      port.ifPresent(ports::add);
    }
    return Optional.of(ports);
  }

  private static Optional<Boolean> drop(String action) {
    return switch (action.toUpperCase(Locale.ROOT)) {
      case "DROP" -> Optional.of(true);
      case "ACCEPT", "RETURN" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /// The environment of the agent.
  ///
  /// @param variables by their names; a value is empty if the input does not show it
  static FelixValues ofEnvironment(Map<String, Optional<String>> variables, SourceRef where) {
    Optional<Optional<String>> in = variable(variables, "FELIX_FAILSAFEINBOUNDHOSTPORTS");
    Optional<Optional<String>> out = variable(variables, "FELIX_FAILSAFEOUTBOUNDHOSTPORTS");
    Optional<Optional<String>> action = variable(variables, "FELIX_DEFAULTENDPOINTTOHOSTACTION");
    Optional<Optional<String>> ebpf = variable(variables, "FELIX_BPFENABLED");
    FelixValues values =
        new FelixValues(
            where.object(),
            Optional.empty(),
            true,
            in.flatMap(text -> text).flatMap(FailsafePort::parse),
            out.flatMap(text -> text).flatMap(FailsafePort::parse),
            action.flatMap(text -> text).flatMap(FelixValues::drop),
            ebpf.flatMap(text -> text).map(text -> text.equalsIgnoreCase("true")),
            where);
    boolean whole =
        in.isPresent() == values.inbound.isPresent()
            && out.isPresent() == values.outbound.isPresent()
            && action.isPresent() == values.drop.isPresent()
            && ebpf.isPresent() == values.ebpf.isPresent();
    return whole ? values : values.broken();
  }

  private FelixValues broken() {
    return new FelixValues(title, node, false, inbound, outbound, drop, ebpf, where);
  }

  /// Felix reads names of variables in any case.
  private static Optional<Optional<String>> variable(
      Map<String, Optional<String>> variables, String name) {
    return variables.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
