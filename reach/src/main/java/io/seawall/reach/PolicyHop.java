package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Kubernetes policies let by at the pods of a cluster in one direction. Pods that the same
/// policies pick share one function, so work grows with distinct sets of policies and never with
/// pairs of endpoints.
final class PolicyHop {
  /// The most policies of one priority whose orders are all looked at.
  private static final int MOST_TIED = 8;

  private final Universe universe;
  private final PeerSelector selector;
  private final Coverage coverage;
  private final Direction direction;
  private final List<Pick>[] picks;
  private final Decisions[] decisions;

  /// A policy that picks an endpoint, or possibly does. Compared by identity: there are two for
  /// each policy.
  static final class Pick {
    private final Policy policy;
    private final boolean sure;
    private final List<NamedPort> named;

    /// @param named the ports that the policy's rules name
    Pick(Policy policy, boolean sure, List<NamedPort> named) {
      this.policy = policy;
      this.sure = sure;
      this.named = named;
    }

    Policy policy() {
      return policy;
    }

    boolean sure() {
      return sure;
    }

    Pick doubted() {
      return new Pick(policy, false, named);
    }
  }

  /// What the function of an endpoint depends on.
  ///
  /// @param ignored whether the engine may leave the endpoint open whatever its policies say
  private record FunctionKey(
      List<Pick> picks,
      Map<NamedPort, PacketSet> ports,
      boolean exceptionsHonoured,
      boolean ignored) {}

  PolicyHop(Universe universe, PeerSelector selector, Direction direction, List<Policy> policies) {
    this.universe = universe;
    this.selector = selector;
    this.coverage = selector.coverage();
    this.direction = direction;
    this.picks = picks(policies);
    this.decisions = functions();
  }

  /// The policies that pick the endpoint, in the order of evaluation of their tiers.
  List<Pick> picks(int endpoint) {
    List<Pick> mine = endpoint < picks.length ? picks[endpoint] : null;
    return mine == null ? List.of() : mine;
  }

