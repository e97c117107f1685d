package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Note;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be said of objects of meshes besides what they do, each once.
final class MeshNotes {
  private MeshNotes() {}

  static List<Diagnostic> of(Snapshot snapshot) {
    Set<Note> notes = new LinkedHashSet<>();
    snapshot.facts().kubernetes().workloads().stream()
        .map(Workload::mesh)
        .distinct()
        .forEach(member -> notes.addAll(member.notes()));
    return notes.stream().flatMap(note -> diagnostic(note).stream()).toList();
  }

  private static Optional<Diagnostic> diagnostic(Note note) {
    return switch (note.kind()) {
      case ASSUMED -> Optional.empty();
      case VAIN ->
          Optional.of(
              Diagnostic.warning(
                  "MESH_VAIN",
                  note.where(),
                  note.text(),
                  "an object that has an effect",
                  "remove it, or write what was meant"));
      case BREAKS ->
          Optional.of(
              Diagnostic.warning(
                  "MESH_BREAKS",
                  note.where(),
                  note.text(),
                  "clients that connect as the receiver demands",
                  "remove what the receiver does not take; in a DestinationRule write"
                      + " ISTIO_MUTUAL"));
      case OVERRIDES ->
          Optional.of(
              Diagnostic.warning(
                  "MESH_OVERRIDE",
                  note.where(),
                  note.text(),
                  "proxies as the mesh makes them",
                  "what depends on it is UNKNOWN"));
      case FRAGILE ->
          Optional.of(
              Diagnostic.warning(
                  "MESH_FRAGILE",
                  note.where(),
                  note.text(),
                  "settings that agree",
                  "remove what does not count, or make it agree: a new copy of an object, and a new"
                      + " pod, may have it otherwise"));
    };
  }
}
