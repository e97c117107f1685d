package io.seawall.templates.arm;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.arm.Value.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From nodes of a document to values and back.
final class Nodes {
  private Nodes() {}

  /// The value under a key in any case.
  static Optional<Node> find(Mapping mapping, String key) {
    return entry(mapping, key).map(Entry::value);
  }

  static Optional<Entry> entry(Mapping mapping, String key) {
    for (Entry entry : mapping.entries()) {
      if (entry.key().equalsIgnoreCase(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /// A value as a node: an id with its holes written out, any other text with holes as what the
  /// template has in its place.
  static Node of(Value value) {
    return switch (value) {
      case Value.Text text ->
          text.known().isPresent() || Place.isId(text)
              ? new Scalar(
                  text.line(), ScalarKind.STRING, text.known().orElseGet(() -> Place.id(text)))
              : unresolved(text);
      case Value.Atom(var line, var kind, var text) -> new Scalar(line, kind, text);
      case Value.Array(var line, var items, _, _) -> {
        List<Node> nodes = new ArrayList<>();
        items.forEach(item -> nodes.add(of(item)));
        yield new Sequence(line, nodes);
      }
      case Value.Obj(var line, var fields, _, _) -> {
        List<Entry> entries = new ArrayList<>();
        fields.forEach(
            field -> entries.add(new Entry(field.key(), field.line(), of(field.value()))));
        yield new Mapping(line, entries);
      }
    };
  }

  static Unresolved unresolved(Value.Text text) {
    return new Unresolved(text.line(), written(text));
  }

  /// The expression as the template has it, or what it came to.
  static String written(Value.Text text) {
    return text.written().isEmpty() ? shown(text) : text.written();
  }

  /// A text for people, with each hole in brackets.
  static String shown(Value.Text text) {
    StringBuilder out = new StringBuilder();
    for (Part part : text.parts()) {
      switch (part) {
        case Part.Literal(var literal) -> out.append(literal);
        case Part.Hole(var expression, _) -> out.append('[').append(expression).append(']');
      }
    }
    return out.toString();
  }
}