  /// The function of the endpoint; for one that no policy can pick, everything passes.
  Decisions of(int endpoint) {
    return decisions[endpoint];
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
  private List<Pick>[] picks(List<Policy> policies) {
    List<Pick>[] found = new List[universe.endpoints().size()];
    List<Policy> ordered = new ArrayList<>();
    for (Policy policy : policies) {
      if (policy.direction() == direction) {
        ordered.add(policy);
      }
    }
    ordered.sort(
        Comparator.comparing(Policy::tier)
            .thenComparingInt(Policy::priority)
            .thenComparing(policy -> policy.namespace().orElse(""))
            .thenComparing(Policy::name));
    for (Policy policy : ordered) {
      Selection subject = selector.select(policy.subject());
      List<NamedPort> named = named(policy);
      Pick sure = new Pick(policy, true, named);
      Pick doubted = new Pick(policy, false, named);
      boolean allSure = policy.subjectSure() && subject.isExact();
      subject
          .possible()
          .forEach(id -> {
            boolean mine = allSure || (policy.subjectSure() && subject.sure().contains(id));
            add(found, id, mine ? sure : doubted);
          });
    }
    return found;
  }

  private static void add(List<Pick>[] found, int id, Pick pick) {
    if (found[id] == null) {
      found[id] = new ArrayList<>(4);
    }
    found[id].add(pick);
  }

  private static List<NamedPort> named(Policy policy) {
    List<NamedPort> named = List.of();
    for (Rule rule : policy.rules()) {
      if (!rule.ports().named().isEmpty()) {
        named = new ArrayList<>(named);
        named.addAll(rule.ports().named());
      }
    }
    return named;
  }

  private Decisions[] functions() {
    Decisions open = new Decisions.Fold(universe.everybody()).done();
    Map<FunctionKey, Decisions> byKey = new HashMap<>();
    Map<Decisions, Decisions> interned = new HashMap<>();
    interned.put(open, open);
    Decisions[] out = new Decisions[picks.length];
    for (int id = 0; id < picks.length; id++) {
      List<Pick> mine = picks[id];
      Endpoint subject = universe.endpoint(id);
      Optional<Coverage.Gap> gap = coverage.gap(subject);
      if (mine == null || gap.filter(Coverage.Gap::sure).isPresent()) {
        out[id] = open;
        continue;
      }
      FunctionKey key =
          new FunctionKey(
              mine, subjectPorts(mine, id), coverage.exceptionsHonoured(subject), gap.isPresent());
      Decisions function = byKey.get(key);
      if (function == null) {
        Decisions fresh = key.ignored ? fold(key).either(open) : fold(key);
        function = interned.computeIfAbsent(fresh, _ -> fresh);
        byKey.put(key, function);
      }
      out[id] = function;
    }
    return out;
  }

  /// What the names of ports in these policies stand for at the subject; only asked where the
  /// subject is the receiver.
  private Map<NamedPort, PacketSet> subjectPorts(List<Pick> mine, int id) {
    if (direction == Direction.EGRESS) {
      return Map.of();
    }
    Map<NamedPort, PacketSet> ports = Map.of();
    for (Pick pick : mine) {
      for (NamedPort port : pick.named) {
        ports = ports.isEmpty() ? new HashMap<>() : ports;
        ports.put(port, universe.pods().resolve(port, (Endpoint.Pods) universe.endpoint(id)));
      }
    }
    return ports;
  }

  /// Where policies of one priority pick the same subject, either may be asked first: then the
  /// function is what all orders agree on.
  private Decisions fold(FunctionKey key) {
    List<List<List<Step>>> orders = List.of(List.of());
    for (List<Pick> tier : byTier(key.picks).reversed()) {
      List<List<List<Step>>> longer = new ArrayList<>();
      for (List<List<Step>> before : orders) {
        for (List<Step> steps : orders(tier)) {
          List<List<Step>> order = new ArrayList<>(before);
          order.add(steps);
          longer.add(order);
        }
      }
      orders = longer;
    }
    Decisions all = fold(key, orders.getFirst());
    for (List<List<Step>> other : orders.subList(1, orders.size())) {
      all = all.either(fold(key, other));
    }
    return all;
  }

  /// @param order the steps of each tier, from the last tier to the first
  private Decisions fold(FunctionKey key, List<List<Step>> order) {
    Decisions.Fold fold = new Decisions.Fold(universe.everybody());
    List<List<Pick>> tiers = byTier(key.picks).reversed();
    for (int t = 0; t < tiers.size(); t++) {
      fold.tier();
      foldUnmatched(fold, tiers.get(t));
      List<Step> steps = order.get(t);
      for (int i = steps.size() - 1; i >= 0; ) {
        int from = i;
        while (from > 0 && steps.get(from - 1).rule.verdict() == steps.get(i).rule.verdict()) {
          from--;
        }
        foldRun(fold, steps.subList(from, i + 1), key);
        i = from - 1;
      }
    }
    return fold.done();
  }

  /// The picks of each tier, in the order in which tiers are asked.
  static List<List<Pick>> byTier(List<Pick> ordered) {
    List<List<Pick>> tiers = new ArrayList<>(1);
    int from = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      if (i == ordered.size()
          || !ordered.get(i).policy.tier().equals(ordered.get(from).policy.tier())) {
        tiers.add(ordered.subList(from, i));
        from = i;
      }
    }
    return tiers;
  }

  private void foldUnmatched(Decisions.Fold fold, List<Pick> tier) {
    boolean sure = false;
    boolean possible = false;
    for (Pick pick : tier) {
      if (pick.policy.unmatched() == Verdict.DENY) {
        possible = true;
        sure |= pick.sure;
      }
    }
    if (possible) {
      Bounds all = sure ? Bounds.ALL : Bounds.UNKNOWN;
      fold.rule(Verdict.DENY, Selection.exactly(universe.everybody()), all);
    }
  }

  /// A rule in its place in the evaluation of a tier.
  record Step(Pick pick, Rule rule) {}

