package io.seawall.oracle;

import io.seawall.oracle.AdminPolicies.Asked;
import io.seawall.oracle.Endpoint.Pod;
import java.util.List;
import java.util.stream.Stream;

/// The objects of `cilium.io/v2` CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy, as
/// Cilium's documentation describes them, under the settings that AKS installs.
///
/// Mutual authentication, and `fromRequires`, which depends on the release, are refused.
final class CiliumPolicies {
  private final List<Rule> rules;
  private final CiliumPeers peers;
  private final CiliumPorts ports;

  /// One `spec`, or one item of `specs`.
  private record Rule(Scope scope, Tree spec) {}

  /// Where the policy lives.
  ///
  /// @param namespace empty for a cluster-wide policy
  record Scope(String namespace) {
    boolean isClusterWide() {
      return namespace.isEmpty();
    }
  }

  /// What the policies say of a packet at one of its ends.
  ///
  /// @param isolated whether a policy puts the end into default deny
  /// @param proxied whether a rule sends the packet to the proxy, which reads more than a packet
  record Verdict(boolean isolated, Answer denied, Answer allowed, boolean proxied) {}

  CiliumPolicies(Documents documents, Cluster cluster) {
    this.rules =
        Stream.of("CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy")
            .flatMap(kind -> documents.kind(kind).stream())
            .flatMap(CiliumPolicies::rulesOf)
            .toList();
    this.peers = new CiliumPeers(documents, cluster);
    this.ports = new CiliumPorts(cluster);
  }

  private static Stream<Rule> rulesOf(Tree policy) {
    var scope =
        new Scope(
            policy.at("kind").text().orElseThrow().equals("CiliumNetworkPolicy")
                ? Cluster.namespaceOf(policy)
                : "");
    return Stream.concat(
            Stream.of(policy.at("spec")).filter(spec -> !spec.isAbsent()),
            policy.at("specs").items().stream())
        .filter(spec -> spec.at("nodeSelector").isAbsent())
        .map(spec -> new Rule(scope, known(spec)));
  }

  private static Tree known(Tree spec) {
    if (spec.at("endpointSelector").isAbsent()) {
      throw new IllegalArgumentException("no rule for a policy without a subject");
    }
    return spec;
  }

  /// What the policies that select the subject say, in this direction.
  Verdict judge(Asked asked) {
    var selecting = rules.stream().filter(rule -> selects(rule, asked.subject())).toList();
    var direction = asked.direction().rules;
    return new Verdict(
        selecting.stream().anyMatch(rule -> isolates(rule.spec(), direction)),
        anyOf(selecting, direction + "Deny", asked),
        anyOf(selecting, direction, asked),
        selecting.stream()
            .flatMap(rule ->
                rule.spec().at(direction).items().stream()
                    .filter(item -> ports.mayBeProxied(item, asked))
                    .map(item -> matches(item, rule.scope(), asked)))
            .anyMatch(matches -> matches != Answer.NO));
  }

  /// Source: Using Kubernetes Constructs in Policy, Namespaces: the `endpointSelector` always
  /// applies to pods in the namespace of the CiliumNetworkPolicy.
  private boolean selects(Rule rule, Pod pod) {
    var selector = rule.spec().at("endpointSelector");
    return (rule.scope().isClusterWide() || rule.scope().namespace().equals(pod.namespace()))
        && peers.carries(pod, selector);
  }

  /// Source: Rule Basics: omitted or empty, a section does not apply; Endpoint default policy:
  /// rules with `enableDefaultDeny` disabled are ignored when determining the default mode; Deny
  /// Policies: pods enter default deny as soon as a single policy selects them.
  static boolean isolates(Tree spec, String direction) {
    var hasRules =
        !spec.at(direction).items().isEmpty() || !spec.at(direction + "Deny").items().isEmpty();
    var wanted = spec.at("enableDefaultDeny").at(direction);
    if (!hasRules && wanted.isTrue()) {
      throw new IllegalArgumentException("no rule for default deny without rules");
    }
    return hasRules && (wanted.isAbsent() || wanted.isTrue());
  }

  /// Source: Rule Basics: the union of the rules.
  private Answer anyOf(List<Rule> selecting, String section, Asked asked) {
    return selecting.stream()
        .flatMap(rule ->
            rule.spec().at(section).items().stream()
                .map(item -> matches(item, rule.scope(), asked)))
        .reduce(Answer.NO, Answer::or);
  }

  /// All members must match. Source: EgressRule, IngressRule of the API. One without members
  /// matches nothing: Layer 3 Policies, Ingress/Egress Default Deny.
  private Answer matches(Tree item, Scope scope, Asked asked) {
    var byPeer = peers.match(item, scope, asked);
    if (byPeer.isEmpty() && !CiliumPorts.arePresent(item)) {
      return Answer.NO;
    }
    return byPeer.orElse(Answer.YES).and(ports.match(item, asked));
  }
}
