package io.seawall.oracle;

import io.seawall.oracle.AdminPolicies.Asked;
import io.seawall.oracle.AdminPolicies.Tier;
import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The objects of `networking.k8s.io/v1` NetworkPolicy, as its API describes them, beside those of
/// [CiliumPolicies] and [CalicoPolicies] and between the tiers of [AdminPolicies].
final class KubernetesPolicies {
  private final List<Tree> policies;
  private final AdminPolicies ofAdministrators;
  private final CiliumPolicies ofCilium;
  private final CalicoPolicies ofCalico;
  private final Cluster cluster;
  private final Engine engine;

  KubernetesPolicies(Documents documents, Cluster cluster, Engine engine) {
    this.policies =
        documents.kind("NetworkPolicy").stream()
            .filter(
                policy -> policy.at("apiVersion").text().orElse("").equals("networking.k8s.io/v1"))
            .toList();
    this.ofAdministrators = new AdminPolicies(documents, cluster);
    this.ofCilium = new CiliumPolicies(documents, cluster);
    this.ofCalico = new CalicoPolicies(documents, cluster);
    this.cluster = cluster;
    this.engine = engine;
  }

  /// A connection needs the egress policy of its source and the ingress policy of its destination
  /// to allow it. A pod cannot block access to itself. Source: Kubernetes, Network Policies, "The
  /// two sorts of pod isolation".
  Answer answer(Flow flow) {
    return !engine.enforces(flow.source().family()) || flow.from().equals(flow.to())
        ? Answer.YES
        : maySend(flow).and(mayReceive(flow));
  }

  /// Nodes, and so pods on the host network, are nobody's subject. Source: Kubernetes, Network
  /// Policies, "NetworkPolicy and hostNetwork pods".
  private Answer maySend(Flow flow) {
    return !(flow.from() instanceof Pod subject)
            || (isOwnNode(flow.to(), subject) && engine.exemptsOwnNode())
        ? Answer.YES
        : judged(new Asked(Direction.EGRESS, subject, flow.to(), flow));
  }

  private Answer mayReceive(Flow flow) {
    if (!(flow.to() instanceof Pod subject)) {
      return Answer.YES;
    }
    var asked = new Asked(Direction.INGRESS, subject, flow.from(), flow);
    return isOwnNode(flow.from(), subject) ? fromOwnNode(asked) : judged(asked);
  }

  /// The node of a pod always reaches it, whatever the engine. Source: Kubernetes, Network
  /// Policies, "traffic to and from the node where a Pod is running is always allowed". Whether
  /// that holds against a rule of Cilium that denies is open: Layer 3 Policies, "Kubernetes will
  /// automatically allow all communication from the local host"; Deny Policies, "Deny policies take
  /// precedence over allow policies".
  private Answer fromOwnNode(Asked asked) {
    return engine.readsPoliciesOfCilium() && ofCilium.judge(asked).denied() != Answer.NO
        ? Answer.OPEN
        : Answer.YES;
  }

  private static boolean isOwnNode(Endpoint peer, Pod pod) {
    return peer instanceof Node && peer.nodeName().equals(pod.nodeName());
  }

  /// The Admin tier, then NetworkPolicy, which is final for the pods that it selects, then the
  /// Baseline tier; what none of them decides is allowed. Source: ClusterNetworkPolicySpec.tier.
  /// Azure NPM implements NetworkPolicy alone. Source: AKS documentation, use-network-policies.
  private Answer judged(Asked asked) {
    var selecting =
        policies.stream()
            .filter(policy ->
                selects(policy, asked.subject())
                    && typesOf(policy).contains(asked.direction().type))
            .toList();
    return switch (engine) {
      case AZURE, NONE -> selecting.isEmpty() ? Answer.YES : allowed(selecting, asked);
      case CALICO ->
          ofCalico.judge(
              asked,
              new CalicoPolicies.Kubernetes(
                  next -> decided(Tier.ADMIN, asked, next),
                  selecting.isEmpty() ? Optional.empty() : Optional.of(allowed(selecting, asked)),
                  next -> decided(Tier.BASELINE, asked, next)));
      case CILIUM -> decided(Tier.ADMIN, asked, besideCilium(selecting, asked));
    };
  }

  /// What a policy of any kind allows passes unless a rule denies. Source: Cilium, Rule Basics,
  /// "traffic matching the union of those rules will be allowed"; Deny Policies: deny takes
  /// precedence over allow, "or even a Kubernetes Network Policy". Where nobody asked for default
  /// deny, a packet that meets a rule of layer 7 may be dropped all the same: Endpoint default
  /// policy, Warning.
  private Answer besideCilium(List<Tree> selecting, Asked asked) {
    var verdict = ofCilium.judge(asked);
    var allowed = allowed(selecting, asked).or(verdict.allowed());
    var isolated = !selecting.isEmpty() || verdict.isolated();
    var unless = verdict.proxied() ? Answer.OPEN : Answer.YES;
    return (isolated ? allowed : allowed.or(decided(Tier.BASELINE, asked, unless)))
        .and(verdict.denied().negated());
  }

