package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.List;

/// What AuthorizationPolicies that apply at a sidecar or a waypoint say of a request. Source:
/// Istio, Authorization Policy: CUSTOM, then DENY, then ALLOW; without any ALLOW, allow; AUDIT
/// never decides.
record EnvoyAuthorization(IstioConfig config) {
  Answer decide(List<Tree> policies, Seen seen, boolean tcp) {
    var rules = new EnvoyRules(config.trustDomains(), tcp);
    var denied = any(enforced(policies, "DENY"), rules, seen);
    var allows = enforced(policies, "ALLOW");
    var allowed = allows.isEmpty() ? Answer.YES : any(allows, rules, seen);
    return custom(policies, rules, seen).and(denied.negated()).and(allowed);
  }

  /// Source: Istio, Dry Run: such a policy is not enforced, and is not an ALLOW that selects.
  static List<Tree> enforced(List<Tree> policies, String action) {
    return policies.stream()
        .filter(policy -> IstioPolicy.action(policy).equals(action))
        .filter(policy -> !IstioPolicy.isDryRun(policy))
        .toList();
  }

  private static Answer any(List<Tree> policies, EnvoyRules rules, Seen seen) {
    return policies.stream().map(policy -> rules.match(policy, seen)).reduce(Answer.NO, Answer::or);
  }

  /// What providers leave: deny where one is missing or there are several, else it is for the
  /// provider to say, also for a dry run. Source: Istio, External Authorization; Authorization
  /// Policy, AuthorizationPolicy.Action.CUSTOM.
  private Answer custom(List<Tree> policies, EnvoyRules rules, Seen seen) {
    var customs = policies.stream().filter(it -> IstioPolicy.action(it).equals("CUSTOM")).toList();
    if (customs.isEmpty()) {
      return Answer.YES;
    }
    var providers = customs.stream().map(EnvoyAuthorization::providerOf).distinct().toList();
    var refused = any(enforced(customs, "CUSTOM"), rules, seen).negated();
    if (providers.size() > 1) {
      return refused;
    }
    var provider = config.provider(providers.getFirst());
    if (provider.isEmpty()) {
      return config.isVisible() ? refused : refused.or(Answer.OPEN);
    }
    if (rules.tcp() && provider.get().at("envoyExtAuthzGrpc").isAbsent()) {
      return Answer.YES;
    }
    return any(customs, rules, seen) == Answer.NO ? Answer.YES : Answer.OPEN;
  }

  private static String providerOf(Tree policy) {
    return policy.at("spec").at("provider").at("name").text().orElse("");
  }
}
