package io.seawall.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
  private static final Gen<Ports> PORTS = Naive.ports();

  @Test
  void operations_are_those_of_bit_sets() {
    Property.forAll(
        PORTS,
        PORTS,
        (a, b) -> {
          BitSet or = bits(a);
          or.or(bits(b));
          BitSet and = bits(a);
          and.and(bits(b));
          BitSet minus = bits(a);
          minus.andNot(bits(b));
          assertThat(bits(a.or(b))).isEqualTo(or);
          assertThat(bits(a.and(b))).isEqualTo(and);
          assertThat(bits(a.minus(b))).isEqualTo(minus);
        });
  }

  @Test
  void a_union_of_many_is_that_of_each_with_the_next() {
    Property.forAll(
        PORTS,
        PORTS,
        PORTS,
        (a, b, c) -> {
          assertThat(Ports.union(List.of(a, b, c))).isSameAs(a.or(b).or(c));
          assertThat(Ports.union(List.of(a, b))).isSameAs(a.or(b));
          assertThat(Ports.union(List.of(a))).isSameAs(a);
        });
    assertThat(Ports.union(List.of())).isSameAs(Ports.NONE);
  }

  @Test
  void sets_with_the_same_members_are_one_object() {
    Property.cases(1000)
        .holds(
            PORTS,
            PORTS,
            (a, b) -> {
              assertThat(a == b).isEqualTo(bits(a).equals(bits(b)));
              assertThat(a.and(b).or(a.minus(b))).isSameAs(a);
            });
  }

  @Test
  void ranges_are_ascending_and_not_adjacent_and_hold_the_members() {
    Property.forAll(
        PORTS,
        a -> {
          BitSet sum = new BitSet();
          for (int i = 0; i < a.ranges(); i++) {
            assertThat(a.first(i)).isBetween(0, a.last(i));
            assertThat(a.last(i)).isLessThanOrEqualTo(Ports.LAST);
            if (i > 0) {
              assertThat(a.first(i)).isGreaterThan(a.last(i - 1) + 1);
            }
            sum.set(a.first(i), a.last(i) + 1);
          }
          assertThat(sum).isEqualTo(bits(a));
          assertThat(a.isEmpty()).isEqualTo(sum.isEmpty());
        });
  }

  @Test
  void adjacent_ranges_become_one() {
    assertThat(Ports.range(10, 19).or(Ports.range(20, 29))).isSameAs(Ports.range(10, 29));
    assertThat(Ports.range(0, 65_534).or(Ports.of(65_535))).isSameAs(Ports.ALL);
    assertThat(Ports.ALL.minus(Ports.of(0)).or(Ports.of(0))).isSameAs(Ports.ALL);
  }

  @ParameterizedTest(name = "{0}-{1} holds {2} = {3}")
  @CsvSource(
      textBlock =
          """
          0,     0,     0,     true
          0,     0,     1,     false
          65535, 65535, 65535, true
          65535, 65535, 65534, false
          5432,  5440,  5431,  false
          5432,  5440,  5432,  true
          5432,  5440,  5440,  true
          5432,  5440,  5441,  false
          0,     65535, 65535, true
          """)
  void both_ends_of_a_range_are_members(int first, int last, int port, boolean member) {
    assertThat(Ports.range(first, last).contains(port)).isEqualTo(member);
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "0, 65536", "81, 80"})
  void what_is_not_a_range_is_refused(int first, int last) {
    assertThatThrownBy(() -> Ports.range(first, last))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a port range: " + first + "-" + last);
  }

  @Test
  void the_text_names_ranges_and_both_ends() {
    assertThat(Ports.of(80).or(Ports.range(443, 445))).hasToString("80,443-445");
    assertThat(Ports.NONE).hasToString("none");
    assertThat(Ports.ALL).hasToString("all");
  }

  private static BitSet bits(Ports ports) {
    BitSet bits = new BitSet();
    for (int port = 0; port <= Ports.LAST; port++) {
      bits.set(port, ports.contains(port));
    }
    return bits;
  }
}
