package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtomsTest {
  private static final List<Address> BOUNDS =
      List.of(
              "0.0.0.0",
              "10.0.0.0",
              "10.0.0.9",
              "10.0.0.10",
              "255.255.255.255",
              "::",
              "fd00::1",
              "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
          .stream()
          .map(Cluster::address)
          .toList();

  private static final Gen<AddressSet> SETS =
      choices -> {
        Address a = Gen.pick(BOUNDS).from(choices);
        Address b = Gen.pick(BOUNDS).from(choices);
        if (a.v6() != b.v6()) {
          return choices.draw(2) == 0 ? AddressSet.EMPTY : AddressSet.of(a);
        }
        return AddressSet.of(
            List.of(a.compareTo(b) < 0 ? new AddressRange(a, b) : new AddressRange(b, a)));
      };

  private static final Gen<AddressSet> SPACES =
      Gen.pick(AddressSet.ALL, AddressSet.ALL_V4, AddressSet.ALL_V6);

  @Test
  void atoms_are_the_space_cut_in_pieces() {
    Property.forAll(
        SPACES,
        SETS.listOf(0, 5),
        (space, cuts) -> {
          Atoms atoms = Atoms.of(space, cuts);
          List<AddressRange> all = ranges(atoms);
          assertThat(AddressSet.of(all)).isEqualTo(space);
          for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i - 1).last()).isLessThan(all.get(i).first());
          }
        });
  }

  @Test
  void all_addresses_of_an_atom_are_in_a_cut_or_none_is() {
    Property.forAll(
        SPACES,
        SETS.listOf(0, 5),
        (space, cuts) -> {
          for (AddressRange atom : ranges(Atoms.of(space, cuts))) {
            AddressSet one = AddressSet.of(List.of(atom));
            assertThat(cuts).allMatch(cut -> one.implies(cut) || one.disjoint(cut));
          }
        });
  }

  @Test
  void no_cut_is_made_without_a_reason() {
    Property.forAll(
        SPACES,
        SETS.listOf(0, 5),
        (space, cuts) -> {
          List<AddressRange> all = ranges(Atoms.of(space, cuts));
          for (int i = 1; i < all.size(); i++) {
            Address before = all.get(i - 1).last();
            Address after = all.get(i).first();
            boolean family = before.v6() != after.v6();
            assertThat(
                    family || cuts.stream().anyMatch(c -> c.contains(before) != c.contains(after)))
                .isTrue();
          }
        });
  }

  @Test
  void an_address_is_found_in_the_atom_that_holds_it() {
    Property.forAll(
        SPACES,
        SETS.listOf(0, 5),
        Gen.pick(BOUNDS),
        (space, cuts, address) -> {
          Atoms atoms = Atoms.of(space, cuts);
          int found = atoms.indexOf(address);
          assertThat(found >= 0).isEqualTo(space.contains(address));
          if (found >= 0) {
            assertThat(AddressSet.of(List.of(atoms.range(found))).contains(address)).isTrue();
          }
        });
  }

  @Test
  void the_atoms_that_overlap_a_set_are_found() {
    Property.cases(500)
        .holds(
            SPACES,
            SETS.listOf(0, 5),
            SETS.listOf(0, 3).map(sets -> sets.stream().reduce(AddressSet.EMPTY, AddressSet::or)),
            (space, cuts, asked) -> {
              Atoms atoms = Atoms.of(space, cuts);
              EndpointSet.Builder expected = new EndpointSet.Builder();
              for (int i = 0; i < atoms.count(); i++) {
                if (!AddressSet.of(List.of(atoms.range(i))).disjoint(asked)) {
                  expected.add(i + 7);
                }
              }
              assertThat(atoms.overlapping(asked, 7)).isEqualTo(expected.done());
            });
  }

  @Test
  void the_atoms_of_a_range_start_and_end_with_it() {
    Property.forAll(
        SPACES,
        SETS.listOf(1, 5),
        (space, cuts) -> {
          Atoms atoms = Atoms.of(space, cuts);
          for (AddressRange range : cuts.getFirst().and(space).ranges()) {
            for (int i = 0; i < atoms.count(); i++) {
              boolean inside = i >= atoms.startOf(range) && i < atoms.endOf(range);
              AddressSet atom = AddressSet.of(List.of(atoms.range(i)));
              assertThat(inside).isEqualTo(!atom.disjoint(AddressSet.of(List.of(range))));
            }
          }
        });
  }

  private static List<AddressRange> ranges(Atoms atoms) {
    List<AddressRange> all = new ArrayList<>();
    for (int i = 0; i < atoms.count(); i++) {
      all.add(atoms.range(i));
    }
    return all;
  }
}
