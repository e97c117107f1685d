package io.seawall.reach;

import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the rules of a list that speak of some addresses.
///
/// Cost: a rule stands at each part of the address space that it speaks of, unless these are many;
/// then it is found for every address.
final class RuleIndex {
  private static final int MANY = 64;

  private final Atoms parts;
  private final List<List<Integer>> rulesOf = new ArrayList<>();
  private final BitSet wide = new BitSet();
  private final int size;

  /// @param destinations of each rule
  RuleIndex(List<AddressSet> destinations) {
    this.size = destinations.size();
    this.parts = Atoms.of(AddressSet.ALL, destinations);
    for (int i = 0; i < parts.count(); i++) {
      rulesOf.add(List.of());
    }
    for (int rule = 0; rule < size; rule++) {
      add(rule, destinations.get(rule));
    }
  }

  private void add(int rule, AddressSet destinations) {
    EndpointSet own = parts.overlapping(destinations, 0);
    if (own.size() > MANY) {
      wide.set(rule);
      return;
    }
    own.forEach(part -> {
      List<Integer> rules = new ArrayList<>(rulesOf.get(part));
      rules.add(rule);
      rulesOf.set(part, rules);
    });
  }

  /// The numbers of all rules that speak of some of the addresses, and perhaps of others, in order.
  IntStream overlapping(AddressSet addresses) {
    BitSet found = (BitSet) wide.clone();
    for (AddressRange range : addresses.ranges()) {
      int start = parts.startOf(range);
      int end = parts.endOf(range);
      if (end - start > MANY) {
        return IntStream.range(0, size);
      }
      for (int part = start; part < end; part++) {
        rulesOf.get(part).forEach(found::set);
      }
    }
    return found.stream();
  }
}
