package io.seawall.dialects.kubernetes;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import java.util.List;

/// An object in which a key is written more than once, as those read it who take the first and as
/// those who take the last: either may be in force, or neither.
///
/// Source: sigs.k8s.io/yaml, whose Unmarshal takes the last and whose UnmarshalStrict refuses the
/// object; Kubernetes documentation, "Kubernetes API Concepts", field validation.
final class Readings {
  private final SourceRef where;
  private final List<Diagnostic> complaints;

  private Readings(SourceRef where, List<Diagnostic> complaints) {
    this.where = where;
    this.complaints = complaints;
  }

  /// The object as written, if each key is there once, else both readings of it.
  static List<Mapping> of(Mapping root) {
    return isClear(root) ? List.of(root) : List.of(chosen(root, true), chosen(root, false));
  }

  /// Complains of each key that is written more than once.
  static void report(Mapping root, SourceRef where, List<Diagnostic> complaints) {
    new Readings(where, complaints).report(root, "");
  }

  /// Asked of every node of every object; loops, since streams cost more than all that they hold.
  private static boolean isClear(Node node) {
    return switch (node) {
      case Clash _ -> false;
      case Mapping(_, var entries) -> {
        for (Entry entry : entries) {
          if (!isClear(entry.value())) {
            yield false;
          }
        }
        yield true;
      }
      case Sequence(_, var items) -> {
        for (Node item : items) {
          if (!isClear(item)) {
            yield false;
          }
        }
        yield true;
      }
      case Scalar _, Node.Unresolved _ -> true;
    };
  }

  private static Mapping chosen(Mapping mapping, boolean first) {
    return new Mapping(
        mapping.line(),
        mapping.entries().stream()
            .map(entry ->
                entry.value() instanceof Clash clash ? first ? clash.first() : clash.last() : entry)
            .map(entry -> new Entry(entry.key(), entry.line(), chosen(entry.value(), first)))
            .toList());
  }

  private static Node chosen(Node node, boolean first) {
    return switch (node) {
      case Clash clash -> throw new IllegalStateException("only a key has two values: " + clash);
      case Mapping mapping -> chosen(mapping, first);
      case Sequence(var line, var items) ->
          new Sequence(line, items.stream().map(item -> chosen(item, first)).toList());
      case Scalar _, Node.Unresolved _ -> node;
    };
  }

  private void report(Node node, String path) {
    switch (node) {
      case Clash(var first, var last) -> {
        complaints.add(
            Diagnostic.error(
                "DUPLICATE_KEY",
                where.at(path, last.line()),
                "the key " + last.key() + " again, first on line " + first.line(),
                "each key once",
                "kubectl takes the last without a word, others refuse the object: remove one"));
        report(first.value(), path);
        report(last.value(), path);
      }
      case Mapping(_, var entries) ->
          entries.forEach(entry ->
              report(entry.value(), path.isEmpty() ? entry.key() : path + "." + entry.key()));
      case Sequence(_, var items) -> {
        for (int i = 0; i < items.size(); i++) {
          report(items.get(i), path + "[" + i + "]");
        }
      }
      case Scalar _, Node.Unresolved _ -> {}
    }
  }
}
