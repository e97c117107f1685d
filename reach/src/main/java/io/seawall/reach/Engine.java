package io.seawall.reach;

import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who enforces Kubernetes policies, and how it reads them.
///
/// Sources: Microsoft Learn, "Secure traffic between pods by using network policies in AKS" and
/// "Migrate from Network Policy Manager to Cilium Network Policy" (differences in ipBlock, own node
/// and egress to nodes); Cilium documentation, "Layer 3 examples" (CIDR rules do not apply to
/// traffic whose both sides are managed by Cilium).
public enum Engine {
  /// Azure Network Policy Manager: address blocks mean pods and nodes, too; a pod always reaches
  /// its own node.
  AZURE(true, true, true),
  /// Calico: address blocks mean pods and nodes, too; the own node is governed like any other.
  CALICO(true, true, false),
  /// Cilium: address blocks never mean pods or nodes.
  CILIUM(true, false, false),
  /// Nobody: policies are stored and have no effect.
  NONE(false, false, false);

  /// Those that enforce policies.
  public static final List<Engine> ENFORCING = List.of(AZURE, CALICO, CILIUM);

  private final boolean enforces;
  private final boolean blocksMeanMembers;
  private final boolean ownNodeAlwaysOpen;

  Engine(boolean enforces, boolean blocksMeanMembers, boolean ownNodeAlwaysOpen) {
    this.enforces = enforces;
    this.blocksMeanMembers = blocksMeanMembers;
    this.ownNodeAlwaysOpen = ownNodeAlwaysOpen;
  }

  /// Finds an engine by the name that AKS and `--engine` use; Azure NPM goes by `azure-npm` and
  /// `npm`, too.
  public static Optional<Engine> parse(String name) {
    if (name.equalsIgnoreCase("azure-npm") || name.equalsIgnoreCase("npm")) {
      return Optional.of(AZURE);
    }
    for (Engine engine : values()) {
      if (engine.label().equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(engine);
      }
    }
    return Optional.empty();
  }

  /// The name that AKS uses: `azure`, `calico`, `cilium`, `none`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether policies have any effect.
  public boolean enforces() {
    return enforces;
  }

  /// Whether the engine acts on policies of this kind. A kind of another engine is an object that
  /// nobody reads; whether admin policies have an effect on AKS depends on the version of the
  /// engine, so they count wherever they might.
  public boolean reads(Policy policy) {
    if (isOfCalico(policy)) {
      return this == CALICO;
    }
    if (isOfCilium(policy)) {
      return this == CILIUM;
    }
    boolean mayDeny = this == CILIUM || this == CALICO;
    if (isUnread(policy)) {
      return mayDeny
          || (enforces
              && policy.rules().stream().noneMatch(rule -> rule.verdict() == Verdict.DENY));
    }
    return isOfAdministrator(policy) ? mayDeny : enforces;
  }

  /// Whether the engine acts on a policy for nodes. Failsafe ports are Calico's.
  boolean reads(NodePolicy policy) {
    if (isUnread(policy.policy())) {
      return this == CILIUM || this == CALICO;
    }
    return policy.stage() == NodePolicy.Stage.FAILSAFE ? this == CALICO : reads(policy.policy());
  }

  /// The kind of policies that stand for input which was lost before its kind was known. One with a
  /// rule that denies is of no language that Azure NPM reads.
  public static final String UNREAD = "unread document";

  /// Whether the policy stands for input that was lost.
  public static boolean isUnread(Policy policy) {
    return policy.kind().equals(UNREAD);
  }

  /// Whether the policy is of a language in which policies can deny what others allow.
  public static boolean isOfLanguageWithDenies(Policy policy) {
    return isOfCalico(policy) || isOfCilium(policy) || isOfAdministrator(policy);
  }

  /// Whether the policy is of one of the kinds of Calico.
  public static boolean isOfCalico(Policy policy) {
    return switch (policy.kind()) {
      case "Calico NetworkPolicy", "GlobalNetworkPolicy" -> true;
      default -> false;
    };
  }

  /// Whether the policy is of one of the kinds of the group `policy.networking.k8s.io`.
  public static boolean isOfAdministrator(Policy policy) {
    return switch (policy.kind()) {
      case "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy" -> true;
      default -> false;
    };
  }

  /// Whether the policy may be meant for host endpoints of Calico, and for no pod.
  static boolean mayPickHosts(Policy policy) {
    return policy.kind().equals("GlobalNetworkPolicy");
  }

  /// Whether the policy is of one of the kinds of the group `cilium.io`.
  public static boolean isOfCilium(Policy policy) {
    return switch (policy.kind()) {
      case "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy" -> true;
      default -> isSetting(policy);
    };
  }

  /// Whether the policy stands for a setting of Cilium's agents.
  public static boolean isSetting(Policy policy) {
    return policy.kind().equals("ConfigMap");
  }

  /// Whether a block of addresses picks pods and nodes whose address lies in it.
  boolean blocksMeanMembers() {
    return blocksMeanMembers;
  }

  /// Whether the exceptions of an address block count for pods on Windows nodes. Azure NPM does not
  /// support them there (Microsoft Learn, "Secure traffic between pods by using network policies in
  /// AKS", limitations of Windows nodes).
  boolean honoursExceptionsOnWindows() {
    return this != AZURE;
  }

  /// Whether policies are enforced on IPv6, too. Azure NPM is made for IPv4 (Microsoft Learn,
  /// "Secure traffic between pods by using network policies in AKS").
  boolean filtersV6() {
    return this != AZURE;
  }

  /// Whether a pod may open the node it runs on whatever the policies say.
  public boolean ownNodeAlwaysOpen() {
    return ownNodeAlwaysOpen;
  }
}
