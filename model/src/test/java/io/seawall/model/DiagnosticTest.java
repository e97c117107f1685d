package io.seawall.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTest {
  /// Each comes before the next by one thing alone.
  private static final List<Diagnostic> IN_ORDER =
      List.of(
          diagnostic("a.yaml", 9, "NetworkPolicy z/z", "spec.z", "Z", "z"),
          diagnostic("b.yaml", 2, "NetworkPolicy z/z", "spec.z", "Z", "z"),
          diagnostic("b.yaml", 10, "NetworkPolicy a/a", "spec.z", "Z", "z"),
          diagnostic("b.yaml", 10, "NetworkPolicy a/b", "spec.a", "Z", "z"),
          diagnostic("b.yaml", 10, "NetworkPolicy a/b", "spec.b", "A", "z"),
          diagnostic("b.yaml", 10, "NetworkPolicy a/b", "spec.b", "B", "a"),
          diagnostic("b.yaml", 10, "NetworkPolicy a/b", "spec.b", "B", "b"),
          Diagnostic.warning("B", ref("b.yaml", 10, "NetworkPolicy a/b", "spec.b"), "b", "", ""),
          Diagnostic.note("B", ref("b.yaml", 10, "NetworkPolicy a/b", "spec.b"), "b", "", ""),
          Diagnostic.note("B", ref("b.yaml", 10, "NetworkPolicy a/b", "spec.b"), "b", "", "x"),
          Diagnostic.note("B", ref("b.yaml", 10, "NetworkPolicy a/b", "spec.b"), "b", "x", ""));

  @Test
  void reports_are_in_order_of_file_line_object_field_and_code() {
    Property.forAll(
        Gen.ints(0, Integer.MAX_VALUE - 1),
        seed -> {
          List<Diagnostic> mixed = new ArrayList<>(IN_ORDER);
          Collections.shuffle(mixed, new java.util.Random(seed));
          Collections.sort(mixed);
          assertThat(mixed).isEqualTo(IN_ORDER);
        });
  }

  @Test
  void order_agrees_with_equality() {
    for (Diagnostic one : IN_ORDER) {
      for (Diagnostic other : IN_ORDER) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
      }
    }
  }

  @Test
  void the_makers_set_the_severity() {
    SourceRef here = SourceRef.of("a.yaml", 1);
    assertThat(Diagnostic.error("A", here, "", "", "").severity())
        .isEqualTo(Diagnostic.Severity.ERROR);
    assertThat(Diagnostic.warning("A", here, "", "", "").severity())
        .isEqualTo(Diagnostic.Severity.WARNING);
    assertThat(Diagnostic.note("A", here, "", "", "").severity())
        .isEqualTo(Diagnostic.Severity.NOTE);
  }

  @Test
  void a_place_has_a_line_where_the_input_has_lines() {
    assertThat(SourceRef.of("a.yaml", 3).place()).isEqualTo("a.yaml:3");
    assertThat(SourceRef.of("/subscriptions/1", 0).place()).isEqualTo("/subscriptions/1");
    assertThat(ref("a.yaml", 3, "Pod a/b", "spec").at("spec.x", 5))
        .isEqualTo(ref("a.yaml", 5, "Pod a/b", "spec.x"));
  }

  private static Diagnostic diagnostic(
      String file, int line, String object, String field, String code, String found) {
    return Diagnostic.error(code, ref(file, line, object, field), found, "", "");
  }

  private static SourceRef ref(String file, int line, String object, String field) {
    return new SourceRef(file, line, object, field);
  }
}
