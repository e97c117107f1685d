package io.seawall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/// Bounds against the worlds that they stand for: a world is one packet set between the two.
class BoundsTest {
  private static final List<PacketSet> ATOMS =
      List.of(
          PacketSet.to(Protocol.TCP, 22),
          PacketSet.to(Protocol.UDP, 53),
          PacketSet.of(Protocol.ESP),
          PacketSet.ALL
              .minus(PacketSet.to(Protocol.TCP, 22))
              .minus(PacketSet.to(Protocol.UDP, 53))
              .minus(PacketSet.of(Protocol.ESP)));

  /// Each atom is out, in, or not known.
  private static final Gen<Bounds> BOUNDS =
      choices -> {
        PacketSet sure = PacketSet.EMPTY;
        PacketSet possible = PacketSet.EMPTY;
        for (PacketSet atom : ATOMS) {
          int state = choices.draw(3);
          sure = state == 1 ? sure.or(atom) : sure;
          possible = state == 0 ? possible : possible.or(atom);
        }
        return new Bounds(sure, possible);
      };

  @Test
  void union_holds_what_holds_in_every_world() {
    Property.forAll(
        BOUNDS, BOUNDS, (a, b) -> assertThat(a.or(b)).isEqualTo(inWorlds(a, b, PacketSet::or)));
  }

  @Test
  void intersection_holds_what_holds_in_every_world() {
    Property.forAll(
        BOUNDS, BOUNDS, (a, b) -> assertThat(a.and(b)).isEqualTo(inWorlds(a, b, PacketSet::and)));
  }

  @Test
  void difference_holds_what_holds_in_every_world() {
    Property.forAll(
        BOUNDS,
        BOUNDS,
        (a, b) -> assertThat(a.minus(b)).isEqualTo(inWorlds(a, b, PacketSet::minus)));
  }

  @Test
  void either_holds_what_holds_in_every_world_of_both() {
    Property.forAll(
        BOUNDS,
        BOUNDS,
        (a, b) -> {
          List<PacketSet> all = new ArrayList<>(worlds(a));
          all.addAll(worlds(b));
          assertThat(a.either(b)).isEqualTo(around(all));
        });
  }

  @Test
  void bounds_are_exact_if_and_only_if_they_stand_for_one_world() {
    Property.forAll(BOUNDS, a -> assertThat(a.isExact()).isEqualTo(worlds(a).size() == 1));
  }

  @Test
  void what_is_known_stays_known() {
    Property.forAll(
        BOUNDS,
        BOUNDS,
        (a, b) -> {
          if (a.isExact() && b.isExact()) {
            assertThat(a.or(b).isExact()).isTrue();
            assertThat(a.and(b).isExact()).isTrue();
            assertThat(a.minus(b).isExact()).isTrue();
          }
        });
  }

  @Test
  void the_constants_are_what_they_say() {
    assertThat(Bounds.NONE).isEqualTo(Bounds.exactly(PacketSet.EMPTY));
    assertThat(Bounds.ALL).isEqualTo(Bounds.exactly(PacketSet.ALL));
    assertThat(Bounds.UNKNOWN.isExact()).isFalse();
    assertThat(Bounds.UNKNOWN.or(Bounds.ALL)).isEqualTo(Bounds.ALL);
    assertThat(Bounds.UNKNOWN.and(Bounds.NONE)).isEqualTo(Bounds.NONE);
    assertThat(Bounds.ALL.minus(Bounds.UNKNOWN)).isEqualTo(Bounds.UNKNOWN);
    assertThat(Bounds.ALL.either(Bounds.NONE)).isEqualTo(Bounds.UNKNOWN);
  }

  @Test
  void what_is_sure_must_be_possible() {
    PacketSet ssh = PacketSet.to(Protocol.TCP, 22);
    assertThatThrownBy(() -> new Bounds(ssh, PacketSet.EMPTY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sure must imply possible");
  }

  private static Bounds inWorlds(Bounds a, Bounds b, BinaryOperator<PacketSet> operation) {
    List<PacketSet> all = new ArrayList<>();
    for (PacketSet x : worlds(a)) {
      for (PacketSet y : worlds(b)) {
        all.add(operation.apply(x, y));
      }
    }
    return around(all);
  }

  private static Bounds around(List<PacketSet> worlds) {
    return new Bounds(
        worlds.stream().reduce(PacketSet.ALL, PacketSet::and),
        worlds.stream().reduce(PacketSet.EMPTY, PacketSet::or));
  }

  private static List<PacketSet> worlds(Bounds bounds) {
    List<PacketSet> worlds = new ArrayList<>(List.of(bounds.sure()));
    for (PacketSet atom : ATOMS) {
      if (atom.implies(bounds.possible()) && atom.disjoint(bounds.sure())) {
        for (PacketSet world : List.copyOf(worlds)) {
          worlds.add(world.or(atom));
        }
      }
    }
    return worlds;
  }
}
