package io.seawall.reach;

import io.seawall.reach.PairCount.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Finds the terms of receivers that may meet a term of senders, without looking at all of them.
final class TermIndex {
  /// Up to so many receivers, their own terms are gone through.
  private static final int FEW = 64;

  private final List<Term> terms;

  /// The numbers of the terms whose subjects include an endpoint.
  private final Lists ofSubject;

  /// Distinct sets of members, each with the numbers of its terms.
  private final List<Members> sets = new ArrayList<>();

  /// The numbers of the sets that hold an endpoint, and of those too large to be listed so.
  private final Lists ofMember;

  private final List<Integer> wide = new ArrayList<>();

  private final int[] seen;
  private int round;

  private record Members(EndpointSet members, List<Integer> terms) {}

  TermIndex(List<Term> terms, int endpoints) {
    this.terms = terms;
    Map<EndpointSet, Members> bySet = new LinkedHashMap<>();
    for (int i = 0; i < terms.size(); i++) {
      bySet
          .computeIfAbsent(
              terms.get(i).members(), members -> new Members(members, new ArrayList<>(2)))
          .terms
          .add(i);
    }
    sets.addAll(bySet.values());
    this.seen = new int[Math.max(terms.size(), sets.size())];
    this.ofSubject = new Lists(terms.stream().map(Term::subjects).toList(), endpoints);
    List<EndpointSet> listed = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      boolean isWide = sets.get(i).members.size() > Math.max(FEW, endpoints / 16);
      listed.add(isWide ? EndpointSet.EMPTY : sets.get(i).members);
      if (isWide) {
        wide.add(i);
      }
    }
    this.ofMember = new Lists(listed, endpoints);
  }

  /// Calls for each term of which a subject may be among the members of `from`, and a member among
  /// its subjects; and for some others.
  void forEachThatMayMeet(Term from, Consumer<Term> action) {
    round++;
    if (from.members().size() <= FEW) {
      from.members().forEach(receiver -> ofSubject.forEach(receiver, term -> once(term, action)));
      return;
    }
    from.subjects().forEach(sender -> ofMember.forEach(sender, set -> all(set, action)));
    wide.forEach(set -> all(set, action));
  }

  private void once(int term, Consumer<Term> action) {
    if (seen[term] != round) {
      seen[term] = round;
      action.accept(terms.get(term));
    }
  }

  private void all(int set, Consumer<Term> action) {
    if (seen[set] != round) {
      seen[set] = round;
      sets.get(set).terms.forEach(term -> action.accept(terms.get(term)));
    }
  }

  /// For each endpoint the numbers of the sets that hold it, in one array.
  private static final class Lists {
    private final int[] starts;
    private final int[] numbers;

    Lists(List<EndpointSet> sets, int endpoints) {
      this.starts = new int[endpoints + 1];
      sets.forEach(set -> set.forEach(id -> starts[id + 1]++));
      Arrays.parallelPrefix(starts, Integer::sum);
      this.numbers = new int[starts[endpoints]];
      int[] next = Arrays.copyOf(starts, endpoints);
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
}
