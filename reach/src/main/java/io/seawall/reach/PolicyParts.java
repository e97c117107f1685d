package io.seawall.reach;

import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.reach.Matching.Match;
import io.seawall.reach.Part.Role;
import io.seawall.reach.Part.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Goes through the policies of one end, tier by tier and forwards, and splits the packets wherever
/// other rules have a share. What becomes of them is not decided here.
///
/// Cost: grows with the rules that mean the peer, times the parts they make.
final class PolicyParts {
  private final Matching matching;
  private final Map<List<Share>, PacketSet> done = new LinkedHashMap<>();

  /// Packets that are not decided yet, and what had a share in that.
  private record Cell(PacketSet packets, List<Share> trail) {
    Cell with(PacketSet part, List<Share> more) {
      List<Share> all = new ArrayList<>(trail);
      all.addAll(more);
      return new Cell(part, all);
    }
  }

  private PolicyParts(Matching matching) {
    this.matching = matching;
  }

  /// All packets, by what has a share in their fate.
  ///
  /// @param picks the policies that select the subject, in the order of evaluation
  static Map<List<Share>, PacketSet> of(Matching matching, List<Pick> picks) {
    PolicyParts parts = new PolicyParts(matching);
    List<Cell> cells = List.of(new Cell(PacketSet.ALL, List.of()));
    for (List<Pick> tier : TierOrder.byTier(picks)) {
      cells =
          switch (TierOrder.fold(tier)) {
            case FIRST_BY_NAME, FIRST_MATCH -> parts.firstMatch(tier, cells);
            case DENY_WINS -> parts.denyWins(tier, cells);
          };
    }
    cells.forEach(parts::close);
    return parts.done;
  }

  private void close(Cell cell) {
    if (!cell.packets.isEmpty()) {
      done.merge(cell.trail, cell.packets, PacketSet::or);
    }
  }

  /// Rules in one of the orders in which they may be asked.
  ///
  /// @return what goes on to the next tier
  private List<Cell> firstMatch(List<Pick> tier, List<Cell> entering) {
    List<Cell> pending = entering;
    List<Cell> next = new ArrayList<>();
    for (TierOrder.Step step : TierOrder.of(tier).getFirst()) {
      if (matching.peers(step.rule()) == Match.NO) {
        continue;
      }
      List<Cell> left = new ArrayList<>();
      for (Cell cell : pending) {
        split(step, cell, left, next);
      }
      pending = left;
    }
    next.addAll(unmatched(tier, pending));
    return next;
  }

  /// @param left grows with what a later rule is asked of
  /// @param next grows with what is passed to the next tier
  private void split(TierOrder.Step step, Cell cell, List<Cell> left, List<Cell> next) {
    PacketSet sure = sure(step).and(cell.packets);
    PacketSet doubted = matching.possible(step.rule()).and(cell.packets).minus(sure);
    add(left, cell.with(cell.packets.minus(sure).minus(doubted), List.of()));
    add(left, cell.with(doubted, List.of(share(step, false))));
    Cell hit = cell.with(sure, List.of(share(step, true)));
    if (step.rule().verdict() == Verdict.PASS) {
      add(next, hit);
    } else {
      close(hit);
    }
  }

  private static void add(List<Cell> cells, Cell cell) {
    if (!cell.packets.isEmpty()) {
      cells.add(cell);
    }
  }

  /// The packets that the rule matches for sure.
  private PacketSet sure(TierOrder.Step step) {
    return step.pick().sure() && matching.peers(step.rule()) == Match.YES
        ? matching.packets(step.rule()).minus(matching.pastFirst(step.rule()))
        : PacketSet.EMPTY;
  }

  private static Share share(TierOrder.Step step, boolean sure) {
    Role role =
        switch (step.rule().verdict()) {
          case ALLOW -> Role.ALLOWS;
          case DENY -> Role.DENIES;
          case PASS -> Role.PASSES;
        };
    return new Share(role, sure, step.pick().policy(), List.of(step.rule()));
  }

  /// Every rule that matches has a share, but for those that allow what another denies.
  private List<Cell> denyWins(List<Pick> tier, List<Cell> entering) {
    List<Cell> next = new ArrayList<>();
    for (Cell cell : entering) {
      List<Cell> split = List.of(new Cell(cell.packets, List.of()));
      for (TierOrder.Step step : TierOrder.of(tier).getFirst()) {
        if (matching.peers(step.rule()) != Match.NO) {
          split = split.stream().flatMap(one -> cut(step, one).stream()).toList();
        }
      }
      for (Cell one : split) {
        decide(tier, cell, one, next);
      }
    }
    return next;
  }

  private List<Cell> cut(TierOrder.Step step, Cell cell) {
    PacketSet sure = sure(step).and(cell.packets);
    PacketSet doubted = matching.possible(step.rule()).and(cell.packets).minus(sure);
    List<Cell> out = new ArrayList<>(3);
    add(out, cell.with(cell.packets.minus(sure).minus(doubted), List.of()));
    add(out, cell.with(doubted, List.of(share(step, false))));
    add(out, cell.with(sure, List.of(share(step, true))));
    return out;
  }

  /// @param matched the packets with the rules that match them
  private void decide(List<Pick> tier, Cell before, Cell matched, List<Cell> next) {
    List<Share> denies = matched.trail.stream().filter(one -> one.role() == Role.DENIES).toList();
    if (denies.stream().anyMatch(Share::sure)) {
      close(before.with(matched.packets, denies));
    } else if (matched.trail.stream().anyMatch(one -> one.role() == Role.ALLOWS && one.sure())) {
      close(before.with(matched.packets, matched.trail));
    } else {
      next.addAll(unmatched(tier, List.of(before.with(matched.packets, matched.trail))));
    }
  }

  /// What no rule of the tier decides: stopped if a policy isolates the subject, else left to the
  /// next tier.
  private List<Cell> unmatched(List<Pick> tier, List<Cell> cells) {
    List<Pick> isolating =
        tier.stream().filter(pick -> pick.policy().unmatched() == Verdict.DENY).toList();
    boolean sure = isolating.stream().anyMatch(Pick::sure);
    List<Cell> next = new ArrayList<>();
    for (Cell cell : cells) {
      List<Share> shares = isolating.stream().map(pick -> isolates(pick, cell.packets)).toList();
      Cell after = cell.with(cell.packets, shares);
      if (sure) {
        close(after);
      } else {
        next.add(after);
      }
    }
    return next;
  }

  /// @param packets what its rules do not allow, for sure
  private Share isolates(Pick pick, PacketSet packets) {
    List<Rule> near =
        pick.rules().stream()
            .filter(rule -> rule.verdict() == Verdict.ALLOW && matching.peers(rule) != Match.NO)
            .filter(rule -> matching.possible(rule).disjoint(packets))
            .toList();
    return new Share(Role.ISOLATES, pick.sure(), pick.policy(), near);
  }
}
