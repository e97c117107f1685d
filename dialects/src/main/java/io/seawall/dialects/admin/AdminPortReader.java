package io.seawall.dialects.admin;

import io.seawall.dialects.Fields;
import io.seawall.dialects.admin.AdminPolicy.Kind;
import io.seawall.dialects.admin.AdminPolicy.Port;
import io.seawall.dialects.kubernetes.Names;
import io.seawall.dialects.kubernetes.PortField;
import io.seawall.model.document.Node.Entry;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the ports of one rule: `ports` of the two older kinds, `protocols` of a
/// ClusterNetworkPolicy.
final class AdminPortReader {
  private static final Map<String, Protocol> PROTOCOLS =
      Map.of("tcp", Protocol.TCP, "udp", Protocol.UDP, "sctp", Protocol.SCTP);

  private final Kind kind;

  AdminPortReader(Kind kind) {
    this.kind = kind;
  }

  /// No port means every packet.
  List<Port> read(Fields rule) {
    String key = kind == Kind.CLUSTER ? "protocols" : "ports";
    List<Port> ports = new ArrayList<>();
    for (Fields item : rule.children(key)) {
      Optional<Fields> one = oneOf(item);
      one.flatMap(fields -> kind == Kind.CLUSTER ? protocol(fields) : port(fields))
          .ifPresent(ports::add);
      item.close();
    }
    return ports;
  }

  /// The item, if it has exactly one field.
  private static Optional<Fields> oneOf(Fields item) {
    List<Entry> written = item.entries();
    if (written.size() == 1) {
      return Optional.of(item);
    }
    item.complain(
        "ONE_OF",
        item.where(),
        written.isEmpty()
            ? "no field"
            : String.join(" and ", written.stream().map(Entry::key).toList()),
        "exactly one way to name ports",
        "");
    written.forEach(entry -> item.ignore(entry.key()));
    return Optional.empty();
  }

  /// `portNumber`, `portRange` or `namedPort`; the protocol is TCP if it is not written.
  private static Optional<Port> port(Fields item) {
    Optional<Port> number =
        item.child("portNumber")
            .flatMap(fields ->
                closed(
                    fields,
                    PortField.protocol(fields)
                        .flatMap(protocol ->
                            single(fields, "port")
                                .map(port -> new Port.Range(protocol, port, port)))));
    Optional<Port> range =
        item.child("portRange")
            .flatMap(fields ->
                closed(
                    fields,
                    PortField.protocol(fields).flatMap(protocol -> range(fields, protocol, 0))));
    return number.or(() -> range).or(() -> named(item, "namedPort"));
  }

  /// `tcp`, `udp` or `sctp` with a `destinationPort` or without, or `destinationNamedPort`.
  private static Optional<Port> protocol(Fields item) {
    for (Map.Entry<String, Protocol> known : PROTOCOLS.entrySet()) {
      if (item.node(known.getKey()).isPresent()) {
        return item.child(known.getKey())
            .flatMap(fields -> closed(fields, destination(fields, known.getValue())));
      }
    }
    return named(item, "destinationNamedPort");
  }

  private static Optional<Port> destination(Fields fields, Protocol protocol) {
    if (fields.node("destinationPort").isEmpty()) {
      return Optional.of(new Port.Every(protocol));
    }
    return fields
        .child("destinationPort")
        .flatMap(port -> {
          Optional<Port> found =
              port.node("range").isPresent()
                  ? port.child("range").flatMap(ends -> closed(ends, range(ends, protocol, 1)))
                  : single(port, "number").map(number -> new Port.Range(protocol, number, number));
          if (port.node("range").isPresent() && port.node("number").isPresent()) {
            port.complain(
                "ONE_OF", port.where(), "number and range", "exactly one of number and range", "");
          }
          return closed(port, found);
        });
  }

  /// @param least by how much `end` must be greater than `start`
  private static Optional<Port> range(Fields fields, Protocol protocol, int least) {
    Optional<Integer> start = single(fields, "start");
    Optional<Integer> end = single(fields, "end");
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    if (end.get() - start.get() < least) {
      fields.complain(
          "PORT_RANGE",
          fields.where("end"),
          end.get().toString(),
          "a number from " + (start.get() + least) + " to 65535",
          "the range would be empty");
      return Optional.empty();
    }
    return Optional.of(new Port.Range(protocol, start.get(), end.get()));
  }

  private static Optional<Integer> single(Fields fields, String key) {
    if (fields.node(key).isEmpty()) {
      fields.complain("MISSING_FIELD", fields.where(key), "no " + key, "a port number", "");
      return Optional.empty();
    }
    OptionalInt number = PortField.number(fields, key);
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private static Optional<Port> named(Fields item, String key) {
    Optional<String> name = item.text(key);
    if (name.isPresent() && !Names.isPortName(name.get())) {
      item.complain(
          "PORT_NAME",
          item.where(key),
          "the text \"" + name.get() + "\"",
          "a name of up to 15 lower case letters, digits and single hyphens inside, with a letter",
          "");
      return Optional.empty();
    }
    return name.map(Port.Named::new);
  }

  private static Optional<Port> closed(Fields fields, Optional<Port> port) {
    fields.close();
    return port;
  }
}