  /// The rules of a tier in the orders in which the first match may decide: one, unless policies of
  /// one priority pick the same subject. The engine may ask any of those first (Network Policy API,
  /// ClusterNetworkPolicySpec.priority), so each of them is first in one of the orders.
  static List<List<Step>> orders(List<Pick> tier) {
    return switch (tier.getFirst().policy.tier().fold()) {
      case DENY_WINS -> {
        List<Step> steps = steps(tier);
        steps.sort(Comparator.comparing(step -> step.rule.verdict() != Verdict.DENY));
        yield List.of(steps);
      }
      case FIRST_MATCH -> {
        List<List<Pick>> ranks = byPriority(tier);
        int most = ranks.stream().mapToInt(List::size).max().orElse(1);
        List<List<Step>> orders = new ArrayList<>(most);
        for (int turn = 0; turn < most; turn++) {
          List<Step> steps = new ArrayList<>();
          for (List<Pick> rank : ranks) {
            List<Pick> turned = new ArrayList<>(rank);
            Collections.rotate(turned, turn);
            steps.addAll(steps(turned));
          }
          orders.add(steps);
        }
        yield orders;
      }
    };
  }

  private static List<Step> steps(List<Pick> picks) {
    List<Step> steps = new ArrayList<>();
    for (Pick pick : picks) {
      for (Rule rule : pick.policy.rules()) {
        steps.add(new Step(pick, rule));
      }
    }
    return steps;
  }

  /// The picks of each priority. Where so many share one that their orders cannot all be looked at,
  /// none of them is sure.
  private static List<List<Pick>> byPriority(List<Pick> tier) {
    List<List<Pick>> ranks = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= tier.size(); i++) {
      if (i == tier.size() || tier.get(i).policy.priority() != tier.get(from).policy.priority()) {
        List<Pick> rank = tier.subList(from, i);
        ranks.add(rank.size() > MOST_TIED ? rank.stream().map(Pick::doubted).toList() : rank);
        from = i;
      }
    }
    return ranks;
  }

  /// Rules in a row with one verdict: their order means nothing. The peers of a rule are added one
  /// by one, so that sets which many rules name stay shared.
  private void foldRun(Decisions.Fold fold, List<Step> steps, FunctionKey key) {
    Run run = new Run(fold, steps.getFirst().rule.verdict());
    for (Step step : steps) {
      if (step.rule.peers() instanceof Peers.AnyOf(var inner)) {
        inner.forEach(one -> add(run, step, one, key));
      } else {
        add(run, step, step.rule.peers(), key);
      }
    }
    run.close();
  }

  private void add(Run run, Step step, Peers peers, FunctionKey key) {
    PacketSet packets = step.rule.ports().packets();
    PacketSet sure =
        coverage.honoursRanges() ? packets : packets.minus(step.rule.ports().beyondFirst());
    for (NamedPort port : step.rule.ports().named()) {
      switch (direction) {
        case INGRESS -> {
          PacketSet there = key.ports.getOrDefault(port, PacketSet.EMPTY);
          packets = packets.or(there);
          sure = sure.or(there);
        }
        case EGRESS -> {
          selector
              .select(peers, key.exceptionsHonoured, port)
              .forEach((there, who) -> run.add(step.pick, who, Bounds.exactly(there)));
          packets = packets.or(selector.anywhere(port));
        }
      }
    }
    if (!packets.isEmpty()) {
      run.add(step.pick, selector.select(peers, key.exceptionsHonoured), new Bounds(sure, packets));
    }
  }

  /// Puts small sets of peers with the same packets together before they are folded.
  private static final class Run {
    private final Decisions.Fold fold;
    private final Verdict verdict;
    private final Map<Bounds, Selection> small = new LinkedHashMap<>();

    Run(Decisions.Fold fold, Verdict verdict) {
      this.fold = fold;
      this.verdict = verdict;
    }

    void add(Pick pick, Selection meant, Bounds packets) {
      Selection peers = pick.sure ? meant : meant.doubted();
      if (peers.possible().runs() > EndpointSet.FEW_RUNS) {
        fold.rule(verdict, peers, packets);
      } else if (!peers.possible().isEmpty()) {
        small.merge(packets, peers, Selection::or);
      }
    }

    void close() {
      small.forEach((packets, peers) -> fold.rule(verdict, peers, packets));
    }
  }
}
