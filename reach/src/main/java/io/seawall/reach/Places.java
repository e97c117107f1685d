package io.seawall.reach;

import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/// The atoms that hold the address of a live pod, sorted into places: atoms that lie in the same
/// sets of all those that any rule, subnet or question names. Pods at one place are told apart by
/// no question about addresses, wherever between other machines their addresses lie.
///
/// Cost: linear in the live atoms of each distinct set. Blocks either hold or miss each other, so
/// an atom lies in at most one block of each length.
final class Places {
  private final Atoms atoms;
  private final int[] placeOfAtom;
  private final List<AddressSet> addresses;

  private Places(Atoms atoms, int[] placeOfAtom, List<AddressSet> addresses) {
    this.atoms = atoms;
    this.placeOfAtom = placeOfAtom;
    this.addresses = addresses;
  }

  /// @param live the atoms that hold the address of a pod
  /// @param cuts the sets at whose bounds the atoms were cut, each once
  static Places of(Atoms atoms, BitSet live, Collection<AddressSet> cuts) {
    int[] place = new int[atoms.count()];
    for (int atom = 0; atom < place.length; atom++) {
      place[atom] = atoms.range(atom).first().v6() ? 1 : 0;
    }
    int next = 2;
    int[] moved = new int[64];
    int[] movedBy = new int[64];
    int round = 0;
    for (AddressSet cut : cuts) {
      round++;
      for (AddressRange range : cut.ranges()) {
        int end = atoms.endOf(range);
        int atom = live.nextSetBit(atoms.startOf(range));
        for (; atom >= 0 && atom < end; atom = live.nextSetBit(atom + 1)) {
          int old = place[atom];
          if (old >= moved.length) {
            moved = Arrays.copyOf(moved, 2 * next);
            movedBy = Arrays.copyOf(movedBy, 2 * next);
          }
          if (movedBy[old] != round) {
            movedBy[old] = round;
            moved[old] = next++;
          }
          place[atom] = moved[old];
        }
      }
    }
    return numbered(atoms, live, place, next);
  }

  /// The places numbered from 0, in the order of their first atoms.
  private static Places numbered(Atoms atoms, BitSet live, int[] place, int count) {
    int[] numbers = new int[count];
    Arrays.fill(numbers, -1);
    int[] placeOfAtom = new int[place.length];
    Arrays.fill(placeOfAtom, -1);
    List<List<AddressRange>> ranges = new ArrayList<>();
    for (int atom = live.nextSetBit(0); atom >= 0; atom = live.nextSetBit(atom + 1)) {
      if (numbers[place[atom]] < 0) {
        numbers[place[atom]] = ranges.size();
        ranges.add(new ArrayList<>());
      }
      placeOfAtom[atom] = numbers[place[atom]];
      ranges.get(placeOfAtom[atom]).add(atoms.range(atom));
    }
    return new Places(atoms, placeOfAtom, ranges.stream().map(AddressSet::of).toList());
  }

  /// The place of the address of a live pod; -1 for an address outside of the space.
  int of(Address address) {
    int atom = atoms.indexOf(address);
    return atom < 0 ? -1 : placeOfAtom[atom];
  }

  /// The atoms of a place that hold a live pod.
  AddressSet addresses(int place) {
    return addresses.get(place);
  }
}
