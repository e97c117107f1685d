package io.seawall.oracle;

import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Outside;
import io.seawall.oracle.Endpoint.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// What host endpoints of Calico let by. Source: Calico documentation, "Host endpoint", "Protect
/// hosts", and under "Host endpoints" the pages "Failsafe rules", "Apply on forwarded traffic",
/// "Pre-DNAT policy" and "Summary".
///
/// Untracked policies and several endpoints of one node are refused.
final class CalicoHosts {
  private static final String DEFAULT_TIER = "default";
  private static final double ORDER_OF_DEFAULT = 1_000_000;
  private static final String ALLOWING = "projectcalico-default-allow";

  /// Source: "Failsafe rules", and "Configuring Felix" for 5473.
  private static final List<String> BOTH_WAYS =
      List.of("TCP 179", "TCP 2379", "TCP 2380", "TCP 5473", "TCP 6443", "TCP 6666", "TCP 6667");

  private static final Map<Direction, List<String>> FAILSAFE =
      Map.of(
          Direction.INGRESS, List.of("TCP 22", "UDP 68"),
          Direction.EGRESS, List.of("UDP 53", "UDP 67"));

  private final List<Tree> hosts;
  private final List<Tree> policies;
  private final List<Tree> tiers;
  private final Optional<Tree> felix;
  private final boolean agentShown;
  private final Cluster cluster;
  private final CalicoRules rules;
  private final Function<Flow, List<Flow>> seen;

  /// @param seen a packet as the node that receives it may see it
  CalicoHosts(Documents documents, Cluster cluster, Function<Flow, List<Flow>> seen) {
    this.hosts = documents.kind("HostEndpoint");
    this.policies =
        documents.kind("GlobalNetworkPolicy").stream().filter(CalicoPolicies::isOfCalico).toList();
    this.tiers = documents.kind("Tier");
    this.felix = documents.kind("FelixConfiguration").stream().findFirst();
    this.agentShown =
        documents.kind("DaemonSet").stream()
            .anyMatch(one -> Cluster.nameOf(one).equals("calico-node"));
    this.cluster = cluster;
    this.rules = new CalicoRules(documents, cluster);
    this.seen = seen;
  }

  Answer answer(Flow flow) {
    return flow.staysOnNode() ? onNode(flow) : leaves(flow).and(arrives(flow));
  }

  /// "Host to local workload traffic ... is always allowed"; what a workload sends to its host,
  /// DefaultEndpointToHostAction decides. What a host sends to itself is not said.
  private Answer onNode(Flow flow) {
    if (!(flow.to() instanceof Node node)) {
      return Answer.YES;
    }
    return switch (flow.from()) {
      case Pod _ -> fromOwnWorkload();
      case Node _, Outside _ -> host(node).isEmpty() ? Answer.YES : Answer.OPEN;
    };
  }

  /// The environment of the agent counts before its configuration; what installs Calico lets such
  /// packets by there.
  private Answer fromOwnWorkload() {
    var action =
        felix.flatMap(one -> one.at("spec").at("defaultEndpointToHostAction").text()).orElse("");
    if (action.isEmpty()) {
      return agentShown ? Answer.NO : Answer.YES;
    }
    if (!action.equals("Drop")) {
      return Answer.YES;
    }
    return agentShown ? Answer.NO : Answer.OPEN;
  }

  private Answer leaves(Flow flow) {
    return switch (flow.from()) {
      case Outside _ -> Answer.YES;
      case Node node ->
          host(node).map(host -> local(host, Direction.EGRESS, flow)).orElse(Answer.YES);
      case Pod pod ->
          host(cluster.node(pod.nodeName()))
              .map(host -> forwarded(host, Direction.EGRESS, flow))
              .orElse(Answer.YES);
    };
  }

  private Answer arrives(Flow flow) {
    return switch (flow.to()) {
      case Outside _ -> Answer.YES;
      case Node node ->
          host(node)
              .map(host ->
                  seen.apply(flow).stream()
                      .map(one -> local(host, Direction.INGRESS, one))
                      .reduce(Answer::unless)
                      .orElseThrow())
              .orElse(Answer.YES);
      case Pod pod ->
          host(cluster.node(pod.nodeName()))
              .map(host -> forwarded(host, Direction.INGRESS, flow))
              .orElse(Answer.YES);
    };
  }

