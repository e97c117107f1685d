package io.seawall.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Note;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeshNotesTest {
  private static final SourceRef WHERE = SourceRef.of("mesh.yaml", 3);

  /// Two pods of which these things are to be said.
  private static List<Diagnostic> told(List<Note> ofA, List<Note> ofB) {
    Snapshot snapshot = MeshScene.snapshot(MeshScene.pod("a", "web"), MeshScene.pod("b", "web"));
    List<Workload> workloads =
        List.of(
            MeshScene.workload(snapshot, "a").in(new Member(Optional.empty(), List.of(), ofA)),
            MeshScene.workload(snapshot, "b").in(new Member(Optional.empty(), List.of(), ofB)));
    Facts.Kubernetes facts = snapshot.facts().kubernetes().withWorkloads(workloads);
    return MeshNotes.of(MeshScene.of(new Facts(facts, snapshot.facts().azure())));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "VAIN, MESH_VAIN",
    "BREAKS, MESH_BREAKS",
    "OVERRIDES, MESH_OVERRIDE",
    "FRAGILE, MESH_FRAGILE"
  })
  void a_note_is_a_warning(Note.Kind kind, String code) {
    assertThat(told(List.of(new Note(kind, "a text", WHERE)), List.of()))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.code()).isEqualTo(code);
          assertThat(one.severity()).isEqualTo(Diagnostic.Severity.WARNING);
          assertThat(one.found()).isEqualTo("a text");
          assertThat(one.where()).isEqualTo(WHERE);
        });
  }

  @Test
  void what_is_assumed_is_not_told() {
    assertThat(told(List.of(new Note(Note.Kind.ASSUMED, "a", WHERE)), List.of())).isEmpty();
  }

  @Test
  void each_is_told_once() {
    Note one = new Note(Note.Kind.VAIN, "a", WHERE);
    Note other = new Note(Note.Kind.VAIN, "b", WHERE);
    assertThat(told(List.of(one), List.of(other, one)))
        .extracting(Diagnostic::found)
        .containsExactly("a", "b");
  }
}
