package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.Matches;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Request;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an operation of a rule asks of a connection and of the request on it.
///
/// Source: Istio documentation, "Authorization Policy", Operation.
final class OperationMeaning {
  /// Every connection of TCP.
  static final PacketSet TCP = PacketSet.of(Protocol.TCP);

  private OperationMeaning() {}

  /// The connections that it speaks of.
  static PacketSet packets(Matches operation) {
    PacketSet packets = TCP;
    if (!operation.of("ports").isEmpty()) {
      packets = packets.and(packets(operation.of("ports")));
    }
    return packets.minus(packets(operation.of("notPorts")));
  }

  /// Connections to ports that are given as text.
  static PacketSet packets(List<String> ports) {
    List<Ports> all = new ArrayList<>();
    for (String text : ports) {
      port(text).ifPresent(all::add);
    }
    return all.isEmpty()
        ? PacketSet.EMPTY
        : PacketSet.of(Protocol.TCP, Ports.union(all), Ports.ALL);
  }

  private static Optional<Ports> port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port >= 0 && port <= Ports.LAST ? Optional.of(Ports.of(port)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// What it asks of the request; empty if it asks nothing.
  static Optional<Peers> request(Matches operation) {
    List<LabelTest> tests = new ArrayList<>();
    add(tests, operation, "methods", "notMethods", Request.METHOD);
    add(tests, operation, "paths", "notPaths", Request.PATH);
    add(tests, operation, "hosts", "notHosts", Request.HOST);
    return tests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Peers.Sending(tests.size() == 1 ? tests.getFirst() : new LabelTest.All(tests)));
  }

  private static void add(
      List<LabelTest> tests, Matches operation, String field, String notField, String attribute) {
    if (!operation.of(field).isEmpty()) {
      tests.add(anyOf(attribute, operation.of(field)));
    }
    if (!operation.of(notField).isEmpty()) {
      tests.add(new LabelTest.Not(anyOf(attribute, operation.of(notField))));
    }
  }

  private static LabelTest anyOf(String attribute, List<String> values) {
    return Values.anyOf(
        values,
        value ->
            attribute.equals(Request.PATH) && value.indexOf('{') >= 0
                ? new LabelTest.Like(attribute, LabelTest.Place.PATH, value)
                : Values.one(attribute, value));
  }
}
