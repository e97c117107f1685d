package io.seawall.sources;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;

/// Documents that a program made of a file: it does not tell which line of the file a value comes
/// from, so values have no line.
final class Unlined {
  private Unlined() {}

  static Document of(Document document) {
    return new Document(document.file(), of(document.root()), document.intended());
  }

  private static Mapping of(Mapping mapping) {
    return new Mapping(0, mapping.entries().stream().map(Unlined::of).toList());
  }

  private static Entry of(Entry entry) {
    return new Entry(entry.key(), 0, of(entry.value()));
  }

  private static Node of(Node node) {
    return switch (node) {
      case Mapping mapping -> of(mapping);
      case Sequence(_, var items) -> new Sequence(0, items.stream().map(Unlined::of).toList());
      case Scalar(_, var kind, var text) -> new Scalar(0, kind, text);
      case Unresolved(_, var expression) -> new Unresolved(0, expression);
      case Clash(var first, var last) -> new Clash(of(first), of(last));
    };
  }
}
