package io.seawall.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketSetTest {
  private static final Gen<Naive.Both> SETS = Naive.sets();
  private static final Gen<PacketSet> PLAIN = SETS.map(Naive.Both::set);

  @Test
  void contains_says_what_the_naive_set_says() {
    Property.cases(500).holds(SETS, a -> assertThat(Naive.asked(a.set())).isEqualTo(a.twin()));
  }

  @Test
  void union_intersection_and_difference_are_those_of_the_naive_sets() {
    Property.cases(500)
        .holds(
            SETS,
            SETS,
            (a, b) -> {
              BitSet or = copy(a);
              or.or(b.twin());
              BitSet and = copy(a);
              and.and(b.twin());
              BitSet minus = copy(a);
              minus.andNot(b.twin());
              assertThat(Naive.asked(a.set().or(b.set()))).isEqualTo(or);
              assertThat(Naive.asked(a.set().and(b.set()))).isEqualTo(and);
              assertThat(Naive.asked(a.set().minus(b.set()))).isEqualTo(minus);
            });
  }

  @Test
  void the_three_questions_of_a_proof_are_answered_as_for_the_naive_sets() {
    Property.cases(1000)
        .holds(
            SETS,
            SETS,
            (a, b) -> {
              BitSet left = copy(a);
              left.andNot(b.twin());
              assertThat(a.set().implies(b.set())).isEqualTo(left.isEmpty());
              assertThat(a.set().disjoint(b.set())).isEqualTo(!a.twin().intersects(b.twin()));
              assertThat(a.set().equivalent(b.set())).isEqualTo(a.twin().equals(b.twin()));
            });
  }

  @Test
  void sets_with_the_same_members_are_one_object_however_they_were_made() {
    Property.cases(500)
        .holds(
            PLAIN,
            PLAIN,
            (a, b) -> {
              PacketSet inTwoParts = a.and(b).or(a.minus(b));
              assertThat(inTwoParts).isSameAs(a);
              assertThat(a.or(b)).isSameAs(b.or(a.minus(b)));
            });
  }

  @Test
  void sets_with_the_same_naive_members_are_one_object() {
    Property.cases(3000)
        .holds(
            SETS,
            SETS,
            (a, b) -> assertThat(a.set() == b.set()).isEqualTo(a.twin().equals(b.twin())));
  }

  @Test
  void union_and_intersection_form_a_distributive_lattice() {
    Property.forAll(
        PLAIN,
        PLAIN,
        PLAIN,
        (a, b, c) -> {
          assertThat(a.or(b)).isSameAs(b.or(a));
          assertThat(a.and(b)).isSameAs(b.and(a));
          assertThat(a.or(b).or(c)).isSameAs(a.or(b.or(c)));
          assertThat(a.and(b).and(c)).isSameAs(a.and(b.and(c)));
          assertThat(a.or(a.and(b))).isSameAs(a);
          assertThat(a.and(a.or(b))).isSameAs(a);
          assertThat(a.and(b.or(c))).isSameAs(a.and(b).or(a.and(c)));
          assertThat(a.or(b.and(c))).isSameAs(a.or(b).and(a.or(c)));
        });
  }

  @Test
  void the_empty_set_and_the_whole_set_are_neutral_and_absorbing() {
    Property.forAll(
        PLAIN,
        a -> {
          assertThat(a.or(PacketSet.EMPTY)).isSameAs(a);
          assertThat(a.and(PacketSet.ALL)).isSameAs(a);
          assertThat(a.or(PacketSet.ALL)).isSameAs(PacketSet.ALL);
          assertThat(a.and(PacketSet.EMPTY)).isSameAs(PacketSet.EMPTY);
          assertThat(a.minus(a)).isSameAs(PacketSet.EMPTY);
          assertThat(a.minus(PacketSet.EMPTY)).isSameAs(a);
          assertThat(a.minus(PacketSet.ALL)).isSameAs(PacketSet.EMPTY);
        });
  }

  @Test
  void de_morgan() {
    Property.forAll(
        PLAIN,
        PLAIN,
        (a, b) -> {
          assertThat(not(a.or(b))).isSameAs(not(a).and(not(b)));
          assertThat(not(a.and(b))).isSameAs(not(a).or(not(b)));
          assertThat(not(not(a))).isSameAs(a);
          assertThat(a.minus(b)).isSameAs(a.and(not(b)));
        });
  }

  @Test
  void implication_is_the_order_of_the_lattice() {
    Property.forAll(
        PLAIN,
        PLAIN,
        PLAIN,
        (a, b, c) -> {
          assertThat(a.and(b).implies(a)).isTrue();
          assertThat(a.implies(a.or(b))).isTrue();
          assertThat(a.implies(b) && b.implies(a)).isEqualTo(a.equivalent(b));
          assertThat(a.implies(b)).isEqualTo(a.or(b) == b);
          if (a.implies(b) && b.implies(c)) {
            assertThat(a.implies(c)).isTrue();
          }
        });
  }

  @Test
  void a_witness_is_a_member_and_is_there_if_and_only_if_the_set_is_not_empty() {
    Property.cases(500)
        .holds(
            PLAIN,
            a -> {
              Optional<Packet> witness = a.witness();
              assertThat(witness.isPresent()).isEqualTo(!a.isEmpty());
              witness.ifPresent(packet -> assertThat(a.contains(packet)).isTrue());
            });
  }

  @Test
  void no_member_of_the_sample_is_lower_than_the_witness() {
    Property.cases(500)
        .holds(
            PLAIN,
            a ->
                a.witness()
                    .ifPresent(witness ->
                        assertThat(Naive.SAMPLE)
                            .noneMatch(
                                packet -> a.contains(packet) && order(packet) < order(witness))));
  }

  private static int order(Packet packet) {
    return packet.protocol().number() << 16 | packet.destination();
  }

  @Test
  void blocks_are_disjoint_and_together_the_set() {
    Property.cases(500)
        .holds(
            PLAIN,
            a -> {
              PacketSet sum = PacketSet.EMPTY;
              for (PacketSet.Block block : a.blocks()) {
                PacketSet one = set(block);
                assertThat(one.isEmpty()).isFalse();
                assertThat(one.disjoint(sum)).isTrue();
                sum = sum.or(one);
              }
              assertThat(sum).isSameAs(a);
            });
  }

  /// The members of one block, made of single types where the protocol has types.
  private static PacketSet set(PacketSet.Block block) {
    if (block.protocol().hasPorts()) {
      return PacketSet.of(block.protocol(), block.destinations(), block.sources());
    }
    if (!block.protocol().hasTypes()) {
      assertThat(block.destinations()).isSameAs(Ports.ALL);
      assertThat(block.sources()).isSameAs(Ports.ALL);
      return PacketSet.of(block.protocol());
    }
    PacketSet all = PacketSet.EMPTY;
    for (int type = 0; type <= 255; type++) {
      for (int code = 0; code <= 255; code++) {
        if (block.destinations().contains(type) && block.sources() == Ports.ALL) {
          all = all.or(PacketSet.icmp(block.protocol(), type, Optional.empty()));
          break;
        }
        if (block.destinations().contains(type) && block.sources().contains(code)) {
          all = all.or(PacketSet.icmp(block.protocol(), type, Optional.of(code)));
        }
      }
    }
    return all;
  }

  @Test
  void blocks_come_by_protocol_and_then_by_destination() {
    Property.forAll(
        PLAIN,
        a -> {
          List<Integer> order =
              a.blocks().stream()
                  .map(block -> block.protocol().number() << 16 | block.destinations().first(0))
                  .toList();
          assertThat(order).isSorted().doesNotHaveDuplicates();
        });
  }

  @Test
  void the_destinations_of_a_protocol_are_those_that_some_source_can_reach() {
    Property.forAll(
        PLAIN,
        Naive.packets(),
        (a, packet) -> {
          boolean reached =
              Naive.SAMPLE.stream()
                  .anyMatch(other ->
                      other.protocol().equals(packet.protocol())
                          && other.destination() == packet.destination()
                          && a.contains(other));
          assertThat(a.destinations(packet.protocol()).contains(packet.destination()))
              .isEqualTo(reached);
        });
  }

  @Test
  void sources_to_some_and_to_each_of_several_destinations() {
    PacketSet set =
        PacketSet.of(Protocol.TCP, Ports.range(80, 81), Ports.range(1, 9))
            .or(PacketSet.of(Protocol.TCP, Ports.of(82), Ports.range(5, 20)))
            .or(PacketSet.of(Protocol.UDP));
    Ports all = Ports.range(80, 82);

    assertThat(set.toSome(Protocol.TCP, all)).isEqualTo(Ports.range(1, 20));
    assertThat(set.toEach(Protocol.TCP, all)).isEqualTo(Ports.range(5, 9));
    assertThat(set.toEach(Protocol.TCP, Ports.range(80, 83))).isEqualTo(Ports.NONE);
    assertThat(set.toSome(Protocol.TCP, Ports.of(83))).isEqualTo(Ports.NONE);
    assertThat(set.toEach(Protocol.UDP, all)).isEqualTo(Ports.ALL);
  }

  @Test
  void port_0_and_port_65535_are_ports_like_any_other() {
    PacketSet ends = PacketSet.to(Protocol.TCP, 0).or(PacketSet.to(Protocol.TCP, 65_535));
    assertThat(ends.contains(new Packet(Protocol.TCP, 0, 1))).isTrue();
    assertThat(ends.contains(new Packet(Protocol.TCP, 65_535, 65_535))).isTrue();
    assertThat(ends.contains(new Packet(Protocol.TCP, 1, 1))).isFalse();
    assertThat(ends.contains(new Packet(Protocol.TCP, 65_534, 1))).isFalse();
    // The numbers that stand next to the two in the form belong to the protocols 5 and 7.
    assertThat(ends.and(PacketSet.of(Protocol.TCP))).isSameAs(ends);
  }

  @Test
  void all_ports_of_a_protocol_are_the_protocol() {
    assertThat(PacketSet.of(Protocol.UDP, Ports.ALL, Ports.ALL))
        .isSameAs(PacketSet.of(Protocol.UDP));
    assertThat(PacketSet.of(Protocol.UDP, Ports.NONE, Ports.ALL)).isSameAs(PacketSet.EMPTY);
    assertThat(PacketSet.of(Protocol.UDP, Ports.ALL, Ports.NONE)).isSameAs(PacketSet.EMPTY);
  }

  @Test
  void every_protocol_together_is_everything() {
    PacketSet all = PacketSet.EMPTY;
    for (int number = 255; number >= 0; number--) {
      all = all.or(PacketSet.of(new Protocol(number)));
    }
    assertThat(all).isSameAs(PacketSet.ALL);
    assertThat(all.isAll()).isTrue();
  }

  @Test
  void every_icmp_type_together_is_icmp() {
    PacketSet all = PacketSet.EMPTY;
    for (int type = 0; type <= 255; type++) {
      all = all.or(PacketSet.icmp(Protocol.ICMP, type, Optional.empty()));
    }
    assertThat(all).isSameAs(PacketSet.of(Protocol.ICMP));
  }

  @Test
  void every_icmp_code_together_is_the_type() {
    PacketSet all = PacketSet.EMPTY;
    for (int code = 0; code <= 255; code++) {
      all = all.or(PacketSet.icmp(Protocol.ICMPV6, 255, Optional.of(code)));
    }
    assertThat(all).isSameAs(PacketSet.icmp(Protocol.ICMPV6, 255, Optional.empty()));
  }

  @ParameterizedTest(name = "ICMP {0}/{1} holds {2}/{3} = {4}")
  @CsvSource(
      textBlock =
          """
          8,   ,    8,   0,   true
          8,   ,    8,   255, true
          8,   ,    9,   0,   false
          3,   4,   3,   4,   true
          3,   4,   3,   3,   false
          255, ,    255, 7,   true
          255, ,    254, 7,   false
          255, 255, 255, 255, true
          255, 255, 255, 254, false
          254, 254, 255, 255, false
          0,   0,   0,   0,   true
          """)
  void icmp_types_and_codes_up_to_255(
      int type, Integer code, int packetType, int packetCode, boolean member) {
    PacketSet set = PacketSet.icmp(Protocol.ICMP, type, Optional.ofNullable(code));
    assertThat(set.contains(new Packet(Protocol.ICMP, packetType, packetCode))).isEqualTo(member);
    assertThat(set.contains(new Packet(Protocol.ICMPV6, packetType, packetCode))).isFalse();
  }

  @Test
  void the_witness_of_the_highest_icmp_type_and_code_is_a_packet_that_exists() {
    assertThat(PacketSet.icmp(Protocol.ICMP, 255, Optional.of(255)).witness())
        .contains(new Packet(Protocol.ICMP, 255, 255));
    PacketSet rest =
        PacketSet.of(Protocol.ICMP).minus(PacketSet.icmp(Protocol.ICMP, 0, Optional.empty()));
    assertThat(rest.witness()).contains(new Packet(Protocol.ICMP, 1, 0));
  }

  @Test
  void a_witness_is_sent_from_the_first_ephemeral_port_where_that_will_do() {
    assertThat(PacketSet.to(Protocol.TCP, 22).witness())
        .contains(new Packet(Protocol.TCP, 22, 49_152));
    assertThat(PacketSet.of(Protocol.TCP, Ports.of(22), Ports.range(1, 1023)).witness())
        .contains(new Packet(Protocol.TCP, 22, 1));
  }

  @Test
  void a_protocol_without_ports_takes_none() {
    assertThatThrownBy(() -> PacketSet.of(Protocol.ESP, Ports.of(1), Ports.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ESP has no ports");
    assertThatThrownBy(() -> PacketSet.to(Protocol.ICMP, 8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PacketSet.of(Protocol.ESP).witness()).contains(new Packet(Protocol.ESP, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"TCP, 8, ", "ESP, 8, ", "ICMP, 256, ", "ICMP, -1, ", "ICMP, 8, 256", "ICMP, 8, -1"})
  void a_type_or_code_that_does_not_exist_is_refused(String protocol, int type, Integer code) {
    assertThatThrownBy(() ->
            PacketSet.icmp(Protocol.parse(protocol).orElseThrow(), type, Optional.ofNullable(code)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, 65536, 0",
    "TCP, -1, 0",
    "TCP, 0, 65536",
    "ICMP, 256, 0",
    "ICMP, 0, 256",
    "ESP, 1, 0",
    "ESP, 0, 1"
  })
  void a_packet_that_cannot_exist_is_refused(String protocol, int destination, int source) {
    Protocol found = Protocol.parse(protocol).orElseThrow();
    assertThatThrownBy(() -> new Packet(found, destination, source))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BitSet copy(Naive.Both both) {
    return (BitSet) both.twin().clone();
  }

  private static PacketSet not(PacketSet set) {
    return PacketSet.ALL.minus(set);
  }
}
