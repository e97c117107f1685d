package io.seawall.oracle;

import io.seawall.oracle.AdminPolicies.Asked;
import io.seawall.oracle.CiliumPolicies.Scope;
import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What policies of Cilium for nodes let by. Source: Cilium documentation, "Host Policies" and
/// "Host Firewall".
final class CiliumHosts {
  private static final Scope CLUSTER_WIDE = new Scope("");

  private final List<Tree> specs;
  private final Optional<Tree> config;
  private final CiliumPeers peers;
  private final CiliumPorts ports;
  private final Function<Flow, List<Flow>> seen;

  /// @param seen a packet as the node that receives it may see it
  CiliumHosts(Documents documents, Cluster cluster, Function<Flow, List<Flow>> seen) {
    this.specs =
        documents.kind("CiliumClusterwideNetworkPolicy").stream()
            .flatMap(policy ->
                Stream.concat(
                    Stream.of(policy.at("spec")).filter(spec -> !spec.isAbsent()),
                    policy.at("specs").items().stream()))
            .filter(spec -> !spec.at("nodeSelector").isAbsent())
            .toList();
    this.config =
        documents.kind("ConfigMap").stream()
            .filter(map -> Cluster.nameOf(map).equals("cilium-config"))
            .findFirst();
    this.peers = new CiliumPeers(documents, cluster);
    this.ports = new CiliumPorts(cluster);
    this.seen = seen;
  }

  /// They need `hostFirewall.enabled`; whether that is so, the texts may not say.
  Answer answer(Flow flow) {
    if (specs.isEmpty()) {
      return Answer.YES;
    }
    if (config.isEmpty()) {
      return enforced(flow).unless(Answer.YES);
    }
    var enabled =
        config.get().at("data").at("enable-host-firewall").text().orElse("false").equals("true");
    return enabled ? enforced(flow) : Answer.YES;
  }

  private Answer enforced(Flow flow) {
    var sent = flow.from() instanceof Node node ? judge(Direction.EGRESS, node, flow) : Answer.YES;
    var received =
        flow.to() instanceof Node node
            ? seenAt(flow).stream()
                .map(one -> judge(Direction.INGRESS, node, one))
                .reduce(Answer::unless)
                .orElseThrow()
            : Answer.YES;
    // What a node sends to itself and to its own pods, no document speaks of.
    return flow.from() instanceof Node && flow.staysOnNode()
        ? sent.and(received).or(Answer.OPEN)
        : sent.and(received);
  }

  /// On the node itself, a pod has its own identity.
  private List<Flow> seenAt(Flow flow) {
    return flow.staysOnNode() ? List.of(flow) : seen.apply(flow);
  }

  /// As for pods: the union of what rules allow, without what any denies, once a policy selects the
  /// node in this direction.
  private Answer judge(Direction direction, Node node, Flow flow) {
    var peer = direction == Direction.INGRESS ? flow.from() : flow.to();
    var asked = new Asked(direction, standIn(node), peer, flow);
    var selecting =
        specs.stream()
            .filter(spec -> Selectors.matches(spec.at("nodeSelector"), node.labels()))
            .toList();
    var isolated =
        selecting.stream().anyMatch(spec -> CiliumPolicies.isolates(spec, direction.rules));
    var denied = anyOf(selecting, direction.rules + "Deny", asked);
    var allowed = isolated ? anyOf(selecting, direction.rules, asked) : Answer.YES;
    return allowed.and(denied.negated());
  }

  /// The node as a subject, by its place alone.
  private static Pod standIn(Node node) {
    return new Pod(
        "", node.nodeName(), node.labels(), node.nodeName(), node.addresses(), List.of());
  }

  private Answer anyOf(List<Tree> selecting, String section, Asked asked) {
    return selecting.stream()
        .flatMap(spec -> spec.at(section).items().stream())
        .map(item -> matches(item, asked))
        .reduce(Answer.NO, Answer::or);
  }

  private Answer matches(Tree item, Asked asked) {
    var byPeer = peers.match(item, CLUSTER_WIDE, asked);
    if (byPeer.isEmpty() && !CiliumPorts.arePresent(item)) {
      return Answer.NO;
    }
    return byPeer.orElse(Answer.YES).and(ports.match(item, asked));
  }
}
