package io.seawall.reach;

import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The address space cut at every bound that any rule, subnet or question uses: all addresses of
/// one atom get the same answer to every question that was known when the cuts were made. A block
/// of addresses is a run of atoms.
final class Atoms {
  private final List<AddressRange> ranges;
  private final Address[] firsts;

  private Atoms(List<AddressRange> ranges) {
    this.ranges = ranges;
    this.firsts = ranges.stream().map(AddressRange::first).toArray(Address[]::new);
  }

  /// Cuts `space` at the bounds of each set.
  static Atoms of(AddressSet space, Collection<AddressSet> cuts) {
    List<Address> starts = new ArrayList<>();
    for (AddressSet cut : cuts) {
      for (AddressRange range : cut.ranges()) {
        starts.add(range.first());
        range.last().next().ifPresent(starts::add);
      }
    }
    starts.sort(null);
    List<AddressRange> atoms = new ArrayList<>();
    int next = 0;
    for (AddressRange range : space.ranges()) {
      Address from = range.first();
      while (next < starts.size() && starts.get(next).compareTo(range.last()) <= 0) {
        Address start = starts.get(next++);
        if (start.compareTo(from) > 0) {
          atoms.add(new AddressRange(from, start.previous().orElseThrow()));
          from = start;
        }
      }
      atoms.add(new AddressRange(from, range.last()));
    }
    return new Atoms(List.copyOf(atoms));
  }

  /// The atoms, ascending.
  List<AddressRange> ranges() {
    return ranges;
  }

  int count() {
    return ranges.size();
  }

  AddressRange range(int atom) {
    return ranges.get(atom);
  }

  /// The atom that holds the address, or -1 if it is outside of the space.
  int indexOf(Address address) {
    int low = 0;
    int high = firsts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = firsts[middle].compareTo(address);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high >= 0 && ranges.get(high).last().compareTo(address) >= 0 ? high : -1;
  }

  /// The ids, from `offset`, of all atoms that overlap the set. Exact if the set was among the
  /// cuts.
  EndpointSet overlapping(AddressSet set, int offset) {
    EndpointSet.Builder ids = new EndpointSet.Builder(2 * set.ranges().size());
    for (AddressRange range : set.ranges()) {
      int start = startOf(range);
      int end = endOf(range);
      if (end > start) {
        ids.add(offset + start, offset + end);
      }
    }
    return ids.done();
  }

  /// The first atom that overlaps the range or lies after it.
  int startOf(AddressRange range) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).last().compareTo(range.first()) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The first atom after the range that does not overlap it.
  int endOf(AddressRange range) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firsts[middle].compareTo(range.last()) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
