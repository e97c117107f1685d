package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SniffTest {
  @ParameterizedTest(name = "{0} starts at {1}")
  @CsvSource(
      textBlock =
          """
          '{"a": 1}',           0
          '  {~ "a": 1}',      2
          '{}',                 0
          '{',                  0
          '[{"a": 1}]',         0
          '[[]]',               0
          '[1, 2]',             0
          '[',                  0
          '---~{"a": 1}',      4
          '--- {"a": 1}',       4
          '{a: 1}',             -1
          "{'a': 1}",           -1
          '{{ .Values.x }}',    -1
          '[a, b]',             -1
          '[{a: 1}]',           -1
          'a: {"b": 1}',        -1
          '# {"a": 1}',         -1
          '---',                -1
          '-----~{}',          -1
          '" "',                -1
          """)
  void json_is_told_by_its_start(String text, int start) {
    assertThat(Sniff.json(text.replace('~', '\n').getBytes(UTF_8))).isEqualTo(start);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          '---',         true
          '---~ ~',    true
          '...~',       true
          ' ~',         true
          '-.-',         false
          '---~a',      false
          '--',          false
          """)
  void a_part_may_hold_nothing(String text, boolean isEmpty) {
    assertThat(Sniff.isEmpty(text.replace('~', '\n').getBytes(UTF_8))).isEqualTo(isEmpty);
  }
}
