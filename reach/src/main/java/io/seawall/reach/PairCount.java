package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import io.seawall.reach.PairTerms.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Counts pairs of pods of one family, those of a pod with itself included.
///
/// A term of a sender and one of a receiver (see [PairTerms]) give `(subjects of the one among the
/// members of the other) * (the other way round)` pairs, if their packets meet. Receivers' terms
/// with the same members are summed up before they meet the senders. What meets is found from the
/// members of the senders, or from their subjects where those are fewer.
///
/// Cost: grows with the members of distinct sets, and with pairs of terms that meet.
final class PairCount {
  /// Up to so many members, it is cheapest to find a set by them.
  static final int FEW = 64;

  private final Weights weights;
  private final int endpoints;
  private long cells;
  private long pairs;

  /// @param weights pods of each endpoint
  /// @param few up to so many members, a set is found by them; any number gives the same pairs
  PairCount(Reach reach, long[] weights, boolean v6, int few) {
    this.endpoints = weights.length;
    long[] ofFamily = weights.clone();
    for (Endpoint endpoint : reach.universe().endpoints()) {
      if (endpoint.v6() != v6) {
        ofFamily[endpoint.id()] = 0;
      }
    }
    this.weights = new Weights(ofFamily);
    PairTerms all = new PairTerms(reach, this.weights, Math.min(few, EndpointSet.FEW_RUNS));
    List<Term> ofMany = new ArrayList<>();
    List<Term> ofFew = new ArrayList<>();
    for (Term term : all.of(Direction.INGRESS)) {
      (term.members().size() > few ? ofMany : ofFew).add(term);
    }
    Wide wide = new Wide(ofMany);
    Narrow narrow = new Narrow(ofFew);
    Map<EndpointSet, Map<PacketSet, List<Term>>> senders = new LinkedHashMap<>();
    for (Term term : all.of(Direction.EGRESS)) {
      senders
          .computeIfAbsent(term.members(), _ -> new LinkedHashMap<>(4))
          .computeIfAbsent(term.packets(), _ -> new ArrayList<>(2))
          .add(term);
    }
    senders.forEach((members, byPackets) -> {
      wide.meet(members, byPackets);
      if (members.size() <= subjects(byPackets)) {
        narrow.meet(members, byPackets);
      } else {
        narrow.meetThroughSubjects(byPackets);
      }
    });
  }

  private static long subjects(Map<PacketSet, List<Term>> terms) {
    return terms.values().stream()
        .flatMap(List::stream)
        .mapToLong(term -> term.subjects().size())
        .sum();
  }

  long pairs() {
    return pairs;
  }

  /// Pairs of terms that were looked at.
  long cells() {
    return cells;
  }

  /// Terms of receivers, and how many subjects of each are among the members of a sender's term.
  private abstract class Receivers {
    /// Bytes of what is kept on packets that meet.
    private static final long MOST_KNOWN = 1 << 26;

    private static final byte UNKNOWN = 0;
    private static final byte APART = 1;
    private static final byte MEET = 2;

    final int[] factorOf;

    /// The number of the set of members of each term, and these sets by number.
    private final int[] setOf;

    final List<EndpointSet> sets;

    /// The number of the packets of each term, and these by number.
    private final int[] packetsOf;

    private final List<PacketSet> packets;
    private final Map<PacketSet, byte[]> meeting = new HashMap<>();
    private final Listed termsOfSubject;

    /// Runs of endpoints that have the same terms, which are some: those of run `i` stand from
    /// `runs[2 * i]` to `runs[2 * i + 1]`, the last not included.
    private final int[] runs;

    final long[] subjects;
    final Touched termsAtHand;
    final long[] sums;
    final Touched setsAtHand;

    Receivers(List<Term> terms) {
      this.factorOf = terms.stream().mapToInt(term -> term.factor()).toArray();
      Numbers<EndpointSet> distinct = new Numbers<>();
      this.setOf = terms.stream().mapToInt(term -> distinct.of(term.members())).toArray();
      this.sets = distinct.all;
      Numbers<PacketSet> kinds = new Numbers<>();
      this.packetsOf = terms.stream().mapToInt(term -> kinds.of(term.packets())).toArray();
      this.packets = kinds.all;
      this.termsOfSubject = new Listed(terms.stream().map(term -> term.subjects()).toList());
      this.runs = runs();
      this.subjects = new long[terms.size()];
      this.termsAtHand = new Touched(terms.size());
      this.sums = new long[sets.size()];
      this.setsAtHand = new Touched(sets.size());
    }

    /// Adds the pairs with senders' terms that have these members, by their packets. Goes through
    /// the members.
    final void meet(EndpointSet members, Map<PacketSet, List<Term>> senders) {
      among(members);
      senders.forEach((sent, terms) -> {
        sumUp(sent);
        terms.forEach(this::addSums);
        setsAtHand.forEach(set -> sums[set] = 0);
        setsAtHand.clear();
      });
      termsAtHand.forEach(term -> subjects[term] = 0);
      termsAtHand.clear();
    }

