package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Dialect;
import io.seawall.model.policy.Tier;

/// Objects of the Kubernetes API. It takes every document that has an `apiVersion` and a `kind` in
/// the form of Kubernetes; kinds that it does not know become [other
/// objects][io.seawall.model.cluster.OtherObject], so it stands behind every dialect that knows
/// some of them.
public final class KubernetesDialect implements Dialect {
  /// Where NetworkPolicy is evaluated: policies add up, and a pod that one of them selects is
  /// isolated in the direction it speaks of. Policies of Cilium are evaluated with them; theirs
  /// alone can deny, and a deny wins.
  ///
  /// Sources: Kubernetes API, NetworkPolicySpec.podSelector and NetworkPolicySpec.ingress; Cilium
  /// documentation, "Network Policy" (formats) and "Deny Policies".
  public static final Tier TIER = new Tier(1000, "NetworkPolicy", Tier.Fold.DENY_WINS);

  @Override
  public Reading open() {
    return new KubernetesReading();
  }
}
