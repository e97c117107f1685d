package io.seawall.reach;

import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

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
    TreeSet<Address> starts = new TreeSet<>();
    for (AddressSet cut : cuts) {
      for (AddressRange range : cut.ranges()) {
        starts.add(range.first());
        range.last().next().ifPresent(starts::add);
      }
    }
    List<AddressRange> atoms = new ArrayList<>();
    for (AddressRange range : space.ranges()) {
      Address from = range.first();
      for (Address start : starts.subSet(range.first(), false, range.last(), true)) {
        atoms.add(new AddressRange(from, start.previous().orElseThrow()));
        from = start;
      }
      atoms.add(new AddressRange(from, range.last()));
    }
    return new Atoms(List.copyOf(atoms));
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
  RoaringBitmap overlapping(AddressSet set, int offset) {
    RoaringBitmap ids = new RoaringBitmap();
    for (AddressRange range : set.ranges()) {
      int first = firstEndingAtOrAfter(range.first());
      int last = first;
      while (last < ranges.size() && ranges.get(last).first().compareTo(range.last()) <= 0) {
        last = lastStartingAtOrBefore(range.last()) + 1;
      }
      if (last > first) {
        ids.add((long) offset + first, (long) offset + last);
      }
    }
    ids.runOptimize();
    return ids;
  }

  private int firstEndingAtOrAfter(Address address) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).last().compareTo(address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int lastStartingAtOrBefore(Address address) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firsts[middle].compareTo(address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
