package io.seawall.analysis;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Bounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Config;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Engine;
import io.seawall.reach.Path;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Nodes `a` and `b` of one pool each, a pod on each, a pod with the network of node `a`, and what
/// texts say besides.
final class NodeScene {
  static final String NODE_A = "10.0.0.4";
  static final String NODE_B = "10.0.0.5";
  static final String OUTSIDE = "192.0.2.9";

  private final Situation situation;

  NodeScene(Engine engine, String... texts) {
    List<String> all =
        new ArrayList<>(
            List.of(
                node("a", NODE_A),
                node("b", NODE_B),
                "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}",
                pod("web", "a", "10.244.0.7", false),
                pod("db", "b", "10.244.1.7", false),
                pod("agent", "a", NODE_A, true)));
    all.addAll(List.of(texts));
    Dialect.Reading reading = Dialects.open();
    List<Diagnostic> complaints = new ArrayList<>();
    Sources.of(
            List.of("-"),
            new ByteArrayInputStream(String.join("\n---\n", all).getBytes(StandardCharsets.UTF_8)),
            Limits.DEFAULT)
        .read(reading::accept, complaints::add);
    Options options =
        new Options(
            Optional.of(engine),
            Optional.empty(),
            false,
            List.of(AddressSet.of(address(OUTSIDE))),
            LocalDate.of(2026, 11, 29));
    situation =
        Analysis.situations(
                new Input(reading.close().value(), complaints, 1),
                Config.DEFAULT,
                options,
                complaints)
            .getFirst();
  }

  private static String node(String name, String address) {
    return "{apiVersion: v1, kind: Node, metadata: {name: "
        + name
        + ", labels: {agentpool: pool"
        + name
        + ", role: "
        + name
        + "}}, status: {addresses: [{type: InternalIP, address: "
        + address
        + "}]}}";
  }

  private static String pod(String name, String node, String address, boolean hostNetwork) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: "
        + name
        + ", namespace: shop, labels: {app: "
        + name
        + "}}, spec: {nodeName: "
        + node
        + ", hostNetwork: "
        + hostNetwork
        + ", containers: [{name: c, image: i}]}, status: {phase: Running, podIP: "
        + address
        + ", podIPs: [{ip: "
        + address
        + "}]}}";
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  private Endpoint end(String name) {
    return switch (name) {
      case "a", "b" ->
          situation.reach().universe().nodes().stream()
              .filter(nodes -> nodes.pool().equals("pool" + name))
              .findFirst()
              .orElseThrow();
      case "out" -> situation.reach().universe().outside(address(OUTSIDE)).orElseThrow();
      default -> situation.reach().universe().of(new Workload.Id("shop", "Pod", name)).getFirst();
    };
  }

  private List<Path> paths(String from, String to) {
    return situation.reach().paths(end(from), end(to)).stream()
        .filter(path -> path.isOnOneNode() == on(from).equals(on(to)))
        .toList();
  }

  /// The node of one end.
  private static String on(String name) {
    return switch (name) {
      case "web", "agent" -> "a";
      case "db" -> "b";
      default -> name;
    };
  }

  /// `YES`, `NO` or `MAYBE` for a packet such as `tcp/22`, on the way that the nodes of both leave.
  String told(String from, String to, String packet) {
    Bounds all = Bounds.NONE;
    for (Path path : paths(from, to)) {
      all = all.or(path.through());
    }
    Packet one = packet(packet);
    return all.sure().contains(one) ? "YES" : all.possible().contains(one) ? "MAYBE" : "NO";
  }

  /// What decides at the last hop that stops the packet, or leaves a doubt.
  String why(String from, String to, String packet) {
    Packet one = packet(packet);
    return paths(from, to).stream()
        .flatMap(path -> path.hops().stream())
        .filter(hop -> !hop.packets().sure().contains(one))
        .map(hop -> hop.place() + ": " + hop.why(one).object() + " " + hop.why(one).rule())
        .reduce((_, last) -> last)
        .orElse("");
  }

  private static Packet packet(String text) {
    String[] parts = text.split("/", -1);
    return new Packet(
        Protocol.parse(parts[0].toUpperCase(Locale.ROOT)).orElseThrow(),
        Integer.parseInt(parts[1]),
        50_000);
  }
}
