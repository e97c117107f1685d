package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Kubernetes policies let by at the pods of a cluster in one direction. Pods that the same
/// policies pick share one function, so work grows with distinct sets of policies and never with
/// pairs of endpoints.
final class PolicyHop {
  private final Universe universe;
  private final PeerSelector selector;
  private final Coverage coverage;
  private final Direction direction;
  private final List<Pick>[] picks;
  private final Decisions[] decisions;

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
    this.picks = Picks.of(universe, selector, direction, policies);
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
      for (NamedPort port : pick.named()) {
        ports = ports.isEmpty() ? new HashMap<>() : ports;
        ports.put(port, universe.pods().resolve(port, (Endpoint.Pods) universe.endpoint(id)));
      }
    }
    return ports;
  }

  /// Where policies of one priority pick the same subject, either may be asked first: then the
  /// function is what all orders agree on.
  private Decisions fold(FunctionKey key) {
    List<List<List<TierOrder.Step>>> orders = List.of(List.of());
    for (List<Pick> tier : TierOrder.byTier(key.picks).reversed()) {
      List<List<List<TierOrder.Step>>> longer = new ArrayList<>();
      for (List<List<TierOrder.Step>> before : orders) {
        for (List<TierOrder.Step> steps : TierOrder.of(tier)) {
          List<List<TierOrder.Step>> order = new ArrayList<>(before);
          order.add(steps);
          longer.add(order);
        }
      }
      orders = longer;
    }
    Decisions all = fold(key, orders.getFirst());
    for (List<List<TierOrder.Step>> other : orders.subList(1, orders.size())) {
      all = all.either(fold(key, other));
    }
    return all;
  }

  /// @param order the steps of each tier, from the last tier to the first
  private Decisions fold(FunctionKey key, List<List<TierOrder.Step>> order) {
    Decisions.Fold fold = new Decisions.Fold(universe.everybody());
    List<List<Pick>> tiers = TierOrder.byTier(key.picks).reversed();
    for (int t = 0; t < tiers.size(); t++) {
      fold.tier();
      foldUnmatched(fold, tiers.get(t));
      List<TierOrder.Step> steps = order.get(t);
      for (int i = steps.size() - 1; i >= 0; ) {
        int from = i;
        while (from > 0 && steps.get(from - 1).rule().verdict() == steps.get(i).rule().verdict()) {
          from--;
        }
        foldRun(fold, steps.subList(from, i + 1), key);
        i = from - 1;
      }
    }
    return fold.done();
  }

  private void foldUnmatched(Decisions.Fold fold, List<Pick> tier) {
    boolean sure = false;
    boolean possible = false;
    for (Pick pick : tier) {
      if (pick.policy().unmatched() == Verdict.DENY) {
        possible = true;
        sure |= pick.sure();
      }
    }
    if (possible) {
      Bounds all = sure ? Bounds.ALL : Bounds.UNKNOWN;
      fold.rule(Verdict.DENY, Selection.exactly(universe.everybody()), all);
    }
  }

  /// Rules in a row with one verdict: their order means nothing. The peers of a rule are added one
  /// by one, so that sets which many rules name stay shared.
  private void foldRun(Decisions.Fold fold, List<TierOrder.Step> steps, FunctionKey key) {
    Run run = new Run(fold, steps.getFirst().rule().verdict());
    for (TierOrder.Step step : steps) {
      if (step.rule().peers() instanceof Peers.AnyOf(var inner)) {
        inner.forEach(one -> add(run, step, one, key));
      } else {
        add(run, step, step.rule().peers(), key);
      }
    }
    run.close();
  }

  private void add(Run run, TierOrder.Step step, Peers peers, FunctionKey key) {
    PacketSet packets = step.rule().ports().packets();
    PacketSet sure =
        coverage.honoursRanges() ? packets : packets.minus(step.rule().ports().beyondFirst());
    for (NamedPort port : step.rule().ports().named()) {
      switch (direction) {
        case INGRESS -> {
          PacketSet there = key.ports.getOrDefault(port, PacketSet.EMPTY);
          packets = packets.or(there);
          sure = sure.or(there);
        }
        case EGRESS -> {
          selector
              .select(peers, key.exceptionsHonoured, port)
              .forEach((there, who) -> run.add(step.pick(), who, Bounds.exactly(there)));
          packets = packets.or(selector.anywhere(port));
        }
      }
    }
    if (!packets.isEmpty()) {
      run.add(
          step.pick(), selector.select(peers, key.exceptionsHonoured), new Bounds(sure, packets));
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
      Selection peers = pick.sure() ? meant : meant.doubted();
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
