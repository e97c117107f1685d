package io.seawall.model.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// One value of a parsed document. The reader of the text has bounded size, depth and aliases; a
/// tree is never shared with itself, so walking it ends.
public sealed interface Node {
  /// The line on which the value starts, from 1.
  int line();

  /// Key and value pairs in the order of the text. A key occurs once: where the text has it again
  /// with another value, its value is a [Clash].
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
  record Entry(String key, int line, Node value) {
    /// The pair of a key that is written here and again there: this one if the two values are the
    /// same, else one that holds both.
    public Entry with(Entry again) {
      if (value.isSameAs(again.value)) {
        return this;
      }
      Entry first = value instanceof Clash clash ? clash.first : this;
      Entry last = again.value instanceof Clash clash ? clash.last : again;
      return new Entry(key, line, new Clash(first, last));
    }
  }

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

  /// A value that only whoever carries out the document knows: an expression of a template that
  /// depends on what the input lacks, or a property that a plan computes later.
  ///
  /// @param expression what stands in place of the value, for messages
  record Unresolved(int line, String expression) implements Node {}

  /// The values of a key that is written more than once. Some readers take the first, some the
  /// last, and some refuse the text.
  ///
  /// Source: RFC 8259, section 4, on names that are not unique.
  record Clash(Entry first, Entry last) implements Node {
    @Override
    public int line() {
      return first.value().line();
    }
  }

  /// What a scalar is by the rules of JSON (a quoted number is a string).
  enum ScalarKind {
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /// Whether both say the same, wherever they stand.
  default boolean isSameAs(Node that) {
    return switch (this) {
      case Scalar(_, var kind, var text) ->
          that instanceof Scalar(_, var other, var same) && kind == other && text.equals(same);
      case Sequence(_, var items) ->
          that instanceof Sequence(_, var others)
              && items.size() == others.size()
              && IntStream.range(0, items.size())
                  .allMatch(i -> items.get(i).isSameAs(others.get(i)));
      case Mapping(_, var entries) ->
          that instanceof Mapping(_, var others)
              && entries.size() == others.size()
              && IntStream.range(0, entries.size())
                  .allMatch(i ->
                      entries.get(i).key().equals(others.get(i).key())
                          && entries.get(i).value().isSameAs(others.get(i).value()));
      case Unresolved(_, var expression) ->
          that instanceof Unresolved(_, var same) && expression.equals(same);
      case Clash _ -> false;
    };
  }

  /// What the value is, for messages: `a mapping`, `a list`, `the text "x"`, `the number 5`.
  default String describe() {
    return switch (this) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Clash(var first, var last) ->
          "two values, of line " + first.line() + " and of line " + last.line();
      case Unresolved(_, var expression) -> "the expression " + shortened(expression);
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
