package io.seawall.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.LabelTest;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelExampleTest {
  private static final Gen<LabelTest> TESTS =
      choices -> {
        Gen<String> key = Gen.pick("a", "b");
        return switch (choices.draw(6)) {
          case 0 -> new LabelTest.In(key.from(choices), Set.of("1"));
          case 1 -> new LabelTest.In(key.from(choices), Set.of("1", "2"));
          case 2 -> new LabelTest.Exists(key.from(choices));
          case 3 -> new LabelTest.Not(LabelExampleTest.TESTS.from(choices));
          case 4 -> new LabelTest.All(LabelExampleTest.TESTS.listOf(0, 3).from(choices));
          default -> new LabelTest.OneOf(LabelExampleTest.TESTS.listOf(0, 3).from(choices));
        };
      };

  /// Every choice of labels that the tests can tell apart.
  private static List<Map<String, String>> everyLabels() {
    List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
    for (String key : List.of("a", "b")) {
      for (Map<String, String> before : List.copyOf(all)) {
        for (String value : List.of("1", "2", "3")) {
          Map<String, String> labels = new HashMap<>(before);
          labels.put(key, value);
          all.add(labels);
        }
      }
    }
    return all;
  }

  @Test
  void an_example_passes_and_there_is_none_only_if_nothing_does() {
    List<Map<String, String>> every = everyLabels();
    Property.cases(1000)
        .holds(
            TESTS,
            test -> {
              Optional<Map<String, String>> found = LabelExample.of(test);
              assertThat(found.isPresent()).isEqualTo(every.stream().anyMatch(test::passes));
              found.ifPresent(labels -> assertThat(test.passes(labels)).isTrue());
            });
  }

  @Test
  void labels_that_nothing_asks_for_are_left_out() {
    LabelTest test =
        new LabelTest.All(
            List.of(
                LabelTest.equalTo("app", "web"),
                new LabelTest.Not(new LabelTest.In("tier", Set.of("db")))));
    assertThat(LabelExample.of(test)).hasValue(Map.of("app", "web"));
  }
}
