package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Set;

/// The head of an AuthorizationPolicy of Istio.
final class IstioPolicy {
  /// What Go's `strconv.ParseBool` reads as true.
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private IstioPolicy() {}

  /// Source: Istio, Authorization Policy, AuthorizationPolicy.action: ALLOW if it is missing.
  static String action(Tree policy) {
    return policy.at("spec").at("action").text().orElse("ALLOW");
  }

  /// Source: Istio, Dry Run; a value that cannot be read is false.
  static boolean isDryRun(Tree policy) {
    return TRUE.contains(Objects.annotationsOf(policy).getOrDefault("istio.io/dry-run", "false"));
  }

  /// Source: Istio, Authorization Policy, `targetRefs`, and the older `targetRef`.
  static List<Tree> targets(Tree policy) {
    var spec = policy.at("spec");
    var many = spec.at("targetRefs").items();
    return many.isEmpty() && !spec.at("targetRef").isAbsent()
        ? List.of(spec.at("targetRef"))
        : many;
  }

  static Tree selector(Tree policy) {
    return policy.at("spec").at("selector");
  }
}
