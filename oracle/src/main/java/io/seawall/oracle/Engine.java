package io.seawall.oracle;

import java.util.Locale;

/// Who enforces the policy objects, and in which points they differ. Source: AKS documentation,
/// use-network-policies, azure-cni-powered-by-cilium and migrate-from-npm-to-cilium-network-policy.
enum Engine {
  /// Azure Network Policy Manager: IPv4 only, and a pod always reaches its own node.
  AZURE,
  /// Calico, as AKS ships it: traffic from a pod to its own node that egress policy lets by is
  /// accepted.
  CALICO,
  /// Cilium: pods and nodes have identities, so that address blocks mean only the rest of the
  /// world.
  CILIUM,
  /// Nobody: the objects are stored and ignored.
  NONE;

  static Engine of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// Whether packets of this family meet the policies. Azure NPM has no IPv6: it writes no rule
  /// that an IPv6 packet could meet, so that nothing stops one.
  boolean enforces(int family) {
    return switch (this) {
      case AZURE -> family == 4;
      case CALICO, CILIUM -> true;
      case NONE -> false;
    };
  }

  /// Whether egress policy leaves the way from a pod to its own node alone.
  boolean exemptsOwnNode() {
    return switch (this) {
      case AZURE -> true;
      case CALICO, CILIUM, NONE -> false;
    };
  }

  /// Whether the policies of Cilium have an effect.
  boolean readsPoliciesOfCilium() {
    return switch (this) {
      case CILIUM -> true;
      case AZURE, CALICO, NONE -> false;
    };
  }

  /// Whether an `ipBlock` that holds the address of this peer matches it.
  boolean blocksCover(Endpoint peer) {
    return switch (this) {
      case AZURE, CALICO, NONE -> true;
      case CILIUM -> peer instanceof Endpoint.Outside;
    };
  }
}
