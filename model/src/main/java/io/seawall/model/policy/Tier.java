package io.seawall.model.policy;

/// A group of policies that are evaluated together. A packet on which a tier has no opinion goes on
/// to the next; after the last tier it is allowed.
///
/// @param order tiers are asked in ascending order
public record Tier(int order, String name, Fold fold) implements Comparable<Tier> {
  /// How the rules of all policies of a tier that pick the same subject become one verdict.
  public enum Fold {
    /// Policies by ascending priority, rules as written: the first that matches decides.
    FIRST_MATCH,
    /// A packet that any rule denies is denied, else what any rule allows is allowed; order means
    /// nothing. Kubernetes NetworkPolicy, which never denies, and Cilium.
    DENY_WINS
  }

  @Override
  public int compareTo(Tier that) {
    int byOrder = Integer.compare(order, that.order);
    int byName = byOrder != 0 ? byOrder : name.compareTo(that.name);
    return byName != 0 ? byName : fold.compareTo(that.fold);
  }
}
