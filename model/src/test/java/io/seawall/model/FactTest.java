package io.seawall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FactTest {
  private static final SourceRef HERE = new SourceRef("aks.json", 7, "AKS shop", "sshAccess");

  static Stream<Arguments> facts() {
    return Stream.of(
        Arguments.of("written", new Fact.Known<>("Disabled", HERE), "Disabled", true, false),
        Arguments.of(
            "another value", new Fact.Known<>("LocalUser", HERE), "LocalUser", false, false),
        Arguments.of("null", new Fact.Null<String>(HERE), "", false, true),
        Arguments.of("no key", new Fact.Absent<String>(HERE), "", false, true),
        Arguments.of(
            "a parameter",
            new Fact.Unresolved<String>("parameters('ssh')", HERE),
            "",
            false,
            false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("facts")
  void each_kind_answers_for_itself(
      String name, Fact<String> fact, String value, boolean disabled, boolean leftOut) {
    assertThat(fact.known()).isEqualTo(Optional.of(value).filter(v -> !v.isEmpty()));
    assertThat(fact.is("Disabled")).isEqualTo(disabled);
    assertThat(fact.isLeftOut()).isEqualTo(leftOut);
    assertThat(fact.where()).isEqualTo(HERE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("facts")
  void a_translation_changes_the_value_and_nothing_else(
      String name, Fact<String> fact, String value, boolean disabled, boolean leftOut) {
    Fact<Integer> length = fact.map(String::length);
    assertThat(length.known()).isEqualTo(fact.known().map(String::length));
    assertThat(length.isLeftOut()).isEqualTo(leftOut);
    assertThat(length.where()).isEqualTo(HERE);
    assertThat(length.getClass()).isEqualTo(fact.getClass());
  }

  @Test
  void an_expression_is_kept_as_written() {
    Fact<Integer> fact = new Fact.Unresolved<String>("var.ssh", HERE).map(String::length);
    assertThat(fact).isEqualTo(new Fact.Unresolved<Integer>("var.ssh", HERE));
  }
}
