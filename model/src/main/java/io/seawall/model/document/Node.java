package io.seawall.model.document;

import java.util.List;
import java.util.Optional;

/// One value of a parsed document. The reader of the text has bounded size, depth and aliases; a
/// tree is never shared with itself, so walking it ends.
public sealed interface Node {
  /// The line on which the value starts, from 1.
  int line();

  /// Key and value pairs in the order of the text. A key occurs once: the reader complains of a
  /// second and keeps the first.
  record Mapping(int line, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /// The value under exactly this key.
    public Optional<Node> get(String key) {
      for (Entry entry : entries) {
        if (entry.key().equals(key)) {
          return Optional.of(entry.value());
        }
      }
      return Optional.empty();
    }

    /// The text under this key, where it is a scalar and not null.
    public Optional<String> text(String key) {
      return get(key)
          .flatMap(node ->
              node instanceof Scalar scalar && scalar.kind() != ScalarKind.NULL
                  ? Optional.of(scalar.text())
                  : Optional.empty());
    }
  }

  /// One pair of a mapping.
  ///
  /// @param line where the key stands
  record Entry(String key, int line, Node value) {}

  /// Values in order.
  record Sequence(int line, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A string, number, boolean or null.
  ///
  /// @param text the characters, without quotes
  record Scalar(int line, ScalarKind kind, String text) implements Node {}

  /// What a scalar is by the rules of JSON (a quoted number is a string).
  enum ScalarKind {
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /// What the value is, for messages: `a mapping`, `a list`, `the text "x"`, `the number 5`.
  default String describe() {
    return switch (this) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Scalar(_, var kind, var text) ->
          switch (kind) {
            case STRING -> "the text \"" + shortened(text) + "\"";
            case NUMBER -> "the number " + shortened(text);
            case BOOLEAN -> "the boolean " + text;
            case NULL -> "null";
          };
    };
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