  private Answer decided(Tier tier, Asked asked, Answer next) {
    return ofAdministrators.decide(tier, asked).stream()
        .map(decision ->
            switch (decision) {
              case ACCEPT -> Answer.YES;
              case DENY -> Answer.NO;
              case PASS, NONE -> next;
            })
        .reduce(Answer::unless)
        .orElseThrow();
  }

  /// Isolated: what any rule of any selecting policy allows. Policies add up.
  private Answer allowed(List<Tree> selecting, Asked asked) {
    var direction = asked.direction();
    var address = addressOf(asked.peer(), asked.flow());
    return selecting.stream()
        .flatMap(policy ->
            policy.at("spec").at(direction.rules).items().stream()
                .filter(
                    rule -> peersMatch(rule.at(direction.peers), policy, asked.peer(), address)))
        .map(rule -> portsMatch(rule.at("ports"), asked))
        .reduce(Answer.NO, Answer::or);
  }

  private static Ip addressOf(Endpoint peer, Flow flow) {
    return peer.equals(flow.from()) ? flow.source() : flow.destination();
  }

  /// Source: NetworkPolicySpec.podSelector: pods of the policy's own namespace.
  private static boolean selects(Tree policy, Pod pod) {
    return Cluster.namespaceOf(policy).equals(pod.namespace())
        && Selectors.matches(policy.at("spec").at("podSelector"), pod.labels());
  }

  /// Source: NetworkPolicySpec.policyTypes: without any, a policy is for ingress, and for egress if
  /// it has egress rules. An empty `egress` list is no rule: the API server's default counts the
  /// rules.
  private static Set<String> typesOf(Tree policy) {
    var types = policy.at("spec").at("policyTypes").items();
    if (!types.isEmpty()) {
      return types.stream().map(type -> type.text().orElseThrow()).collect(Collectors.toSet());
    }
    return policy.at("spec").at("egress").items().isEmpty()
        ? Set.of(Direction.INGRESS.type)
        : Set.of(Direction.INGRESS.type, Direction.EGRESS.type);
  }

  /// Source: NetworkPolicyIngressRule.from, NetworkPolicyEgressRule.to: empty or missing matches
  /// all; items are combined with OR.
  private boolean peersMatch(Tree peers, Tree policy, Endpoint peer, Ip address) {
    return peers.items().isEmpty()
        || peers.items().stream().anyMatch(item -> peerMatches(item, policy, peer, address));
  }

  /// Source: NetworkPolicyPeer. With both selectors, pods that match `podSelector` in namespaces
  /// that match `namespaceSelector`; with `namespaceSelector` alone, all pods there; with
  /// `podSelector` alone, pods of the policy's own namespace. Selectors pick pods, never nodes or
  /// pods on the host network.
  private boolean peerMatches(Tree item, Tree policy, Endpoint peer, Ip address) {
    if (!item.at("ipBlock").isAbsent()) {
      return engine.blocksCover(peer) && blockHolds(item.at("ipBlock"), address);
    }
    if (!(peer instanceof Pod pod)
        || (item.at("podSelector").isAbsent() && item.at("namespaceSelector").isAbsent())) {
      return false;
    }
    var inNamespace =
        item.at("namespaceSelector").isAbsent()
            ? pod.namespace().equals(Cluster.namespaceOf(policy))
            : Selectors.matches(
                item.at("namespaceSelector"), cluster.labelsOfNamespace(pod.namespace()));
    return inNamespace && Selectors.matches(item.at("podSelector"), pod.labels());
  }

  /// Source: IPBlock.except: parts of the block that are not included. They take nothing from other
  /// peers.
  private static boolean blockHolds(Tree block, Ip address) {
    return Cidr.of(block.at("cidr").text().orElseThrow()).contains(address)
        && block.at("except").items().stream()
            .noneMatch(except -> Cidr.of(except.text().orElseThrow()).contains(address));
  }

  /// Source: NetworkPolicyIngressRule.ports, NetworkPolicyEgressRule.ports: empty or missing
  /// matches all, also what has no ports; else one of them must match.
  private Answer portsMatch(Tree ports, Asked asked) {
    return ports.items().isEmpty()
        ? Answer.YES
        : ports.items().stream()
            .map(port -> portMatches(port, asked))
            .reduce(Answer.NO, Answer::or);
  }

  /// Source: NetworkPolicyPort: `protocol` is TCP if missing; without `port`, all ports of the
  /// protocol; with `endPort`, the range from `port`, both ends included; a name is that of a port
  /// of the destination pod, for the same protocol. Who is no pod has no named ports.
  private Answer portMatches(Tree item, Asked asked) {
    var port = item.at("port");
    var flow = asked.flow();
    if (!item.at("protocol").text().orElse("TCP").equals(flow.kubernetesProtocol())) {
      return Answer.NO;
    }
    if (port.isAbsent()) {
      return Answer.YES;
    }
    if (port.isNumber()) {
      var first = port.number().orElseThrow();
      var last = item.at("endPort").number().orElse(first);
      return Answer.of(first <= flow.destinationPort() && flow.destinationPort() <= last);
    }
    var name = port.text().orElseThrow();
    return flow.isTo(name)
        ? Answer.YES
        : engine.readsPoliciesOfCilium()
            ? CiliumPorts.amongAllPods(name, asked, cluster)
            : Answer.NO;
  }
}
