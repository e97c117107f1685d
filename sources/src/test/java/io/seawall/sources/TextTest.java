package io.seawall.sources;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which bytes count as text.
class TextTest {
  private static final String HELP =
      "; help: the rest of the file was not read; give the file in its text form, unpacked";

  static Stream<Arguments> byteOrderMarks() {
    return Stream.of(
        Arguments.of("\ufeff", UTF_8), Arguments.of("\ufeff", UTF_16LE),
        Arguments.of("\ufeff", UTF_16BE), Arguments.of("", UTF_8));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("byteOrderMarks")
  void utf_8_and_marked_utf_16_are_read(String mark, Charset charset) {
    String yaml = mark + "a: ä€😀\n---\nb: " + "ß😀".repeat(9000) + "\n";
    Outcome yamlOutcome = Outcome.of(Limits.DEFAULT, yaml.getBytes(charset));
    assertThat(yamlOutcome.trees())
        .containsExactly("{a: 'ä€😀'}", "{b: '" + "ß😀".repeat(9000) + "'}");
    Outcome json = Outcome.of(Limits.DEFAULT, (mark + "{\"a\": \"ä€😀\"}").getBytes(charset));
    assertThat(json.trees()).containsExactly("{a: 'ä€😀'}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zero byte in YAML   | a: 1~b: \\0~        | a zero byte                 | 2
          zero byte in JSON   | {"a":~~"\\0"}       | a zero byte                 | 3
          Latin-1 in YAML     | a: 1~b: \u00fc~     | bytes that are no UTF-8 text | 2
          Latin-1 in JSON     | {"a": "\u00fc"}     | bytes that are no UTF-8 text | 1
          cut off character   | a: \u00c3           | bytes that are no UTF-8 text | 1
          overlong            | a: \u00c0\u0080     | bytes that are no UTF-8 text | 1
          overlong, three     | a: \u00e0\u0080\u0080 | bytes that are no UTF-8 text | 1
          half a pair         | a: \u00ed\u00a0\u0080 | bytes that are no UTF-8 text | 1
          past the last       | a: \u00f4\u0090\u0080\u0080 | bytes that are no UTF-8 text | 1
          """)
  void other_bytes_are_not(String name, String text, String found, int line) {
    byte[] bytes = text.replace("\\0", "\0").replace('~', '\n').getBytes(ISO_8859_1);
    assertThat(Outcome.of(Limits.DEFAULT, bytes).messages())
        .containsExactly(
            "-:"
                + line
                + ": error: [NOT_TEXT] found "
                + found
                + ", expected YAML or JSON as UTF-8 text"
                + HELP);
  }

  @Test
  void what_stands_in_parts_before_is_read() {
    assertThat(Outcome.of("a: 1\n---\nb: \0\n---\nc: 1").trees()).containsExactly("{a: 1}");
  }
}
