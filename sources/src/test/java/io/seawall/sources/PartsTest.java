package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one document            | a~                      | 1 a~
          two                     | a~---~b~                | 1 a~; 2 ---~b~
          marker first            | ---~a~---~b             | 1 ---~a~; 3 ---~b
          comment before marker   | # x~~---~a~             | 1 # x~~---~a~
          indented comment        | # x~  # y~---~a~        | 1 # x~  # y~---~a~
          directive               | %YAML 1.1~---~a~        | 1 %YAML 1.1~---~a~
          directive, second       | a~...~%YAML 1.1~---~b~  | 1 a~...~; 3 %YAML 1.1~---~b~
          text after the marker   | a~--- b~                | 1 a~; 2 --- b~
          not at the line start   | a~ ---~b                | 1 a~ ---~b
          longer line             | a~----~b                | 1 a~----~b
          word                    | a~---b                  | 1 a~---b
          end of input            | a~---                   | 1 a~; 2 ---
          two dashes at the end   | a~--                    | 1 a~--
          end marker              | a~...                   | 1 a~...
          empty documents         | ---~---~                | 1 ---~; 2 ---~
          after an umlaut         | ä~---~ö                 | 1 ä~; 2 ---~ö
          """)
  void text_is_cut_at_markers(String name, String text, String parts) throws IOException {
    assertThat(parts(text.replace('~', '\n'))).isEqualTo(parts.replace('~', '\n'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\n---\r\nb\r\n", "a\r---\rb\r"})
  void other_line_ends_count_as_well(String text) throws IOException {
    String end = text.contains("\r\n") ? "\r\n" : "\r";
    assertThat(parts(text)).isEqualTo("1 a" + end + "; 2 ---" + end + "b" + end);
  }

  /// The buffer holds 65,536 bytes: markers and characters may lie across its end.
  @Test
  void the_end_of_the_buffer_does_not_matter() throws IOException {
    for (int length = 65_520; length < 65_540; length++) {
      String first = "x".repeat(length) + "\n";
      assertThat(parts(first + "---\nä\n---\nb"))
          .isEqualTo("1 " + first + "; 2 ---\nä\n; 4 ---\nb");
      assertThat(parts("x".repeat(length) + "€\n---\nb"))
          .isEqualTo("1 " + "x".repeat(length) + "€\n; 2 ---\nb");
    }
  }

  @Test
  void what_is_not_read_of_a_part_is_left_out() throws IOException {
    Parts parts = partsOf(("a\n".repeat(100_000) + "---\nb").getBytes(UTF_8));
    parts.next();
    parts.next();
    assertThat(parts.firstLine()).isEqualTo(100_001);
    assertThat(parts.stream().readAllBytes()).asString(UTF_8).isEqualTo("---\nb");
  }

  private static String parts(String text) throws IOException {
    Parts parts = partsOf(text.getBytes(UTF_8));
    List<String> all = new ArrayList<>();
    while (parts.next()) {
      all.add(parts.firstLine() + " " + new String(parts.stream().readAllBytes(), UTF_8));
    }
    return String.join("; ", all);
  }

  private static Parts partsOf(byte[] bytes) throws IOException {
    return Parts.of(new ByteArrayInputStream(bytes), new Complaints("-", 10, complaint -> {}));
  }
}