    private int[] runs() {
      int[] found = new int[2 * endpoints];
      int size = 0;
      for (int id = 0; id < endpoints; id++) {
        if (!termsOfSubject.isIn(id)) {
          continue;
        }
        if (size > 0 && found[size - 1] == id && termsOfSubject.isAlike(id, found[size - 2])) {
          found[size - 1]++;
        } else {
          found[size++] = id;
          found[size++] = id + 1;
        }
      }
      return Arrays.copyOf(found, size);
    }

    /// Counts the subjects of each term among these members.
    private void among(EndpointSet members) {
      for (int run = 0; run < members.runs(); run++) {
        int start = members.start(run);
        int end = members.end(run);
        for (int at = firstRunAfter(start); at < runs.length && runs[at] < end; at += 2) {
          long weight = weights.between(Math.max(runs[at], start), Math.min(runs[at + 1], end));
          termsOfSubject.forEach(
              runs[at],
              term -> {
                subjects[term] += weight;
                termsAtHand.add(term);
              });
        }
      }
    }

    /// Where the first run stands that ends after `id`.
    private int firstRunAfter(int id) {
      int bound = Arrays.binarySearch(runs, id);
      return bound < 0 ? (-bound - 1) & ~1 : (bound + 1) & ~1;
    }

    /// For each set of members, the subjects at hand of those of its terms that meet the packets.
    private void sumUp(PacketSet sent) {
      byte[] known = meeting(sent);
      termsAtHand.forEach(term -> {
        if (meets(sent, term, known)) {
          sums[setOf[term]] += factorOf[term] * subjects[term];
          setsAtHand.add(setOf[term]);
        }
      });
      cells += termsAtHand.size;
    }

    /// Adds the pairs of a sender's term with the sums at hand.
    abstract void addSums(Term from);

    final boolean meets(PacketSet sent, int term, byte[] known) {
      int kind = packetsOf[term];
      if (known[kind] == UNKNOWN) {
        known[kind] = sent.disjoint(packets.get(kind)) ? APART : MEET;
      }
      return known[kind] == MEET;
    }

    /// Which packets of receivers meet these, as far as that was asked; forgotten when it becomes
    /// too much.
    final byte[] meeting(PacketSet sent) {
      if ((long) meeting.size() * packets.size() > MOST_KNOWN) {
        meeting.clear();
      }
      return meeting.computeIfAbsent(sent, _ -> new byte[packets.size()]);
    }
  }

  /// Terms of receivers with many members: they are looked at as sets.
  private final class Wide extends Receivers {
    Wide(List<Term> terms) {
      super(terms);
    }

    @Override
    void addSums(Term from) {
      setsAtHand.forEach(set -> {
        if (sums[set] != 0) {
          pairs += from.factor() * sums[set] * weights.ofBoth(from.subjects(), sets.get(set));
        }
      });
    }
  }

  /// Terms of receivers with few members, which are found by their members too.
  private final class Narrow extends Receivers {
    private final List<Term> terms;
    private final Listed setsOfMember;
    private final Listed termsOfMember;

    Narrow(List<Term> terms) {
      super(terms);
      this.terms = terms;
      this.setsOfMember = new Listed(sets);
      this.termsOfMember = new Listed(terms.stream().map(term -> term.members()).toList());
    }

    @Override
    void addSums(Term from) {
      from.subjects()
          .forEach(id ->
              setsOfMember.forEach(id, set -> pairs += from.factor() * sums[set] * weights.of(id)));
    }

    /// Adds the same pairs as [#meet], and goes through the subjects of the senders.
    void meetThroughSubjects(Map<PacketSet, List<Term>> senders) {
      senders.forEach((sent, froms) -> {
        byte[] known = meeting(sent);
        for (Term from : froms) {
          from.subjects()
              .forEach(id ->
                  termsOfMember.forEach(
                      id,
                      term -> {
                        subjects[term] += weights.of(id);
                        termsAtHand.add(term);
                      }));
          termsAtHand.forEach(term -> {
            if (meets(sent, term, known)) {
              long sendersOfTerm = from.factor() * subjects[term];
              EndpointSet receivers = terms.get(term).subjects();
              pairs += sendersOfTerm * factorOf[term] * weights.ofBoth(receivers, from.members());
            }
            subjects[term] = 0;
          });
          cells += termsAtHand.size;
          termsAtHand.clear();
        }
      });
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

    boolean isIn(int endpoint) {
      return starts[endpoint] < starts[endpoint + 1];
    }

    /// Whether the same sets hold both.
    boolean isAlike(int one, int other) {
      return Arrays.equals(
          numbers, starts[one], starts[one + 1], numbers, starts[other], starts[other + 1]);
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
}
