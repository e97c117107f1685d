package io.seawall.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressSetTest {
  /// Addresses at which drawn ranges start or end: the ends of both families and of words, and
  /// neighbours.
  private static final List<Address> BOUNDS =
      List.of(
              "0.0.0.0",
              "10.0.0.0",
              "10.0.0.1",
              "127.255.255.255",
              "128.0.0.0",
              "255.255.255.255",
              "::",
              "::1",
              "::7fff:ffff:ffff:ffff",
              "::ffff:ffff:ffff:ffff",
              "0:0:0:1::",
              "8000::",
              "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
          .stream()
          .map(AddressTest::address)
          .toList();

  /// Every bound and its neighbours: a drawn set is known by which of these are members.
  private static final List<Address> SAMPLE = sample();

  private static final Gen<AddressRange> RANGES =
      choices -> {
        Address a = Gen.pick(BOUNDS).from(choices);
        Address b = Gen.pick(BOUNDS).from(choices);
        if (a.v6() != b.v6()) {
          return new AddressRange(a, a);
        }
        return a.compareTo(b) <= 0 ? new AddressRange(a, b) : new AddressRange(b, a);
      };

  private static final Gen<AddressSet> SETS =
      choices -> {
        AddressSet set = AddressSet.of(RANGES.listOf(0, 4).from(choices));
        return choices.draw(4) == 3 ? set.complement() : set;
      };

  @Test
  void a_set_of_ranges_holds_what_one_of_the_ranges_holds() {
    Property.cases(500)
        .holds(
            RANGES.listOf(0, 6),
            ranges -> {
              AddressSet set = AddressSet.of(ranges);
              for (Address address : SAMPLE) {
                boolean member =
                    ranges.stream()
                        .anyMatch(r ->
                            r.first().v6() == address.v6()
                                && r.first().compareTo(address) <= 0
                                && address.compareTo(r.last()) <= 0);
                assertThat(set.contains(address)).as("%s", address).isEqualTo(member);
              }
            });
  }

  @Test
  void operations_are_those_of_bit_sets() {
    Property.cases(500)
        .holds(
            SETS,
            SETS,
            (a, b) -> {
              BitSet or = bits(a);
              or.or(bits(b));
              BitSet and = bits(a);
              and.and(bits(b));
              BitSet minus = bits(a);
              minus.andNot(bits(b));
              BitSet not = bits(a);
              not.flip(0, SAMPLE.size());
              assertThat(bits(a.or(b))).isEqualTo(or);
              assertThat(bits(a.and(b))).isEqualTo(and);
              assertThat(bits(a.minus(b))).isEqualTo(minus);
              assertThat(bits(a.complement())).isEqualTo(not);
              assertThat(a.implies(b)).isEqualTo(minus.isEmpty());
              assertThat(a.disjoint(b)).isEqualTo(and.isEmpty());
              assertThat(a.equals(b)).isEqualTo(bits(a).equals(bits(b)));
              assertThat(a.isEmpty()).isEqualTo(bits(a).isEmpty());
            });
  }

  @Test
  void sets_with_the_same_members_are_equal_however_they_were_made() {
    Property.cases(500)
        .holds(
            SETS,
            SETS,
            (a, b) -> {
              assertThat(a.and(b).or(a.minus(b))).isEqualTo(a).hasSameHashCodeAs(a);
              assertThat(a.complement().complement()).isEqualTo(a);
              assertThat(a.or(b)).isEqualTo(b.or(a));
              assertThat(a.and(b)).isEqualTo(b.and(a));
              assertThat(a.or(b).complement()).isEqualTo(a.complement().and(b.complement()));
              assertThat(a.and(b).complement()).isEqualTo(a.complement().or(b.complement()));
              assertThat(a.minus(b)).isEqualTo(a.and(b.complement()));
            });
  }

  @Test
  void intersection_distributes_over_union() {
    Property.forAll(
        SETS,
        SETS,
        SETS,
        (a, b, c) -> {
          assertThat(a.and(b.or(c))).isEqualTo(a.and(b).or(a.and(c)));
          assertThat(a.or(b).or(c)).isEqualTo(a.or(b.or(c)));
        });
  }

  @Test
  void ranges_are_sorted_disjoint_and_not_adjacent() {
    Property.cases(500)
        .holds(
            SETS,
            SETS,
            (a, b) -> {
              for (AddressSet set : List.of(a, a.or(b), a.and(b), a.minus(b), a.complement())) {
                assertCanonical(set.ranges());
              }
            });
  }

  private static void assertCanonical(List<AddressRange> ranges) {
    for (int i = 1; i < ranges.size(); i++) {
      Address before = ranges.get(i - 1).last();
      Address next = ranges.get(i).first();
      assertThat(before).isLessThan(next);
      assertThat(next.follows(before)).isFalse();
    }
  }

  @Test
  void sizes_add_up() {
    Property.forAll(
        SETS,
        SETS,
        (a, b) -> {
          assertThat(a.or(b).size().add(a.and(b).size())).isEqualTo(a.size().add(b.size()));
          assertThat(a.size().add(a.complement().size())).isEqualTo(AddressSet.ALL.size());
        });
  }

  @Test
  void the_first_member_is_the_lowest() {
    Property.forAll(
        SETS,
        a -> assertThat(a.first()).isEqualTo(SAMPLE.stream().filter(a::contains).findFirst()));
  }

  @ParameterizedTest(name = "{0} has {1} addresses")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          0.0.0.0/0;                      4294967296
          ::/0;                           340282366920938463463374607431768211456
          10.0.0.0/8;                     16777216
          10.0.0.0/8 10.1.0.0/16;         16777216
          10.0.0.0/9 10.128.0.0/9;        16777216
          0.0.0.0/1 128.0.0.0/1;          4294967296
          10.0.0.1/32 10.0.0.3/32;        2
          fd00::/64;                      18446744073709551616
          10.0.0.0/31 fd00::/127;         4
          """)
  void sizes(String blocks, BigInteger size) {
    assertThat(AddressSet.ofBlocks(blocks.trim().split(" ")).size()).isEqualTo(size);
  }

  @Test
  void the_constants_are_what_they_say() {
    assertThat(AddressSet.EMPTY.size()).isEqualTo(BigInteger.ZERO);
    assertThat(AddressSet.EMPTY.complement()).isEqualTo(AddressSet.ALL);
    assertThat(AddressSet.ALL.complement()).isEqualTo(AddressSet.EMPTY);
    assertThat(AddressSet.ALL_V4.complement()).isEqualTo(AddressSet.ALL_V6);
    assertThat(AddressSet.ALL_V4.or(AddressSet.ALL_V6)).isEqualTo(AddressSet.ALL);
    assertThat(AddressSet.of(List.of())).isEqualTo(AddressSet.EMPTY);
    assertThat(AddressSet.EMPTY.first()).isEmpty();
  }

  @Test
  void the_last_ipv4_address_and_the_first_ipv6_address_are_not_neighbours() {
    AddressSet ends =
        AddressSet.of(AddressTest.address("255.255.255.255"))
            .or(AddressSet.of(AddressTest.address("::")));
    assertThat(ends.ranges()).hasSize(2);
    assertThat(ends).hasToString("[255.255.255.255, ::]");
  }

  @Test
  void a_range_across_families_or_backwards_is_refused() {
    Address low = AddressTest.address("10.0.0.1");
    Address high = AddressTest.address("10.0.0.2");
    Address other = AddressTest.address("::1");
    assertThatThrownBy(() -> new AddressRange(high, low))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AddressRange(low, other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.0.0.0    | 255.255.255.255 | 0.0.0.0/0
          10.0.0.0   | 10.0.0.255      | 10.0.0.0/24
          10.0.0.1   | 10.0.0.6        | 10.0.0.1/32, 10.0.0.2/31, 10.0.0.4/31, 10.0.0.6/32
          10.0.0.255 | 10.0.1.0        | 10.0.0.255/32, 10.0.1.0/32
          255.255.255.255 | 255.255.255.255 | 255.255.255.255/32
          ::         | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | ::/0
          """)
  void a_range_is_made_up_of_blocks(String first, String last, String blocks) {
    AddressRange range = new AddressRange(AddressTest.address(first), AddressTest.address(last));
    assertThat(AddressSet.of(List.of(range)).blocks()).hasToString("[" + blocks + "]");
  }

  private static BitSet bits(AddressSet set) {
    BitSet bits = new BitSet();
    for (int i = 0; i < SAMPLE.size(); i++) {
      bits.set(i, set.contains(SAMPLE.get(i)));
    }
    return bits;
  }

  private static List<Address> sample() {
    List<Address> out = new ArrayList<>();
    for (Address bound : BOUNDS) {
      bound.previous().ifPresent(out::add);
      out.add(bound);
      bound.next().ifPresent(out::add);
    }
    return out.stream().distinct().sorted().toList();
  }
}
