package io.seawall.templates.arm;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.ScalarKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an expression of a template comes to. What is not known is a text with a hole in it, so
/// that two names or ids that are computed alike are still seen to be the same.
///
/// The line of a value is that of the text it stands in, or 0 for one that is computed or comes
/// from another file.
sealed interface Value {
  int line();

  /// How many values it holds, itself included; a text counts as more the longer it is.
  default long size() {
    return 1;
  }

  /// How many arrays and objects stand inside each other.
  default int depth() {
    return 0;
  }

  /// A text, or any value that is not known.
  ///
  /// @param written the expression as the template has it, where the text has holes
  record Text(int line, List<Part> parts, String written) implements Value {
    public Text {
      parts = List.copyOf(parts);
    }

    static Text of(String text) {
      return new Text(0, text.isEmpty() ? List.of() : List.of(new Part.Literal(text)), "");
    }

    static Text hole(Part.Hole hole) {
      return new Text(0, List.of(hole), "");
    }

    /// Texts, one behind the other.
    static Text joined(List<Text> texts) {
      List<Part> parts = new ArrayList<>();
      for (Text text : texts) {
        for (Part part : text.parts) {
          if (part instanceof Part.Literal(var right)
              && !parts.isEmpty()
              && parts.getLast() instanceof Part.Literal(var left)) {
            parts.set(parts.size() - 1, new Part.Literal(left + right));
          } else {
            parts.add(part);
          }
        }
      }
      return new Text(0, parts, "");
    }

    Text then(String literal) {
      return joined(List.of(this, of(literal)));
    }

    Text then(Text text) {
      return joined(List.of(this, text));
    }

    /// The text, if it has no hole.
    Optional<String> known() {
      if (parts.isEmpty()) {
        return Optional.of("");
      }
      return parts.size() == 1 && parts.getFirst() instanceof Part.Literal(var text)
          ? Optional.of(text)
          : Optional.empty();
    }

    @Override
    public long size() {
      long length = 0;
      for (Part part : parts) {
        length += part.length();
      }
      return 1 + length / 64;
    }
  }

  /// A piece of a text.
  sealed interface Part {
    int length();

    record Literal(String text) implements Part {
      @Override
      public int length() {
        return text.length();
      }
    }

    /// A piece that is not known. Two with the same expression and owner have the same value.
    ///
    /// @param owner the template to which names in the expression belong
    record Hole(String expression, String owner) implements Part {
      @Override
      public int length() {
        return expression.length();
      }
    }
  }

  /// A number, boolean or null.
  record Atom(int line, ScalarKind kind, String text) implements Value {
    static final Value NULL = new Atom(0, ScalarKind.NULL, "null");
    static final Value TRUE = new Atom(0, ScalarKind.BOOLEAN, "true");
    static final Value FALSE = new Atom(0, ScalarKind.BOOLEAN, "false");
  }

  /// Made by [#of], which counts.
  record Array(int line, List<Value> items, long size, int depth) implements Value {
    static Array of(int line, List<? extends Value> items) {
      long size = 1;
      int depth = 0;
      for (Value item : items) {
        size += item.size();
        depth = Math.max(depth, item.depth());
      }
      return new Array(line, List.copyOf(items), size, depth + 1);
    }
  }

  /// Made by [#of], which counts.
  record Obj(int line, List<Field> fields, long size, int depth) implements Value {
    static Obj of(int line, List<Field> fields) {
      long size = 1;
      int depth = 0;
      for (Field field : fields) {
        size += field.value().size();
        depth = Math.max(depth, field.value().depth());
      }
      return new Obj(line, List.copyOf(fields), size, depth + 1);
    }

    /// The value under a key in any case.
    ///
    /// Source: Azure Resource Manager, object functions, `contains`.
    Optional<Value> get(String key) {
      for (Field field : fields) {
        if (field.key().equalsIgnoreCase(key)) {
          return Optional.of(field.value());
        }
      }
      return Optional.empty();
    }
  }

  /// One pair of an object.
  record Field(String key, int line, Value value) {
    static Field of(String key, Value value) {
      return new Field(key, 0, value);
    }
  }

  static Value of(boolean value) {
    return value ? Atom.TRUE : Atom.FALSE;
  }

  static Value of(long value) {
    return new Atom(0, ScalarKind.NUMBER, Long.toString(value));
  }

