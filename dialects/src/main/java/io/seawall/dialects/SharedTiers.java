package io.seawall.dialects;

import io.seawall.model.policy.Tier;

/// Tiers that policies of several languages share. Their orders are those of Calico, which keeps
/// policies of every language that it reads in tiers of its own; no other engine has tiers between
/// them.
///
/// Source: Calico documentation, "Get started with policy tiers".
public final class SharedTiers {
  /// Policies of administrators that are asked before NetworkPolicy.
  public static final Tier ADMIN = new Tier(1_000, "Admin", Tier.Fold.FIRST_MATCH);

  /// Where NetworkPolicy is evaluated: policies add up, and a pod that one of them selects is
  /// isolated in the direction it speaks of. Policies of Cilium are evaluated with them; theirs can
  /// deny, and a deny wins. So are those of Calico's tier `default`, among which the first match
  /// decides.
  ///
  /// Sources: Kubernetes API, NetworkPolicySpec.podSelector and NetworkPolicySpec.ingress; Cilium
  /// documentation, "Network Policy" (formats) and "Deny Policies"; Calico documentation, as above.
  public static final Tier NETWORK_POLICY =
      new Tier(1_000_000, "NetworkPolicy", Tier.Fold.DENY_WINS);

  /// Policies of administrators that are asked after NetworkPolicy, for pods that none of them
  /// selects.
  public static final Tier BASELINE = new Tier(10_000_000, "Baseline", Tier.Fold.FIRST_MATCH);

  private SharedTiers() {}
}
