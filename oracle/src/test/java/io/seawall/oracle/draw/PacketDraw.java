package io.seawall.oracle.draw;

import io.seawall.oracle.Packet;
import io.seawall.oracle.draw.Scene.Mode;
import io.seawall.oracle.draw.Scene.NamedPort;
import io.seawall.oracle.draw.Scene.Node;
import io.seawall.oracle.draw.Scene.Pod;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Draws packets between the ends of a scene, with ports and addresses at the boundaries that its
/// rules draw.
final class PacketDraw {
  private static final int PACKETS = 64;
  private static final Gen<String> PROTOCOLS =
      Gen.pick(
          "TCP", "TCP", "TCP", "TCP", "TCP", "TCP", "TCP", "UDP", "UDP", "UDP", "SCTP", "ICMP");
  private static final String ICMP_OF_IPV6 = "58";
  private static final String METADATA = "169.254.169.254";
  private static final String HOST = "168.63.129.16";
  private static final List<Block> CLUSTER_RANGES =
      List.of(
          Block.of("10.1.0.0/16"),
          Block.of("10.244.0.0/16"),
          Block.of("fd00:1::/48"),
          Block.of("fd00:2::/64"));
  private static final Block PEER = Block.of("10.9.0.0/16");
  private static final List<Block> PRIVATE =
      List.of(
          Block.of("10.0.0.0/8"),
          Block.of("172.16.0.0/12"),
          Block.of("192.168.0.0/16"),
          Block.of("100.64.0.0/10"),
          Block.of("fc00::/7"));

  private final Choices choices;
  private final Scene scene;
  private final List<End> inside = new ArrayList<>();
  private final List<End> outside = new ArrayList<>();

  /// Who sends or receives.
  ///
  /// @param name as a packet names it
  private record End(String name, Optional<Pod> pod, Optional<Node> node) {
    boolean isOutside() {
      return pod.isEmpty() && node.isEmpty();
    }

    /// A pod with a network of its own.
    boolean isPod() {
      return pod.filter(which -> !which.onHost()).isPresent();
    }

    Optional<Node> place() {
      return pod.map(Pod::node).or(() -> node);
    }
  }

  PacketDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
  }

  List<Question> draw() {
    for (var pod : scene.pods) {
      if (!pod.ended()) {
        inside.add(new End(pod.namespace() + "/" + pod.name(), Optional.of(pod), Optional.empty()));
      }
    }
    scene.nodes.forEach(
        node -> inside.add(new End("node:" + node.name(), Optional.empty(), Optional.of(node))));
    addresses()
        .forEach(address -> outside.add(new End(address, Optional.empty(), Optional.empty())));
    var questions = new ArrayList<Question>();
    for (var i = 0; i < PACKETS; i++) {
      questions.add(question());
    }
    return questions;
  }

  /// The edges of all blocks in use, without those that an endpoint has.
  private Set<String> addresses() {
    var addresses = new LinkedHashSet<>(List.of("8.8.8.8", METADATA, HOST, "20.1.2.3"));
    if (scene.dualStack) {
      addresses.add("2600:1::1");
    }
    scene.cidrs.forEach(cidr -> addresses.addAll(Block.of(cidr).edges()));
    var taken = new HashSet<String>();
    scene.nodes.forEach(
        node -> taken.addAll(List.of(canonical(node.four()), canonical(node.six()))));
    scene.pods.stream()
        .filter(pod -> !pod.ended())
        .forEach(pod -> taken.addAll(List.of(canonical(pod.four()), canonical(pod.six()))));
    addresses.removeIf(address ->
        taken.contains(canonical(address)) || (address.contains(":") && !scene.dualStack));
    return addresses;
  }

  private static String canonical(String address) {
    return address.isEmpty() ? "" : Block.of(address).toString();
  }

  private Question question() {
    var from =
        choices.draw(4) == 3 ? Gen.pick(sources()).from(choices) : Gen.pick(inside).from(choices);
    var to =
        !from.isOutside() && choices.draw(3) == 2
            ? Gen.pick(outside).from(choices)
            : Gen.pick(inside).from(choices);
    var named = to.pod().map(pod -> scene.namedPorts.getOrDefault(pod.name(), List.of()));
    var aimed =
        named
            .filter(ports -> !ports.isEmpty() && choices.draw(3) == 2)
            .map(ports -> Gen.pick(ports).from(choices));
    var protocol = aimed.map(NamedPort::protocol).orElseGet(() -> PROTOCOLS.from(choices));
    var ports = aimed.map(port -> List.of(port.number())).orElse(List.copyOf(scene.ports));
    var sourcePorts = new ArrayList<>(List.of(Packet.EPHEMERAL));
    sourcePorts.addAll(scene.sourcePorts);
    var isSix = isSix(from) || isSix(to) || (isDual(from) && isDual(to) && choices.draw(2) == 1);
    var isIcmp = protocol.equals("ICMP");
    var packet =
        new Packet(
            from.name(),
            to.name(),
            isIcmp && isSix ? ICMP_OF_IPV6 : protocol,
            Gen.pick(isIcmp ? List.copyOf(scene.icmpTypes) : sourcePorts).from(choices),
            isIcmp ? 0 : Gen.pick(ports).from(choices),
            isSix ? 6 : 4);
    return new Question(packet, doubts(from, to, packet));
  }

  private static boolean isSix(End end) {
    return end.isOutside() && end.name().contains(":");
  }

  private boolean isDual(End end) {
    return !end.isOutside() && scene.dualStack;
  }

  private static boolean isIcmp(Packet packet) {
    return packet.protocol().equals("ICMP") || packet.protocol().equals(ICMP_OF_IPV6);
  }

  /// Nothing comes from the metadata service.
  private List<End> sources() {
    return outside.stream().filter(end -> !end.name().startsWith("169.254.")).toList();
  }

  private Set<Doubt> doubts(End from, End to, Packet packet) {
    var doubts = EnumSet.noneOf(Doubt.class);
    policyDoubts(doubts, from, to, packet);
    if (scene.hasAzure() && !from.place().equals(to.place())) {
      azureDoubts(doubts, from, to, packet);
    }
    return doubts;
  }

  private void policyDoubts(Set<Doubt> doubts, End from, End to, Packet packet) {
    var judged = (from.isPod() || to.isPod()) && !scene.engine.equals("none");
    if (judged && scene.hasNetworkPolicies() && isIcmp(packet)) {
      doubts.add(Doubt.OTHER_PROTOCOL);
    }
    if (judged && scene.engine.equals("azure") && packet.family() == 6) {
      doubts.add(Doubt.NPM_IPV6);
    }
    if (judged && scene.mode == Mode.OVERLAY && scene.dualStack && !scene.engine.equals("cilium")) {
      doubts.add(Doubt.DUAL_STACK_OVERLAY);
    }
    if (judged && scene.usesNamedPorts && from.isPod() && !to.isPod() && !to.isOutside()) {
      doubts.add(Doubt.NAMED_PORT_OF_HOST);
    }
  }

  private void azureDoubts(Set<Doubt> doubts, End from, End to, Packet packet) {
    if (scene.hasGroups && isIcmp(packet)) {
      doubts.add(Doubt.OTHER_PROTOCOL);
    }
    if (scene.hasGroups && packet.protocol().equals("SCTP")) {
      doubts.add(Doubt.SCTP_IN_AZURE);
    }
    if (from.isOutside() && to.isPod()) {
      doubts.add(Doubt.OUTSIDE_TO_POD);
    }
    if (isUnknownMachine(from) || isUnknownMachine(to)) {
      doubts.add(Doubt.UNKNOWN_MACHINE);
    }
    if (isStranger(from)) {
      doubts.add(Doubt.STRANGER);
    }
    if (from.name().equals(HOST) || to.name().equals(HOST)) {
      doubts.add(Doubt.HOST_ADDRESS);
    }
    if (scene.mode == Mode.NODE_SUBNET
        && from.isPod()
        && to.isOutside()
        && PEER.contains(Block.of(to.name()))) {
      doubts.add(Doubt.PEER_OF_NODE_SUBNET);
    }
    if (scene.mode == Mode.POD_SUBNET && scene.hasInterfaceGroups && (from.isPod() || to.isPod())) {
      doubts.add(Doubt.INTERFACE_OF_POD_SUBNET);
    }
    if (scene.mode.isRouted() && scene.hasGroups && to.isPod()) {
      doubts.add(Doubt.TAG_OF_ROUTED_POD);
    }
  }

  private static boolean isUnknownMachine(End end) {
    return end.isOutside()
        && CLUSTER_RANGES.stream().anyMatch(range -> range.contains(Block.of(end.name())));
  }

  private static boolean isStranger(End end) {
    return end.isOutside()
        && !isUnknownMachine(end)
        && !PEER.contains(Block.of(end.name()))
        && PRIVATE.stream().anyMatch(range -> range.contains(Block.of(end.name())));
  }
}
