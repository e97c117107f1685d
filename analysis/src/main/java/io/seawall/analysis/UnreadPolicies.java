package io.seawall.analysis;

import io.seawall.dialects.SharedTiers;
import io.seawall.model.SourceRef;
import io.seawall.model.mesh.Stage;
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
import io.seawall.reach.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Policies that were lost with the input that held them. They may open or close anything, and
/// nothing that depends on them is proved.
final class UnreadPolicies {
  /// Before everything: a deny may stand in any tier.
  private static final Tier FIRST =
      new Tier(Double.NEGATIVE_INFINITY, "tiers not known", Tier.Fold.FIRST_MATCH);

  private static final Peers NODES = new Peers.Nodes(LabelTest.any());

  private UnreadPolicies() {}

  /// Input that was lost before its kind was known may hold a policy that isolates and allows: for
  /// each such place one in each direction, of all pods, that says nothing for sure. Where policies
  /// that can deny are in use, it may hold one that denies whatever others allow, too.
  ///
  /// @param read the policies that were read
  static List<Policy> of(List<SourceRef> places, List<Policy> read) {
    boolean mayDeny = read.stream().anyMatch(Engine::isOfLanguageWithDenies);
    List<Policy> policies = new ArrayList<>();
    for (SourceRef where : places) {
      for (Direction direction : Direction.values()) {
        policies.add(
            policy(
                where, direction, SharedTiers.NETWORK_POLICY, false, Verdict.ALLOW, Verdict.DENY));
        if (mayDeny) {
          policies.add(policy(where, direction, FIRST, true, Verdict.DENY, Verdict.PASS));
        }
      }
    }
    return policies;
  }

  /// The same for meshes: a lost object may have the proxies let by or refuse anything.
  ///
  /// @param all every policy; those that stand for lost input are among them
  static List<Policy> ofMeshes(List<Policy> all) {
    List<Policy> policies = new ArrayList<>();
    all.stream()
        .filter(Engine::isUnread)
        .map(Policy::where)
        .distinct()
        .forEach(where -> {
          for (Verdict verdict : List.of(Verdict.ALLOW, Verdict.DENY)) {
            policies.add(
                policy(
                    where, Direction.INGRESS, Stage.CAPTURE.tier(), true, verdict, Verdict.PASS));
          }
        });
    return policies;
  }

  /// The same for nodes, where something guards them.
  static NodeGuards guards(List<SourceRef> places, NodeGuards read) {
    if (read.isEmpty()) {
      return read;
    }
    List<NodePolicy> policies = new ArrayList<>(read.policies());
    for (SourceRef where : places) {
      for (Direction direction : Direction.values()) {
        for (Verdict verdict : List.of(Verdict.ALLOW, Verdict.DENY)) {
          Policy any = policy(where, direction, FIRST, true, verdict, Verdict.PASS);
          policies.add(new NodePolicy(NodePolicy.Stage.FAILSAFE, true, any.of(NODES)));
        }
      }
    }
    return read.withPolicies(policies);
  }

  private static Policy policy(
      SourceRef where,
      Direction direction,
      Tier tier,
      boolean sure,
      Verdict verdict,
      Verdict unmatched) {
    Rule rule =
        new Rule(
            verdict,
            new Peers.Everybody(),
            new Peers.Unknown(where.place() + " could not be read and may hold a policy"),
            PortMatch.ALL,
            where);
    return new Policy(
        Engine.UNREAD,
        Optional.empty(),
        where.place(),
        tier,
        0,
        direction,
        new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any()),
        sure,
        List.of(rule),
        unmatched,
        where);
  }
}
