package io.seawall.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTestTest {
  /// Kubernetes API, LabelSelectorRequirement.operator: NotIn and DoesNotExist also select objects
  /// without the key; In and Exists do not.
  @ParameterizedTest(name = "{0} with tier={1} passes = {2}")
  @CsvSource(
      textBlock =
          """
          In,           web,   true
          In,           api,   true
          In,           db,    false
          In,           '',    false
          In,           ,      false
          NotIn,        web,   false
          NotIn,        db,    true
          NotIn,        '',    true
          NotIn,        ,      true
          Exists,       web,   true
          Exists,       '',    true
          Exists,       ,      false
          DoesNotExist, web,   false
          DoesNotExist, '',    false
          DoesNotExist, ,      true
          """)
  void operators_of_kubernetes(String operator, String tier, boolean passes) {
    LabelTest in = new LabelTest.In("tier", Set.of("web", "api"));
    LabelTest exists = new LabelTest.Exists("tier");
    LabelTest test =
        switch (operator) {
          case "In" -> in;
          case "NotIn" -> new LabelTest.Not(in);
          case "Exists" -> exists;
          case "DoesNotExist" -> new LabelTest.Not(exists);
          default -> throw new IllegalArgumentException(operator);
        };
    Map<String, String> labels =
        tier == null ? Map.of("app", "web") : Map.of("tier", tier, "app", "web");
    assertThat(test.passes(labels)).isEqualTo(passes);
  }

  @Test
  void requirements_are_anded() {
    LabelTest both =
        new LabelTest.All(List.of(LabelTest.equalTo("app", "web"), new LabelTest.Exists("tier")));
    assertThat(both.passes(Map.of("app", "web", "tier", "x"))).isTrue();
    assertThat(both.passes(Map.of("app", "web"))).isFalse();
    assertThat(both.passes(Map.of("tier", "x"))).isFalse();
  }

  @Test
  void no_requirement_passes_for_all_and_no_alternative_for_none() {
    assertThat(LabelTest.any().passes(Map.of())).isTrue();
    assertThat(LabelTest.any().isAny()).isTrue();
    assertThat(new LabelTest.OneOf(List.of()).passes(Map.of("app", "web"))).isFalse();
    assertThat(new LabelTest.OneOf(List.of()).isAny()).isFalse();
    assertThat(new LabelTest.Exists("app").isAny()).isFalse();
  }

  private static final Gen<LabelTest> TESTS =
      choices -> {
        Gen<String> key = Gen.pick("a", "b", "c");
        return switch (choices.draw(6)) {
          case 0 -> new LabelTest.In(key.from(choices), Set.of("1"));
          case 1 -> new LabelTest.In(key.from(choices), Set.of("1", "2"));
          case 2 -> new LabelTest.Exists(key.from(choices));
          case 3 -> new LabelTest.Not(LabelTestTest.TESTS.from(choices));
          case 4 -> new LabelTest.All(LabelTestTest.TESTS.listOf(0, 2).from(choices));
          default -> new LabelTest.OneOf(LabelTestTest.TESTS.listOf(0, 2).from(choices));
        };
      };

  private static final Gen<Map<String, String>> LABELS =
      choices -> {
        Map<String, String> labels = new TreeMap<>();
        for (String key : List.of("a", "b", "c", "d")) {
          int value = choices.draw(4);
          if (value > 0) {
            labels.put(key, String.valueOf(value));
          }
        }
        return Map.copyOf(labels);
      };

  @Test
  void labels_that_no_key_names_do_not_decide() {
    Property.cases(500)
        .holds(
            TESTS,
            LABELS,
            (test, labels) -> {
              Map<String, String> named = new TreeMap<>(labels);
              named.keySet().retainAll(test.keys());
              assertThat(test.passes(named)).isEqualTo(test.passes(labels));
            });
  }

  @Test
  void not_is_the_complement_and_de_morgan_holds() {
    Property.cases(500)
        .holds(
            TESTS.listOf(0, 3),
            LABELS,
            (tests, labels) -> {
              List<LabelTest> inverted = tests.stream().<LabelTest>map(LabelTest.Not::new).toList();
              boolean all = new LabelTest.All(tests).passes(labels);
              assertThat(new LabelTest.Not(new LabelTest.All(tests)).passes(labels))
                  .isEqualTo(!all);
              assertThat(new LabelTest.OneOf(inverted).passes(labels)).isEqualTo(!all);
              assertThat(all).isEqualTo(tests.stream().allMatch(t -> t.passes(labels)));
            });
  }
}
