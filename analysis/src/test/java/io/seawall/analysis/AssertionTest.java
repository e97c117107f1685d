package io.seawall.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import io.seawall.model.Parsed;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Request;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssertionTest {
  private static Parsed<List<Assertion>> read(String test) {
    return Assertion.read(MeshScene.documents("{tests: [" + test + "]}").getFirst());
  }

  private static Parsed<List<Assertion>> withRequest(String http) {
    return read("{from: a, to: b, port: tcp/80, expect: allowed, http: " + http + "}");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {}                                          ; {method=GET, path=/}
          {method: PUT}                               ; {method=PUT, path=/}
          {path: /orders}                             ; {method=GET, path=/orders}
          {path: "/orders?id=1"}                      ; {method=GET, path=/orders}
          {host: shop}                                ; {host=shop, method=GET, path=/}
          {headers: {X-Tenant: A, b: c}}              ; {header.b=c, header.x-tenant=A, method=GET, path=/}
          """)
  void what_is_not_written_of_a_request_has_its_default(String http, String attributes) {
    Parsed<List<Assertion>> read = withRequest(http);
    assertThat(read.diagnostics()).isEmpty();
    Request request = read.value().getFirst().request();
    assertThat(new TreeMap<>(request.attributes())).hasToString(attributes);
    assertThat(request.known()).isTrue();
  }

  @Test
  void the_host_is_not_known_unless_it_is_written() {
    Request request = withRequest("{}").value().getFirst().request();
    assertThat(request.passes(LabelTest.equalTo(Request.HOST, "shop"))).isEmpty();
  }

  @Test
  void without_a_request_nothing_is_said_of_it() {
    assertThat(read("{from: a, to: b, expect: denied}").value().getFirst().request())
        .isEqualTo(Request.ANY);
  }

  @ParameterizedTest(name = "{0}: {1}, read {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {from: a, to: b, expect: allowed, http: {verb: GET}}  ; UNKNOWN_FIELD ; 1
          {from: a, to: b, expect: allowed, htp: {}}            ; UNKNOWN_FIELD ; 1
          {from: a, to: b, expect: open}                        ; BAD_VALUE     ; 0
          {from: a, to: b, expect: denied, port: http/80}       ; BAD_PORT      ; 0
          {to: b, expect: denied}                               ; MISSING_FIELD ; 0
          {from: a, expect: denied}                             ; MISSING_FIELD ; 0
          {from: a, to: b}                                      ; MISSING_FIELD ; 0
          """)
  void what_cannot_be_read_is_told(String test, String code, int many) {
    Parsed<List<Assertion>> read = read(test);
    assertThat(read.diagnostics()).extracting(Diagnostic::code).containsExactly(code);
    assertThat(read.value()).hasSize(many);
  }
}
