package io.seawall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.packets.AddressSet;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/// Bounds of addresses against the worlds that they stand for.
class AddressBoundsTest {
  private static final List<AddressSet> ATOMS =
      List.of(
          AddressSet.ofBlocks("10.0.0.0/16"),
          AddressSet.ofBlocks("10.1.0.0/16"),
          AddressSet.ofBlocks("fd00::/8"),
          AddressSet.ofBlocks("10.0.0.0/15", "fd00::/8").complement());

  private static final Gen<AddressBounds> BOUNDS =
      choices -> {
        AddressSet sure = AddressSet.EMPTY;
        AddressSet possible = AddressSet.EMPTY;
        for (AddressSet atom : ATOMS) {
          int state = choices.draw(3);
          sure = state == 1 ? sure.or(atom) : sure;
          possible = state == 0 ? possible : possible.or(atom);
        }
        return new AddressBounds(sure, possible);
      };

  @Test
  void operations_hold_what_holds_in_every_world() {
    Property.forAll(
        BOUNDS,
        BOUNDS,
        (a, b) -> {
          assertThat(a.or(b)).isEqualTo(inWorlds(a, b, AddressSet::or));
          assertThat(a.and(b)).isEqualTo(inWorlds(a, b, AddressSet::and));
          assertThat(a.minus(b)).isEqualTo(inWorlds(a, b, AddressSet::minus));
        });
  }

  @Test
  void bounds_are_exact_if_and_only_if_they_stand_for_one_world() {
    Property.forAll(BOUNDS, a -> assertThat(a.isExact()).isEqualTo(worlds(a).size() == 1));
  }

  @Test
  void a_subset_that_is_not_known_may_be_empty_or_whole() {
    AddressSet ten = AddressSet.ofBlocks("10.0.0.0/8");
    assertThat(AddressBounds.within(ten)).isEqualTo(new AddressBounds(AddressSet.EMPTY, ten));
    assertThat(AddressBounds.within(AddressSet.EMPTY)).isEqualTo(AddressBounds.NONE);
    assertThat(AddressBounds.exactly(AddressSet.ALL)).isEqualTo(AddressBounds.ALL);
  }

  @Test
  void what_is_sure_must_be_possible() {
    assertThatThrownBy(() -> new AddressBounds(AddressSet.ALL, AddressSet.ALL_V4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sure must imply possible");
  }

  private static AddressBounds inWorlds(
      AddressBounds a, AddressBounds b, BinaryOperator<AddressSet> operation) {
    AddressSet sure = AddressSet.ALL;
    AddressSet possible = AddressSet.EMPTY;
    for (AddressSet x : worlds(a)) {
      for (AddressSet y : worlds(b)) {
        sure = sure.and(operation.apply(x, y));
        possible = possible.or(operation.apply(x, y));
      }
    }
    return new AddressBounds(sure, possible);
  }

  private static List<AddressSet> worlds(AddressBounds bounds) {
    List<AddressSet> worlds = new ArrayList<>(List.of(bounds.sure()));
    for (AddressSet atom : ATOMS) {
      if (atom.implies(bounds.possible()) && atom.disjoint(bounds.sure())) {
        for (AddressSet world : List.copyOf(worlds)) {
          worlds.add(world.or(atom));
        }
      }
    }
    return worlds;
  }
}
