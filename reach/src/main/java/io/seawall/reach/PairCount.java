package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Counts pairs of pods of one family, those of a pod with itself included.
///
/// A function is written as a sum of terms, `+(members, packets)` or `-(members, packets)`, so that
/// at each endpoint all terms but one of the packets that pass there cancel out. A sender's term
/// and a receiver's then give `(subjects of the one among the members of the other) * (the other
/// way round)` pairs, if their packets meet. Terms that many functions share, such as the
/// namespaces of a team, are counted once for all of them, and receivers' terms with the same
/// members are summed up before they meet the senders.
///
/// Cost: grows with the members of distinct sets, and with pairs of terms that meet.
final class PairCount {
  private final Functions functions;
  private final Weights weights;
  private final int endpoints;
  private long cells;
  private long pairs;

  /// @param weights pods of each endpoint
  PairCount(Reach reach, long[] weights, boolean v6) {
    this.functions = reach.functions();
    this.endpoints = weights.length;
    long[] ofFamily = weights.clone();
    for (Endpoint endpoint : reach.universe().endpoints()) {
      if (endpoint.v6() != v6) {
        ofFamily[endpoint.id()] = 0;
      }
    }
    this.weights = new Weights(ofFamily);
    EndpointSet everybody = reach.universe().everybody();
    Receivers receivers = new Receivers(terms(Direction.INGRESS, everybody));
    Map<EndpointSet, Map<PacketSet, List<Term>>> senders = new LinkedHashMap<>();
    for (Term term : terms(Direction.EGRESS, everybody)) {
      senders
          .computeIfAbsent(term.members, _ -> new LinkedHashMap<>(4))
          .computeIfAbsent(term.packets, _ -> new ArrayList<>(2))
          .add(term);
    }
    senders.forEach((members, byPackets) -> {
      receivers.among(members);
      byPackets.forEach(receivers::meet);
    });
  }

  long pairs() {
    return pairs;
  }

  /// Pairs of terms that were looked at.
  long cells() {
    return cells;
  }

  /// The terms of receivers, and how many subjects of each are in the set at hand.
  private final class Receivers {
    /// Up to so many members, a set is found by them.
    private static final int FEW = 64;

    /// Bytes of what is kept on packets that meet.
    private static final long MOST_KNOWN = 1 << 26;

    private static final byte UNKNOWN = 0;
    private static final byte APART = 1;
    private static final byte MEET = 2;

    private final int[] signOf;

    /// The number of the set of members of each term, and these sets by number; those that are
    /// found by their members are empty here.
    private final int[] setOf;

    private final List<EndpointSet> largeSets;

    /// The number of the packets of each term, and these by number.
    private final int[] packetsOf;

    private final List<PacketSet> packets;
    private final Map<PacketSet, byte[]> meeting = new HashMap<>();
    private final Listed termsOfSubject;

    /// For each endpoint the first with the same function, which has the same terms.
    private final int[] firstAlike = new int[endpoints];

    private final long[] alike = new long[endpoints];
    private final Touched firstsAtHand = new Touched(endpoints);
    private final Listed smallSetsOfMember;
    private final long[] subjects;
    private final Touched termsAtHand;
    private final long[] sums;
    private final Touched setsAtHand;

    Receivers(List<Term> terms) {
      this.signOf = terms.stream().mapToInt(term -> term.sign).toArray();
      Numbers<EndpointSet> sets = new Numbers<>();
      this.setOf = terms.stream().mapToInt(term -> sets.of(term.members)).toArray();
      Numbers<PacketSet> kinds = new Numbers<>();
      this.packetsOf = terms.stream().mapToInt(term -> kinds.of(term.packets)).toArray();
      this.packets = kinds.all;
      this.termsOfSubject = new Listed(terms.stream().map(term -> term.subjects).toList());
      IdentityHashMap<Decisions, Integer> firsts = new IdentityHashMap<>();
      for (int id = 0; id < endpoints; id++) {
        if (weights.of(id) > 0) {
          int own = id;
          firstAlike[id] = firsts.computeIfAbsent(functions.of(Direction.INGRESS, id), _ -> own);
        }
      }
      this.largeSets =
          sets.all.stream().map(set -> set.size() > FEW ? set : EndpointSet.EMPTY).toList();
      this.smallSetsOfMember =
          new Listed(
              sets.all.stream().map(set -> set.size() > FEW ? EndpointSet.EMPTY : set).toList());
      this.subjects = new long[terms.size()];
      this.termsAtHand = new Touched(terms.size());
      this.sums = new long[largeSets.size()];
      this.setsAtHand = new Touched(largeSets.size());
    }

