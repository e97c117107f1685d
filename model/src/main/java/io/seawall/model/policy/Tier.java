package io.seawall.model.policy;

/// A group of policies that are evaluated together. A packet on which a tier has no opinion goes on
/// to the next; after the last tier it is allowed.
///
/// Tiers of one order and name are one tier, whatever their folds: it is folded as the first of
/// [Fold] that any of its policies asks for.
///
/// @param order tiers are asked in ascending order; infinite for one that comes last
public record Tier(double order, String name, Fold fold) implements Comparable<Tier> {
  /// How the rules of all policies of a tier that pick the same subject become one verdict.
  public enum Fold {
    /// Policies by ascending priority, rules as written: the first that matches decides. Policies
    /// of one priority and one kind are asked by name; which kind is asked first is not known.
    FIRST_BY_NAME,
    /// Policies by ascending priority, rules as written: the first that matches decides. Any policy
    /// of those of one priority may be asked first.
    FIRST_MATCH,
    /// A packet that any rule denies is denied, else what any rule allows is allowed; order means
    /// nothing. Kubernetes NetworkPolicy, which never denies, and Cilium.
    DENY_WINS
  }

  @Override
  public int compareTo(Tier that) {
    int byOrder = Double.compare(order, that.order);
    int byName = byOrder != 0 ? byOrder : name.compareTo(that.name);
    return byName != 0 ? byName : fold.compareTo(that.fold);
  }

  /// Whether both are one tier.
  public boolean isOneWith(Tier that) {
    return order == that.order && name.equals(that.name);
  }
}
