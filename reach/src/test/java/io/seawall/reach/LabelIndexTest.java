package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.model.policy.LabelTest;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelIndexTest {
  private static final Set<String> KEYS = Set.of("a", "b");

  private static final Gen<LabelTest> TESTS =
      choices -> {
        Gen<String> key = Gen.pick("a", "b");
        return switch (choices.draw(6)) {
          case 0 -> new LabelTest.In(key.from(choices), Set.of("1"));
          case 1 -> new LabelTest.In(key.from(choices), Set.of("1", "2"));
          case 2 -> new LabelTest.Exists(key.from(choices));
          case 3 -> new LabelTest.Not(LabelIndexTest.TESTS.from(choices));
          case 4 -> new LabelTest.All(LabelIndexTest.TESTS.listOf(0, 2).from(choices));
          default -> new LabelTest.OneOf(LabelIndexTest.TESTS.listOf(0, 2).from(choices));
        };
      };

  private static final Gen<Map<String, String>> LABELS =
      choices -> {
        Map<String, String> labels = new TreeMap<>();
        for (String key : List.of("a", "b", "c")) {
          int value = choices.draw(4);
          if (value > 0) {
            labels.put(key, String.valueOf(value));
          }
        }
        return Map.copyOf(labels);
      };

  @Test
  void those_are_found_whose_labels_pass() {
    Property.cases(1000)
        .holds(
            LABELS.listOf(0, 6),
            TESTS,
            (all, test) -> {
              LabelIndex.Builder builder = new LabelIndex.Builder(KEYS);
              EndpointSet.Builder expected = new EndpointSet.Builder();
              for (int id = 0; id < all.size(); id++) {
                builder.add(all.get(id), EndpointSet.range(2 * id, 2 * id + 1));
                if (test.passes(all.get(id))) {
                  expected.add(2 * id);
                }
              }
              assertThat(builder.done().passing(test)).isEqualTo(expected.done());
            });
  }

  @Test
  void a_key_that_was_not_announced_is_refused_and_not_answered_wrongly() {
    LabelIndex index = new LabelIndex.Builder(KEYS).done();
    assertThatThrownBy(() -> index.passing(new LabelTest.Exists("c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not among the keys of the index: c");
  }
}
