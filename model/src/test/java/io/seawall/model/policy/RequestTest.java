package io.seawall.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
  private static final Request KNOWN =
      new Request(Map.of(Request.METHOD, "GET", Request.PATH, "/a"), true);
  private static final Request PARTS = new Request(Map.of(Request.METHOD, "GET"), false);

  private static String passes(Request request, LabelTest test) {
    return request.passes(test).map(passed -> passed ? "yes" : "no").orElse("open");
  }

  @ParameterizedTest(name = "{0} = {1}: {2} if all is known, {3} if the method is, {4} if nothing")
  @CsvSource({
    "method, GET, yes, yes, open",
    "method, PUT, no, no, open",
    "path, /a, yes, open, open",
    "path, /b, no, open, open",
    "header.x, a, no, open, open",
    "jwt.principal, a, no, open, open",
    "host, shop, open, open, open",
    "untold.else, a, open, open, open"
  })
  void what_is_left_out_is_not_there_if_all_is_known(
      String key, String value, String known, String parts, String nothing) {
    LabelTest test = LabelTest.equalTo(key, value);
    assertThat(passes(KNOWN, test)).isEqualTo(known);
    assertThat(passes(PARTS, test)).isEqualTo(parts);
    assertThat(passes(Request.ANY, test)).isEqualTo(nothing);
    LabelTest not = new LabelTest.Not(test);
    assertThat(passes(KNOWN, not)).isEqualTo(opposite(known));
    assertThat(passes(Request.ANY, not)).isEqualTo(opposite(nothing));
  }

  private static String opposite(String told) {
    return switch (told) {
      case "yes" -> "no";
      case "no" -> "yes";
      default -> told;
    };
  }

  @Test
  void what_is_known_decides_where_it_can() {
    LabelTest get = LabelTest.equalTo(Request.METHOD, "GET");
    LabelTest put = LabelTest.equalTo(Request.METHOD, "PUT");
    LabelTest untold = new LabelTest.Exists(Request.UNTOLD + "x");
    assertThat(passes(KNOWN, new LabelTest.All(List.of(put, untold)))).isEqualTo("no");
    assertThat(passes(KNOWN, new LabelTest.All(List.of(get, untold)))).isEqualTo("open");
    assertThat(passes(KNOWN, new LabelTest.OneOf(List.of(get, untold)))).isEqualTo("yes");
    assertThat(passes(KNOWN, new LabelTest.OneOf(List.of(put, untold)))).isEqualTo("open");
    assertThat(passes(Request.ANY, LabelTest.any())).isEqualTo("yes");
  }

  @ParameterizedTest(name = "{1} at {0} of {2}: {3}")
  @CsvSource({
    "START, /api, /api/a, yes",
    "START, /api, /a/api, no",
    "END, .js, /a.js, yes",
    "END, .js, /a.json, no",
    "ANYWHERE, pi, /api/a, yes",
    "ANYWHERE, po, /api/a, no",
    "PATH, '/api/{*}', /api/a, yes",
    "PATH, '/api/{*}', /api/a/b, no"
  })
  void a_value_has_a_text_somewhere(
      LabelTest.Place place, String text, String value, String expected) {
    Request request = new Request(Map.of(Request.PATH, value), true);
    assertThat(passes(request, new LabelTest.Like(Request.PATH, place, text))).isEqualTo(expected);
    assertThat(passes(new Request(Map.of(), true), new LabelTest.Like(Request.PATH, place, text)))
        .isEqualTo("no");
  }

  @Test
  void presence_asks_for_any_value() {
    assertThat(passes(KNOWN, new LabelTest.Exists(Request.PATH))).isEqualTo("yes");
    assertThat(passes(KNOWN, new LabelTest.Exists("header.x"))).isEqualTo("no");
    assertThat(passes(KNOWN, new LabelTest.In(Request.METHOD, Set.of("GET", "PUT"))))
        .isEqualTo("yes");
  }
}
