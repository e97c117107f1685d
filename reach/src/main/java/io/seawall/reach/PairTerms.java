package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Functions written as sums of terms, `factor * (members, packets)`, so that at each endpoint all
/// terms but one of the packets that pass there cancel out. Terms that many functions share, such
/// as the namespaces of a team, are there once for all of them.
final class PairTerms {
  private final Functions functions;
  private final Weights weights;
  private final EndpointSet everybody;
  private final int endpoints;
  private final int fewRuns;

  /// @param weights pods of each endpoint; terms without a pod are left out
  /// @param fewRuns a block of up to so many runs is cut where blocks before it hold its members
  PairTerms(Reach reach, Weights weights, int fewRuns) {
    this.functions = reach.functions();
    this.weights = weights;
    this.everybody = reach.universe().everybody();
    this.endpoints = reach.universe().endpoints().size();
    this.fewRuns = fewRuns;
  }

  /// One summand of the functions of its subjects.
  static final class Term {
    private final int factor;
    private final EndpointSet members;
    private final PacketSet packets;
    private final EndpointSet.Builder collected = new EndpointSet.Builder();
    private EndpointSet subjects = EndpointSet.EMPTY;

    Term(int factor, EndpointSet members, PacketSet packets) {
      this.factor = factor;
      this.members = members;
      this.packets = packets;
    }

    int factor() {
      return factor;
    }

    EndpointSet members() {
      return members;
    }

    PacketSet packets() {
      return packets;
    }

    /// Those whose functions have it.
    EndpointSet subjects() {
      return subjects;
    }
  }

  private record TermKey(int factor, EndpointSet members, PacketSet packets) {}

  /// The terms of all functions of a direction, each with those whose functions have it.
  List<Term> of(Direction direction) {
    Map<TermKey, Term> known = new HashMap<>();
    IdentityHashMap<Decisions, List<Term>> ofFunction = new IdentityHashMap<>();
    for (int id = 0; id < endpoints; id++) {
      if (weights.of(id) > 0) {
        for (Term term :
            ofFunction.computeIfAbsent(
                functions.of(direction, id), function -> terms(function, known))) {
          term.collected.add(id);
        }
      }
    }
    known.values().forEach(term -> term.subjects = term.collected.done());
    return List.copyOf(known.values());
  }

  /// Small blocks are cut where a block before them holds their members. From a large one, which
  /// other functions share, its hidden members are taken away by terms of their own: what large
  /// blocks hide, which is shared again, and the rest.
  private List<Term> terms(Decisions function, Map<TermKey, Term> known) {
    Sum sum = new Sum();
    Map<PacketSet, EndpointSet> small = new LinkedHashMap<>();
    PacketSet others = function.others().sure();
    sum.add(1, everybody, others);
    EndpointSet smallBefore = EndpointSet.EMPTY;
    List<EndpointSet> largeBefore = new ArrayList<>();
    for (Decisions.Block block : function.blocks()) {
      EndpointSet members = block.members();
      PacketSet packets = block.packets().sure();
      if (members.runs() <= fewRuns) {
        members = members.minus(smallBefore);
        for (EndpointSet one : largeBefore) {
          members = members.minus(one);
        }
        small.merge(packets, members, EndpointSet::or);
        sum.add(-1, members, others);
        smallBefore = smallBefore.or(members);
      } else {
        if (!packets.equals(others)) {
          // Otherwise the rest would take away what the block adds.
          EndpointSet large = inAnyOf(largeBefore, members);
          sum.exchange(members, others, packets);
          sum.exchange(large, packets, others);
          sum.exchange(members.and(smallBefore).minus(large), packets, others);
        }
        largeBefore.add(members);
      }
    }
    small.forEach((packets, members) -> sum.add(1, members, packets));
    return sum.terms(known);
  }

  /// Those of the members that one of these sets holds.
  private static EndpointSet inAnyOf(List<EndpointSet> sets, EndpointSet members) {
    List<EndpointSet> parts = new ArrayList<>(sets.size());
    for (EndpointSet one : sets) {
      parts.add(one.and(members));
    }
    return EndpointSet.union(parts);
  }

  /// How often each packet of each member counts in one function.
  private final class Sum {
    private final Map<Summand, Integer> factors = new LinkedHashMap<>();

    private record Summand(EndpointSet members, PacketSet packets) {}

    void add(int factor, EndpointSet members, PacketSet packets) {
      if (!packets.isEmpty() && weights.of(members) > 0) {
        factors.merge(new Summand(members, packets), factor, Integer::sum);
      }
    }

    void exchange(EndpointSet members, PacketSet before, PacketSet after) {
      add(-1, members, before);
      add(1, members, after);
    }

    List<Term> terms(Map<TermKey, Term> known) {
      List<Term> terms = new ArrayList<>(factors.size());
      factors.forEach((summand, factor) -> {
        if (factor != 0) {
          terms.add(
              known.computeIfAbsent(
                  new TermKey(factor, summand.members, summand.packets),
                  key -> new Term(key.factor, key.members, key.packets)));
        }
      });
      return terms;
    }
  }
}
