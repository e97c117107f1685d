package io.seawall.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.Ports;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortListsTest {
  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          80            ; 80
          80, 443       ; 80,443
          1-3, 2-4      ; 1-4
          ''            ; none
          80,           ; 80
          0             ; refused
          65536         ; refused
          3-1           ; refused
          http          ; refused
          2-            ; refused
          """)
  void ports_are_numbers_and_ranges(String text, String expected) {
    assertThat(PortLists.read(text).map(Ports::toString).orElse("refused")).isEqualTo(expected);
  }
}
