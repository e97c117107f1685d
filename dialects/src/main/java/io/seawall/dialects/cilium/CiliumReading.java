package io.seawall.dialects.cilium;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.cilium.CiliumPolicy.Kind;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.NodeGuards;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One reading of one input: takes the policies of Cilium, and looks at the objects that they refer
/// to, which other dialects take.
final class CiliumReading implements Dialect.Reading {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<CiliumPolicy> policies = new ArrayList<>();
  private final Surroundings surroundings = new Surroundings();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> type = ObjectType.of(document.root());
    if (type.isEmpty()) {
      return false;
    }
    Optional<Kind> kind = Kind.of(type.get());
    if (kind.isEmpty()) {
      surroundings.look(document, type.get());
      return false;
    }
    List<Diagnostic> complaints = new ArrayList<>(0);
    Fields root =
        Fields.of(document.root(), ObjectMeta.place(document, type.get()), Keys.EXACT, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type.get(), root);
    policies.add(new CiliumReader(kind.get(), meta, root, complaints).read());
    diagnostics.addAll(complaints);
    return true;
  }

  @Override
  public Parsed<Facts> close() {
    List<Policy> meant = new ArrayList<>();
    List<NodePolicy> ofNodes = new ArrayList<>();
    List<NodeGuards.Unsettled> unsettled = new ArrayList<>();
    for (CiliumPolicy policy : policies) {
      meant.addAll(CiliumMeaning.ofPods(policy, surroundings));
      if (policy.mayGuardNodes()) {
        HostFirewall.State state = surroundings.firewall().at(policy.where());
        notice(policy, state).ifPresent(diagnostics::add);
        if (!(state instanceof HostFirewall.State.Off)) {
          ofNodes.addAll(CiliumMeaning.ofNodes(policy, surroundings));
        }
        if (state instanceof HostFirewall.State.Unknown(var missing)) {
          unsettled.add(new NodeGuards.Unsettled(missing, policy.where()));
        }
      }
    }
    boolean sure = surroundings.firewall().isOne();
    surroundings
        .firewall()
        .switchedOff()
        .forEach((where, key) -> {
          for (Direction direction : Direction.values()) {
            meant.add(
                switchedOff(direction, where.at(where.field() + "." + key, where.line()), sure));
          }
        });
    Facts.Kubernetes found =
        Facts.NONE
            .kubernetes()
            .withPolicies(meant)
            .withGuards(new NodeGuards(List.of(), ofNodes, List.of(), List.of(), unsettled));
    return new Parsed<>(new Facts(found, Facts.NONE.azure()), diagnostics);
  }

  /// A setting of the agents under which no policy stops anything, as a rule before all others.
  ///
  /// @param sure whether it is known to be that of the cluster
  private static Policy switchedOff(Direction direction, SourceRef where, boolean sure) {
    return new Policy(
        "ConfigMap",
        Optional.empty(),
        "kube-system/cilium-config",
        new Tier(Double.NEGATIVE_INFINITY, "settings of Cilium", Tier.Fold.FIRST_MATCH),
        0,
        direction,
        new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any()),
        sure,
        List.of(
            new Rule(
                Verdict.ALLOW, new Peers.Everybody(), new Peers.Everybody(), PortMatch.ALL, where)),
        Verdict.PASS,
        where);
  }

  /// What of its policies for nodes is not in force, or perhaps not.
  private static Optional<Diagnostic> notice(CiliumPolicy policy, HostFirewall.State state) {
    return switch (state) {
      case HostFirewall.State.On _ -> Optional.empty();
      case HostFirewall.State.Off(var why) ->
          Optional.of(
              Diagnostic.warning(
                  "HOST_POLICY",
                  policy.where(),
                  "a policy that guards nodes",
                  "the firewall of nodes",
                  "nobody enforces it: " + why));
      case HostFirewall.State.Unknown(var missing) ->
          Optional.of(
              Diagnostic.warning(
                  "HOST_POLICY",
                  policy.where(),
                  "a policy that guards nodes",
                  "the firewall of nodes",
                  "it is in force perhaps: " + missing));
    };
  }
}