  /// The value of a node that holds no expressions.
  static Value of(Node node) {
    return switch (node) {
      case Node.Scalar(var line, var kind, var text) when kind == ScalarKind.STRING ->
          new Text(line, Text.of(text).parts(), "");
      case Node.Scalar(var line, var kind, var text) -> new Atom(line, kind, text);
      case Node.Sequence(var line, var items) ->
          Array.of(line, items.stream().map(Value::of).toList());
      case Node.Mapping(var line, var entries) ->
          Obj.of(
              line,
              entries.stream()
                  .map(entry -> new Field(entry.key(), entry.line(), of(entry.value())))
                  .toList());
      case Node.Clash _, Node.Unresolved _ -> {
        Text hole = Text.hole(new Part.Hole(node.describe(), ""));
        yield new Text(node.line(), hole.parts(), node.describe());
      }
    };
  }

  /// The text, if it is one and known.
  default Optional<String> asText() {
    return this instanceof Text text ? text.known() : Optional.empty();
  }

  /// The whole number, if it is one.
  ///
  /// Source: Azure Resource Manager, data types: integers of 64 bits in expressions.
  default Optional<Long> integer() {
    if (this instanceof Atom(_, var kind, var text) && kind == ScalarKind.NUMBER) {
      try {
        return Optional.of(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The boolean, if it is one.
  default Optional<Boolean> bool() {
    return this instanceof Atom(_, var kind, var text) && kind == ScalarKind.BOOLEAN
        ? Optional.of(text.toLowerCase(Locale.ROOT).equals("true"))
        : Optional.empty();
  }

  default boolean isNull() {
    return this instanceof Atom(_, var kind, _) && kind == ScalarKind.NULL;
  }

  /// Whether nothing in it is left open.
  default boolean isKnown() {
    return switch (this) {
      case Text text -> text.known().isPresent();
      case Atom _ -> true;
      case Array array -> array.items().stream().allMatch(Value::isKnown);
      case Obj object -> object.fields().stream().allMatch(field -> field.value().isKnown());
    };
  }

  /// Whether both are equal; nothing if that depends on what is not known. Texts are compared with
  /// regard to case.
  ///
  /// Source: Azure Resource Manager, comparison functions, `equals`.
  default Optional<Boolean> isSameAs(Value that) {
    return switch (this) {
      case Text mine when that instanceof Text other && mine.parts.equals(other.parts) ->
          Optional.of(true);
      case Text mine when mine.known().isEmpty() -> Optional.empty();
      case Text _, Atom _, Array _, Obj _
          when that instanceof Text other && other.known().isEmpty() ->
          Optional.empty();
      case Text _ -> Optional.of(false);
      case Atom(_, var kind, var text) ->
          Optional.of(
              that instanceof Atom(_, var other, var same)
                  && kind == other
                  && text.equalsIgnoreCase(same));
      case Array(_, var items, _, _) -> {
        if (!(that instanceof Array other) || other.items().size() != items.size()) {
          yield Optional.of(false);
        }
        List<Optional<Boolean>> pairs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          pairs.add(items.get(i).isSameAs(other.items().get(i)));
        }
        yield all(pairs);
      }
      case Obj(_, var fields, _, _) -> {
        if (!(that instanceof Obj other) || other.fields().size() != fields.size()) {
          yield Optional.of(false);
        }
        yield all(
            fields.stream()
                .map(field ->
                    other
                        .get(field.key())
                        .map(value -> field.value().isSameAs(value))
                        .orElse(Optional.of(false)))
                .toList());
      }
    };
  }

  private static Optional<Boolean> all(List<Optional<Boolean>> pairs) {
    if (pairs.stream().anyMatch(pair -> pair.isPresent() && !pair.get())) {
      return Optional.of(false);
    }
    return pairs.stream().allMatch(Optional::isPresent) ? Optional.of(true) : Optional.empty();
  }

  /// The same value on another line, where it has none of its own.
  default Value at(int line) {
    if (line() != 0) {
      return this;
    }
    return switch (this) {
      case Text text -> new Text(line, text.parts(), text.written());
      case Atom atom -> new Atom(line, atom.kind(), atom.text());
      case Array array ->
          new Array(
              line,
              array.items().stream().map(item -> item.at(line)).toList(),
              array.size(),
              array.depth());
      case Obj object ->
          new Obj(
              line,
              object.fields().stream()
                  .map(field ->
                      new Field(
                          field.key(),
                          field.line() == 0 ? line : field.line(),
                          field.value().at(line)))
                  .toList(),
              object.size(),
              object.depth());
    };
  }

  /// The same value without lines: it comes from another file.
  default Value elsewhere() {
    return switch (this) {
      case Text text -> new Text(0, text.parts(), text.written());
      case Atom atom -> new Atom(0, atom.kind(), atom.text());
      case Array array ->
          new Array(
              0,
              array.items().stream().map(Value::elsewhere).toList(),
              array.size(),
              array.depth());
      case Obj object ->
          new Obj(
              0,
              object.fields().stream()
                  .map(field -> new Field(field.key(), 0, field.value().elsewhere()))
                  .toList(),
              object.size(),
              object.depth());
    };
  }
}
