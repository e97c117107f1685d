package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointSetTest {
  private static final int IDS = 40;

  /// Runs in any order, which may overlap, touch and repeat.
  private static final Gen<List<Integer>> STARTS = Gen.ints(0, IDS - 1).listOf(0, 12);

  private static final Gen<BitSet> BITS =
      choices -> {
        BitSet bits = new BitSet();
        for (int start : STARTS.from(choices)) {
          bits.set(start, Math.min(IDS, start + 1 + choices.draw(5)));
        }
        return bits;
      };

  @Test
  void members_are_those_that_were_put_in_whatever_the_order() {
    Property.cases(500)
        .holds(
            Gen.ints(0, IDS - 1).listOf(0, 10),
            starts -> {
              EndpointSet.Builder builder = new EndpointSet.Builder();
              BitSet bits = new BitSet();
              for (int start : starts) {
                builder.add(start, start + 3);
                bits.set(start, start + 3);
              }
              EndpointSet set = builder.done();
              assertThat(bits(set)).isEqualTo(bits);
              assertThat(set).isEqualTo(set(bits)).hasSameHashCodeAs(set(bits));
            });
  }

  @Test
  void operations_are_those_of_bit_sets() {
    Property.cases(1000)
        .holds(
            BITS,
            BITS,
            (a, b) -> {
              BitSet or = copy(a);
              or.or(b);
              BitSet and = copy(a);
              and.and(b);
              BitSet minus = copy(a);
              minus.andNot(b);
              assertThat(set(a).or(set(b))).isEqualTo(set(or));
              assertThat(set(a).and(set(b))).isEqualTo(set(and));
              assertThat(set(a).minus(set(b))).isEqualTo(set(minus));
              assertThat(EndpointSet.union(List.of(set(a), set(b)))).isEqualTo(set(or));
              assertThat(set(a).intersects(set(b))).isEqualTo(a.intersects(b));
              assertThat(set(b).containsAll(set(a))).isEqualTo(minus.isEmpty());
              assertThat(set(a).equals(set(b))).isEqualTo(a.equals(b));
            });
  }

  @Test
  void runs_are_sorted_disjoint_and_not_adjacent() {
    Property.cases(500)
        .holds(
            BITS,
            BITS,
            (a, b) -> {
              for (EndpointSet set : List.of(set(a).or(set(b)), set(a).minus(set(b)), set(a))) {
                for (int run = 0; run < set.runs(); run++) {
                  assertThat(set.start(run)).isLessThan(set.end(run));
                  assertThat(run == 0 || set.end(run - 1) < set.start(run)).isTrue();
                }
              }
            });
  }

  @Test
  void counts_and_members_agree() {
    Property.forAll(
        BITS,
        a -> {
          EndpointSet set = set(a);
          assertThat(set.size()).isEqualTo(a.cardinality());
          assertThat(set.isEmpty()).isEqualTo(a.isEmpty());
          if (!a.isEmpty()) {
            assertThat(set.first()).isEqualTo(a.nextSetBit(0));
          }
          BitSet listed = new BitSet();
          set.forEach(listed::set);
          assertThat(listed).isEqualTo(a);
        });
  }

  private static BitSet copy(BitSet bits) {
    return (BitSet) bits.clone();
  }

  private static EndpointSet set(BitSet bits) {
    EndpointSet.Builder builder = new EndpointSet.Builder();
    bits.stream().forEach(builder::add);
    return builder.done();
  }

  private static BitSet bits(EndpointSet set) {
    BitSet bits = new BitSet();
    for (int id = 0; id < IDS + 5; id++) {
      bits.set(id, set.contains(id));
    }
    return bits;
  }
}
