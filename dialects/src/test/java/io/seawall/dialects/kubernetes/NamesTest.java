package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest(name = "{0}: namespace {1}, object {2}, label key {3}, value {4}, port {5}")
  @CsvSource({
    "a,         true,  true,  true,  true,  true",
    "a-b,       true,  true,  true,  true,  true",
    "a--b,      true,  true,  true,  true,  false",
    "-a,        false, false, false, false, false",
    "a-,        false, false, false, false, false",
    "A,         false, false, true,  true,  false",
    "a.b,       false, true,  true,  true,  false",
    "a..b,      false, false, true,  true,  false",
    "a_b,       false, false, true,  true,  false",
    "8080,      true,  true,  true,  true,  false",
    "8080a,     true,  true,  true,  true,  true",
    "a/b,       false, false, true,  false, false",
    "a.b/C_d,   false, false, true,  false, false",
    "a_b/c,     false, false, false, false, false",
    "a/,        false, false, false, false, false",
    "ä,         false, false, false, false, false",
    "'',        false, false, false, true,  false",
    "'a b',     false, false, false, false, false"
  })
  void names(
      String text, boolean namespace, boolean object, boolean key, boolean value, boolean port) {
    assertThat(Names.isDnsLabel(text)).as("namespace").isEqualTo(namespace);
    assertThat(Names.isSubdomain(text)).as("object").isEqualTo(object);
    assertThat(Names.isLabelKey(text)).as("label key").isEqualTo(key);
    assertThat(Names.isLabelValue(text)).as("label value").isEqualTo(value);
    assertThat(Names.isPortName(text)).as("port").isEqualTo(port);
  }

  @Test
  void lengths() {
    assertThat(Names.isDnsLabel("a".repeat(63))).isTrue();
    assertThat(Names.isDnsLabel("a".repeat(64))).isFalse();
    assertThat(Names.isSubdomain("a".repeat(253))).isTrue();
    assertThat(Names.isSubdomain("a".repeat(254))).isFalse();
    assertThat(Names.isLabelKey("a".repeat(253) + "/" + "b".repeat(63))).isTrue();
    assertThat(Names.isLabelKey("a".repeat(254) + "/b")).isFalse();
    assertThat(Names.isLabelKey("b".repeat(64))).isFalse();
    assertThat(Names.isLabelValue("a".repeat(63))).isTrue();
    assertThat(Names.isLabelValue("a".repeat(64))).isFalse();
    assertThat(Names.isPortName("a".repeat(15))).isTrue();
    assertThat(Names.isPortName("a".repeat(16))).isFalse();
  }
}
