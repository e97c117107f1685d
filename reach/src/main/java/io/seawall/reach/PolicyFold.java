package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Folds the policies that pick one subject into what they let by in one direction.
final class PolicyFold {
  private final Universe universe;
  private final PeerSelector selector;
  private final Coverage coverage;
  private final Direction direction;

  PolicyFold(Universe universe, PeerSelector selector, Direction direction) {
    this.universe = universe;
    this.selector = selector;
    this.coverage = selector.coverage();
    this.direction = direction;
  }

  /// What of the subject decides besides its policies.
  private record Subject(
      List<Pick> picks, Map<NamedPort, PacketSet> ports, boolean exceptionsHonoured) {}

  /// Where policies of one priority pick the same subject, either may be asked first: then the
  /// function is what all orders agree on.
  ///
  /// @param picks in the order of evaluation of their tiers
  /// @param ports what names of ports stand for at the subject, if it is the receiver
  /// @param exceptionsHonoured whether the exceptions of a block of addresses count
  Decisions of(List<Pick> picks, Map<NamedPort, PacketSet> ports, boolean exceptionsHonoured) {
    Subject key = new Subject(picks, ports, exceptionsHonoured);
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
  private Decisions fold(Subject key, List<List<TierOrder.Step>> order) {
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
  private void foldRun(Decisions.Fold fold, List<TierOrder.Step> steps, Subject key) {
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

  private void add(Run run, TierOrder.Step step, Peers peers, Subject key) {
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