    /// Counts the subjects of each term among the members of a sender's term.
    void among(EndpointSet members) {
      termsAtHand.forEach(term -> subjects[term] = 0);
      termsAtHand.clear();
      members.forEach(id -> {
        if (weights.of(id) > 0) {
          alike[firstAlike[id]] += weights.of(id);
          firstsAtHand.add(firstAlike[id]);
        }
      });
      firstsAtHand.forEach(first -> {
        long weight = alike[first];
        termsOfSubject.forEach(
            first,
            term -> {
              subjects[term] += weight;
              termsAtHand.add(term);
            });
        alike[first] = 0;
      });
      firstsAtHand.clear();
    }

    /// Adds the pairs of senders' terms with these packets; their members are those at hand.
    void meet(PacketSet packets, List<Term> senders) {
      sumUp(packets);
      for (Term from : senders) {
        from.subjects.forEach(id ->
            smallSetsOfMember.forEach(id, set -> pairs += from.sign * sums[set] * weights.of(id)));
        setsAtHand.forEach(set -> {
          if (sums[set] != 0) {
            pairs += from.sign * sums[set] * weights.ofBoth(from.subjects, largeSets.get(set));
          }
        });
      }
      setsAtHand.forEach(set -> sums[set] = 0);
      setsAtHand.clear();
    }

    /// For each set of members, the subjects at hand of those of its terms that meet the packets.
    private void sumUp(PacketSet sent) {
      byte[] known = meeting(sent);
      termsAtHand.forEach(term -> {
        int kind = packetsOf[term];
        if (known[kind] == UNKNOWN) {
          known[kind] = sent.disjoint(packets.get(kind)) ? APART : MEET;
        }
        if (known[kind] == MEET) {
          sums[setOf[term]] += signOf[term] * subjects[term];
          setsAtHand.add(setOf[term]);
        }
      });
      cells += termsAtHand.size;
    }

    /// Which packets of receivers meet these, as far as that was asked; forgotten when it becomes
    /// too much.
    private byte[] meeting(PacketSet sent) {
      if ((long) meeting.size() * packets.size() > MOST_KNOWN) {
        meeting.clear();
      }
      return meeting.computeIfAbsent(sent, _ -> new byte[packets.size()]);
    }
  }

  /// Numbers from 0 on for values as they come.
  private static final class Numbers<T> {
    private final Map<T, Integer> known = new HashMap<>();
    private final List<T> all = new ArrayList<>();

    int of(T value) {
      Integer number = known.putIfAbsent(value, all.size());
      if (number == null) {
        all.add(value);
        return all.size() - 1;
      }
      return number;
    }
  }

  /// For each endpoint the numbers of the sets that hold it, in one array.
  private final class Listed {
    /// Those of endpoint `i` stand from `starts[i]` to `starts[i + 1]`, the last not included.
    private final int[] starts = new int[endpoints + 1];

    private final int[] numbers;

    Listed(List<EndpointSet> sets) {
      sets.forEach(set -> set.forEach(id -> starts[id + 1]++));
      Arrays.parallelPrefix(starts, Integer::sum);
      this.numbers = new int[starts[endpoints]];
      int[] next = starts.clone();
      for (int i = 0; i < sets.size(); i++) {
        int number = i;
        sets.get(i).forEach(id -> numbers[next[id]++] = number);
      }
    }

    void forEach(int endpoint, IntConsumer action) {
      for (int i = starts[endpoint]; i < starts[endpoint + 1]; i++) {
        action.accept(numbers[i]);
      }
    }
  }

  /// Numbers from 0 on, each once, in the order in which they came.
  private static final class Touched {
    private final int[] numbers;
    private final boolean[] isIn;
    private int size;

    Touched(int bound) {
      this.numbers = new int[bound];
      this.isIn = new boolean[bound];
    }

    void add(int number) {
      if (!isIn[number]) {
        isIn[number] = true;
        numbers[size++] = number;
      }
    }

    void forEach(IntConsumer action) {
      for (int i = 0; i < size; i++) {
        action.accept(numbers[i]);
      }
    }

