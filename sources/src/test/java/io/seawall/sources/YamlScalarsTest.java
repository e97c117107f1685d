package io.seawall.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Node.ScalarKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlScalarsTest {
  @ParameterizedTest(name = "{0}: {1} is the {2} {3}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          word,               web,                 STRING,  web
          yes,                yes,                 BOOLEAN, true
          y,                  y,                   BOOLEAN, true
          on,                 On,                  BOOLEAN, true
          true,               TRUE,                BOOLEAN, true
          no,                 No,                  BOOLEAN, false
          n,                  N,                   BOOLEAN, false
          off,                OFF,                 BOOLEAN, false
          mixed case,         yEs,                 STRING,  yEs
          longer word,        none,                STRING,  none
          tilde,              ~,                   NULL,    ''
          null,               Null,                NULL,    ''
          empty,              '',                  NULL,    ''
          integer,            8080,                NUMBER,  8080
          signed,             +8080,               NUMBER,  8080
          negative,           -3,                  NUMBER,  -3
          minus zero,         -0,                  NUMBER,  0
          underscores,        1_000,               NUMBER,  1000
          old octal,          014,                 NUMBER,  12
          new octal,          0o14,                NUMBER,  12
          no octal,           089,                 NUMBER,  89
          hexadecimal,        0x1F90,              NUMBER,  8080
          negative hex,       -0x10,               NUMBER,  -16
          binary,             0b1010,              NUMBER,  10
          no binary,          0b12,                STRING,  0b12
          prefix alone,       0x,                  STRING,  0x
          exponent,           1e3,                 NUMBER,  1000
          whole fraction,     8080.0,              NUMBER,  8080
          fraction,           0.50,                NUMBER,  0.5
          no digit after,     1.,                  NUMBER,  1
          no digit before,    .5,                  NUMBER,  0.5
          underscore after,   .5_0,                NUMBER,  0.5
          underscore first,   ._5,                 STRING,  ._5
          very small,         1e-7,                NUMBER,  1e-7
          small,              1.5e-6,              NUMBER,  0.0000015
          very large,         1.25e21,             NUMBER,  1.25e+21
          64 bits,            18446744073709551615, NUMBER, 18446744073709551615
          least of 64 bits,   -9223372036854775808, NUMBER, -9223372036854775808
          more than 64 bits,  18446744073709551616, NUMBER, 18446744073709552000
          too large,          1e999,               STRING,  1e999
          infinity,           .inf,                STRING,  .inf
          negative infinity,  -.Inf,               STRING,  -.Inf
          not a number,       .nan,                STRING,  .nan
          address,            10.0.0.1,            STRING,  10.0.0.1
          prefix,             10.0.0.0/8,          STRING,  10.0.0.0/8
          version,            1.2.3,               STRING,  1.2.3
          date,               2026-01-31,          STRING,  2026-01-31
          timestamp,          2026-01-31T10:00:00Z, STRING, 2026-01-31T10:00:00Z
          base 60,            12:30:45,            STRING,  12:30:45
          quantity,           500m,                STRING,  500m
          dash,               -,                   STRING,  -
          dots,               ...,                 STRING,  ...
          """)
  void plain_text_is_what_kubernetes_takes_it_for(
      String name, String text, ScalarKind kind, String value) {
    assertThat(YamlScalars.plain(text == null ? "-" : text))
        .isEqualTo(new YamlScalars.Typed(kind, value == null ? "-" : value));
  }

  @ParameterizedTest(name = "!!{0} {1} is the {2} {3}")
  @CsvSource(
      textBlock =
          """
          str,       5,        STRING,  5
          int,       5,        NUMBER,  5
          int,       five,     STRING,  five
          float,     1.50,     NUMBER,  1.5
          bool,      yes,      BOOLEAN, true
          bool,      5,        STRING,  5
          null,      ~,        NULL,    ''
          binary,    d2Vi,     STRING,  web
          binary,    '?',      STRING,  ''
          timestamp, 2026-1-1, STRING,  2026-1-1
          """)
  void a_tag_decides(String tag, String text, ScalarKind kind, String value) {
    assertThat(YamlScalars.tagged("tag:yaml.org,2002:" + tag, text))
        .isEqualTo(new YamlScalars.Typed(kind, value));
  }

  @Test
  void any_other_tag_makes_text() {
    assertThat(YamlScalars.tagged("!secret", "5"))
        .isEqualTo(new YamlScalars.Typed(ScalarKind.STRING, "5"));
  }
}