  private Optional<Tree> host(Node node) {
    var found =
        hosts.stream()
            .filter(host -> host.at("spec").at("node").text().orElse("").equals(node.nodeName()))
            .filter(host ->
                host.at("spec").at("interfaceName").text().orElse("").equals("*")
                    || host.at("spec").at("expectedIPs").items().stream()
                        .map(ip -> Ip.of(ip.text().orElseThrow()))
                        .anyMatch(node.addresses()::contains))
            .toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException("no rule for two host endpoints of " + node.nodeName());
    }
    return found.stream().findFirst();
  }

  /// For a local process: failsafe rules, then policies before DNAT, then normal ones; what they
  /// leave, the profile decides.
  private Answer local(Tree host, Direction direction, Flow flow) {
    if (isFailsafe(direction, flow)) {
      return Answer.YES;
    }
    var profiles = host.at("spec").at("profiles").items();
    var open = profiles.stream().anyMatch(one -> one.text().orElse("").equals(ALLOWING));
    var answer = through(new Asked(host, direction, flow, _ -> true), Answer.of(open), Answer.NO);
    return beforeNat(host, direction, flow, answer);
  }

  /// "Forwarded traffic is allowed by default if no policies apply to the endpoint and direction."
  private Answer forwarded(Tree host, Direction direction, Flow flow) {
    var asked =
        new Asked(host, direction, flow, policy -> policy.at("spec").at("applyOnForward").isTrue());
    var answer = through(asked, Answer.YES, Answer.NO);
    var before = beforeNat(host, direction, flow, answer);
    // Whether failsafe ports of the host count for what is forwarded is not said.
    return isFailsafe(direction, flow) ? before.unless(answer) : before;
  }

  /// "There is no 'default drop' semantic for pre-DNAT policy", which is for what arrives alone.
  private Answer beforeNat(Tree host, Direction direction, Flow flow, Answer next) {
    if (direction == Direction.EGRESS) {
      return next;
    }
    var asked = new Asked(host, direction, flow, CalicoHosts::isBeforeNat);
    return throughTiers(asked, next, Optional.empty());
  }

  private static boolean isBeforeNat(Tree policy) {
    return policy.at("spec").at("preDNAT").isTrue();
  }

  /// @param which of the policies are asked
  private record Asked(Tree host, Direction direction, Flow flow, Predicate<Tree> which) {}

  private Answer through(Asked asked, Answer last, Answer unmatched) {
    Predicate<Tree> normal = asked.which().and(policy -> !isBeforeNat(policy));
    return throughTiers(
        new Asked(asked.host(), asked.direction(), asked.flow(), normal),
        last,
        Optional.of(unmatched));
  }

  /// @param unmatched what becomes of a packet that no policy of a tier decides; the next tier if
  ///   empty
  private Answer throughTiers(Asked asked, Answer last, Optional<Answer> unmatched) {
    var names =
        policies.stream()
            .map(CalicoHosts::tierOf)
            .distinct()
            .sorted(Comparator.comparingDouble(this::orderOfTier).reversed())
            .toList();
    var answer = last;
    for (var tier : names) {
      answer = inTier(tier, asked, answer, unmatched);
    }
    return answer;
  }

  private static String tierOf(Tree policy) {
    return policy.at("spec").at("tier").text().orElse(DEFAULT_TIER);
  }

  private double orderOfTier(String name) {
    return tiers.stream()
        .filter(tier -> Cluster.nameOf(tier).equals(name))
        .findFirst()
        .map(CalicoHosts::orderOf)
        .orElse(ORDER_OF_DEFAULT);
  }

  private static double orderOf(Tree object) {
    var order = object.at("spec").at("order");
    return order.isAbsent() ? Double.MAX_VALUE : order.number().orElseThrow();
  }

  private Answer inTier(String tier, Asked asked, Answer next, Optional<Answer> unmatched) {
    var applying =
        policies.stream()
            .filter(policy -> tierOf(policy).equals(tier) && asked.which().test(policy))
            .filter(policy -> CalicoPolicies.typesOf(policy).contains(asked.direction().type))
            .filter(policy -> selects(policy, asked.host()))
            .sorted(Comparator.comparingDouble(CalicoHosts::orderOf).thenComparing(Cluster::nameOf))
            .toList();
    if (applying.isEmpty()) {
      return next;
    }
    var passes =
        tiers.stream()
            .filter(one -> Cluster.nameOf(one).equals(tier))
            .anyMatch(one -> one.at("spec").at("defaultAction").text().orElse("").equals("Pass"));
    var answer = passes ? next : unmatched.orElse(next);
    for (var policy : applying.reversed()) {
      for (var rule : policy.at("spec").at(asked.direction().rules).items().reversed()) {
        if (rules.matches(rule, "", asked.flow())) {
          answer =
              switch (rule.at("action").text().orElseThrow()) {
                case "Allow" -> Answer.YES;
                case "Deny" -> Answer.NO;
                case "Pass" -> next;
                default -> answer;
              };
        }
      }
    }
    return answer;
  }

  /// A host endpoint is in no namespace, so that a selector of namespaces meets no labels.
  private static boolean selects(Tree policy, Tree host) {
    if (policy.at("spec").at("doNotTrack").isTrue()) {
      throw new IllegalArgumentException("no rule for doNotTrack");
    }
    var namespaces = policy.at("spec").at("namespaceSelector").text();
    return namespaces
            .filter(text -> text.equals("all()") || !CalicoSelector.matches(text, Map.of()))
            .isEmpty()
        && CalicoSelector.matches(
            policy.at("spec").at("selector").text().orElse(""),
            host.at("metadata").at("labels").texts());
  }

  private boolean isFailsafe(Direction direction, Flow flow) {
    var field =
        direction == Direction.INGRESS ? "failsafeInboundHostPorts" : "failsafeOutboundHostPorts";
    var written = felix.map(one -> one.at("spec").at(field)).filter(list -> !list.isAbsent());
    var here = flow.kubernetesProtocol() + " " + flow.destinationPort();
    if (written.isEmpty()) {
      return BOTH_WAYS.contains(here) || FAILSAFE.getOrDefault(direction, List.of()).contains(here);
    }
    var other = direction == Direction.INGRESS ? flow.source() : flow.destination();
    return written.get().items().stream()
        .anyMatch(port ->
            (port.at("protocol").text().orElse("TCP")
                        + " "
                        + port.at("port").number().orElseThrow())
                    .equals(here)
                && port.at("net").text().filter(net -> !Cidr.of(net).contains(other)).isEmpty());
  }
}