    void clear() {
      forEach(number -> isIn[number] = false);
      size = 0;
    }
  }

  /// One summand of the functions of its subjects.
  private static final class Term {
    private final int sign;
    private final EndpointSet members;
    private final PacketSet packets;
    private final EndpointSet.Builder collected = new EndpointSet.Builder();
    private EndpointSet subjects = EndpointSet.EMPTY;

    Term(int sign, EndpointSet members, PacketSet packets) {
      this.sign = sign;
      this.members = members;
      this.packets = packets;
    }
  }

  private record TermKey(int sign, EndpointSet members, PacketSet packets) {}

  /// The terms of all functions of a direction, each with those whose functions have it.
  private List<Term> terms(Direction direction, EndpointSet everybody) {
    Map<TermKey, Term> known = new HashMap<>();
    IdentityHashMap<Decisions, List<Term>> ofFunction = new IdentityHashMap<>();
    for (int id = 0; id < endpoints; id++) {
      if (weights.of(id) > 0) {
        for (Term term :
            ofFunction.computeIfAbsent(
                functions.of(direction, id), function -> terms(function, everybody, known))) {
          term.collected.add(id);
        }
      }
    }
    known.values().forEach(term -> term.subjects = term.collected.done());
    return List.copyOf(known.values());
  }

  /// Small blocks are cut where a block before them holds their members. From a large one, which
  /// other functions share, its hidden members are taken away by a term of their own.
  private List<Term> terms(Decisions function, EndpointSet everybody, Map<TermKey, Term> known) {
    Sum sum = new Sum(known, weights);
    Map<PacketSet, EndpointSet> small = new LinkedHashMap<>();
    PacketSet others = function.others().sure();
    sum.add(1, everybody, others);
    List<Decisions.Block> before = new ArrayList<>();
    for (Decisions.Block block : function.blocks()) {
      EndpointSet members = block.members();
      PacketSet packets = block.packets().sure();
      if (members.runs() <= EndpointSet.FEW_RUNS) {
        for (Decisions.Block one : before) {
          members = members.minus(one.members());
        }
        small.merge(packets, members, EndpointSet::or);
        sum.add(-1, members, others);
      } else if (!packets.equals(others)) {
        // Otherwise the rest would take away what the block adds.
        EndpointSet hidden = hidden(block, before);
        sum.add(1, members, packets);
        sum.add(-1, hidden, packets);
        sum.add(-1, members, others);
        sum.add(1, hidden, others);
      }
      before.add(block);
    }
    small.forEach((packets, members) -> sum.add(1, members, packets));
    return sum.terms;
  }

  /// The members of a block that a block before it holds.
  private static EndpointSet hidden(Decisions.Block block, List<Decisions.Block> before) {
    List<EndpointSet> parts = new ArrayList<>(before.size());
    for (Decisions.Block one : before) {
      parts.add(one.members().and(block.members()));
    }
    return EndpointSet.union(parts);
  }

  private static final class Sum {
    private final Map<TermKey, Term> known;
    private final Weights weights;
    private final List<Term> terms = new ArrayList<>();

    Sum(Map<TermKey, Term> known, Weights weights) {
      this.known = known;
      this.weights = weights;
    }

    void add(int sign, EndpointSet members, PacketSet packets) {
      if (!packets.isEmpty() && weights.of(members) > 0) {
        terms.add(
            known.computeIfAbsent(
                new TermKey(sign, members, packets),
                key -> new Term(key.sign, key.members, key.packets)));
      }
    }
  }

  /// How many pods sets of endpoints hold.
  private static final class Weights {
    private final long[] each;
    private final long[] before;

    Weights(long[] each) {
      this.each = each;
      this.before = new long[each.length + 1];
      Arrays.setAll(before, i -> i == 0 ? 0 : each[i - 1]);
      Arrays.parallelPrefix(before, Long::sum);
    }

    long of(int id) {
      return each[id];
    }

    long of(EndpointSet set) {
      long sum = 0;
      for (int run = 0; run < set.runs(); run++) {
        sum += between(set.start(run), set.end(run));
      }
      return sum;
    }

    long between(int first, int end) {
      return before[end] - before[first];
    }

    /// The pods of endpoints that are in both.
    long ofBoth(EndpointSet one, EndpointSet other) {
      return one.sumOfBoth(other, this::between);
    }
  }
}
