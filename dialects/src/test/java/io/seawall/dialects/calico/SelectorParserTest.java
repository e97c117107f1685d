package io.seawall.dialects.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.LabelTest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Source of the tables: Calico documentation, "Network policy", selectors.
class SelectorParserTest {
  private static LabelTest test(String text) {
    return SelectorParser.parse(text).selector().orElseThrow().test();
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Arrays.stream(text.split(" ", -1))
        .filter(pair -> !pair.isEmpty())
        .forEach(pair -> labels.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
    return labels;
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          all()                                     ; ``              ; true
          ``                                        ; a=b             ; true
          a == 'b'                                  ; a=b             ; true
          a == 'b'                                  ; a=c             ; false
          a == "b"                                  ; a=b             ; true
          a=='b'                                    ; a=b             ; true
          a == 'b'                                  ; ``              ; false
          a != 'b'                                  ; a=c             ; true
          a != 'b'                                  ; a=b             ; false
          a != 'b'                                  ; ``              ; true
          a in {'b', 'c'}                           ; a=c             ; true
          a in { 'b','c', }                         ; a=b             ; true
          a in {'b', 'c'}                           ; a=d             ; false
          a in {}                                   ; a=              ; false
          a in {'b', 'c'}                           ; ``              ; false
          a not in {'b', 'c'}                       ; a=b             ; false
          a not in {'b', 'c'}                       ; a=d             ; true
          a not in {'b', 'c'}                       ; ``              ; true
          a notin{'b'}                              ; a=b             ; false
          has(a)                                    ; a=              ; true
          has( a )                                  ; b=a             ; false
          !has(a)                                   ; b=a             ; true
          ! has(a)                                  ; a=b             ; false
          !!has(a)                                  ; a=b             ; true
          a contains 'ell'                          ; a=hello         ; true
          a contains 'ell'                          ; a=help          ; false
          a contains 'ell'                          ; ``              ; false
          a starts with 'he'                        ; a=hello         ; true
          a starts with 'lo'                        ; a=hello         ; false
          a startswith 'he'                         ; a=hello         ; true
          a ends with 'lo'                          ; a=hello         ; true
          a ends with 'he'                          ; a=hello         ; false
          !(a starts with 'he')                     ; ``              ; true
          a == 'b' && c == 'd'                      ; a=b c=d         ; true
          a == 'b' && c == 'd'                      ; a=b             ; false
          a == 'b' || c == 'd'                      ; c=d             ; true
          a == 'b' || c == 'd'                      ; c=e             ; false
          a == 'b' || c == 'd' && e == 'f'          ; a=b             ; true
          a == 'b' || c == 'd' && e == 'f'          ; c=d             ; false
          (a == 'b' || c == 'd') && e == 'f'        ; a=b             ; false
          (a == 'b' || c == 'd') && e == 'f'        ; a=b e=f         ; true
          !(a == 'b' || c == 'd')                   ; c=d             ; false
          !all()                                    ; a=b             ; false
          kubernetes.io/name.x_y-z == 'b'           ; kubernetes.io/name.x_y-z=b ; true
          in == 'has'                               ; in=has          ; true
          all == 'x'                                ; all=x           ; true
          """)
  void tests_of_labels(String selector, String labels, boolean passes) {
    assertThat(test(selector).passes(labels(labels))).isEqualTo(passes);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a = 'b'",
        "a == b",
        "a == 'b",
        "a == 'b' &&",
        "&& a == 'b'",
        "a == 'b' c == 'd'",
        "a",
        "(a == 'b'",
        "a == 'b')",
        "a in ['b']",
        "a in 'b'",
        "a in {'b' 'c'}",
        "a has 'b'",
        "has()",
        "has(a",
        "a == 'b' & c == 'd'",
        "a | b",
        "a starts 'b'",
        "a == 'b'\n",
        "global() && a == 'b'",
        "!global()",
        "ä == 'b'"
      })
  void texts_that_are_no_selector(String text) {
    Selector.Outcome outcome = SelectorParser.parse(text);
    assertThat(outcome.selector()).isEmpty();
    assertThat(outcome.problem()).isNotEmpty();
  }

  @Test
  void global_stands_alone() {
    assertThat(SelectorParser.parse(" global( ) ").selector()).contains(Selector.GLOBAL);
  }

  @Test
  void parentheses_are_read_to_some_depth_and_never_overflow() {
    assertThat(SelectorParser.parse("(".repeat(50) + "all()" + ")".repeat(50)).selector())
        .contains(Selector.ALL);
    assertThat(SelectorParser.parse("(".repeat(100_000) + "all()").selector()).isEmpty();
  }

  @Test
  void the_word_of_a_mistake_is_told() {
    assertThat(SelectorParser.parse("a == 'b' && c").problem()).isEqualTo("a mistake at word 6");
    assertThat(SelectorParser.parse("a == b").problem()).contains("(b)");
  }
}
