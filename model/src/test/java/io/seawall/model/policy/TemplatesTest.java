package io.seawall.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Authorization Policy", paths (`{*}` matches one part, `{**}` any
/// number); Envoy documentation, URI template path matching.
class TemplatesTest {
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "/a, /a, true",
    "/a, /b, false",
    "/a, /a/, false",
    "/a/{*}, /a/b, true",
    "/a/{*}, /a/b/c, false",
    "/a/{*}, /a, false",
    "/a/{*}, /a/, false",
    "/{*}/b, /a/b, true",
    "/{*}/b, /a/c, false",
    "/{*}/{*}, /a/b, true",
    "/a/{**}, /a/b, true",
    "/a/{**}, /a/b/c/d, true",
    "/a/{**}, /a/, true",
    "/a/{**}, /b/c, false",
    "/{**}, /a/b, true",
    "/a/{**}/z, /a/b/c/z, true",
    "/a/{**}/z, /a/b/c, false",
    "/a/{*}/{**}, /a/b/c/d, true",
    "/a/{*}/b/{**}, /a/x/b/c, true",
    "/a/{*}/b/{**}, /a/x/c/b, false"
  })
  void a_template_describes_the_whole_path(String template, String path, boolean fits) {
    assertThat(Templates.fit(template, path)).isEqualTo(fits);
  }
}
