package io.seawall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyTest {
  private static final Gen<Integer> NUMBERS = Gen.ints(0, 1_000_000);

  @Test
  void a_law_that_holds_is_tried_as_often_as_asked() {
    var seen = new ArrayList<Integer>();
    Property.cases(37).holds(NUMBERS, seen::add);
    assertThat(seen).hasSize(37);
  }

  @Test
  void the_counterexample_of_a_number_is_the_smallest_one() {
    assertThatThrownBy(() -> Property.forAll(NUMBERS, n -> assertThat(n).isLessThan(4_321)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("  a = 4321\n");
  }

  @Test
  void the_counterexample_of_a_list_has_no_element_too_many() {
    assertThatThrownBy(() ->
            Property.cases(1000)
                .holds(NUMBERS.listOf(0, 9), list -> assertThat(list).noneMatch(n -> n >= 1_000)))
        .hasMessageContaining("  a = [1000]\n");
  }

  @Test
  void a_list_that_does_not_matter_becomes_empty() {
    var lists = NUMBERS.listOf(0, 5);
    assertThatThrownBy(() ->
            Property.cases(1000)
                .holds(lists, lists, (_, b) -> assertThat(b).noneMatch(n -> n >= 1_000)))
        .hasMessageContaining("  a = []\n  b = [1000]\n");
  }

  @Test
  void every_value_of_the_counterexample_is_named() {
    assertThatThrownBy(() ->
            Property.forAll(
                NUMBERS,
                NUMBERS,
                Gen.pick("x", "y"),
                (a, b, c) -> assertThat(a >= 5 && b >= 10 && c.equals("y")).isFalse()))
        .hasMessageContaining("  a = 5\n  b = 10\n  c = y\n");
  }

  @Test
  void the_printed_seed_repeats_the_failure_as_the_first_case() {
    var message = String.valueOf(failure().getMessage());
    var seed = message.replaceAll("(?s).*-Dseawall.seed=(-?\\d+)\\).*", "$1");
    System.setProperty("seawall.seed", seed);
    try {
      assertThat(failure())
          .hasMessageContaining("(case 1; repeat it with -Dseawall.seed=" + seed + ")");
    } finally {
      System.clearProperty("seawall.seed");
    }
  }

  private static Throwable failure() {
    return catchThrowable(
        () -> Property.cases(10_000).holds(NUMBERS, n -> assertThat(n % 100).isNotEqualTo(7)));
  }

  @Test
  void a_generator_that_throws_is_a_failure_and_not_a_pass() {
    Gen<Integer> broken =
        choices -> {
          throw new IllegalStateException("broken after " + choices.draw(5));
        };
    assertThatThrownBy(() -> Property.forAll(broken, n -> assertThat(n).isNotNull()))
        .hasRootCauseMessage("broken after 0");
  }

  @Test
  void choices_replay_to_the_same_value() {
    var gen = Gen.oneOf(Gen.just(1), NUMBERS).listOf(3, 7);
    Property.forAll(
        Gen.bits(32),
        seed -> {
          var first = Choices.seeded(seed);
          var value = gen.from(first);
          assertThat(gen.from(Choices.replayed(first.taken()))).isEqualTo(value);
        });
  }

  @Test
  void ranges_reach_both_ends_and_nothing_beyond() {
    var seen = new HashSet<Integer>();
    Property.cases(500).holds(Gen.ints(-2, 2), seen::add);
    assertThat(seen).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
  }

  @Test
  void bits_fill_their_width() {
    assertThat(Gen.bits(64).from(Choices.replayed(List.of(65535, 65535, 65535, 65535))))
        .isEqualTo(-1L);
    assertThat(Gen.bits(20).from(Choices.replayed(List.of(99999, 99999)))).isEqualTo(0xFFFFFL);
  }

  @Test
  void past_the_end_of_a_script_every_choice_is_the_simplest() {
    assertThat(NUMBERS.listOf(2, 5).from(Choices.replayed(List.of()))).containsExactly(0, 0);
  }
}
