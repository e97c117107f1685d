package io.seawall.templates.arm;

import io.seawall.templates.arm.Value.Field;

/// On which lines values stand.
final class Lines {
  private Lines() {}

  /// The same value on another line, where it has none of its own.
  static Value at(Value value, int line) {
    if (value.line() != 0) {
      return value;
    }
    return switch (value) {
      case Value.Text text -> new Value.Text(line, text.parts(), text.written());
      case Value.Atom atom -> new Value.Atom(line, atom.kind(), atom.text());
      case Value.Array array ->
          new Value.Array(
              line,
              array.items().stream().map(item -> at(item, line)).toList(),
              array.size(),
              array.depth());
      case Value.Obj object ->
          new Value.Obj(
              line,
              object.fields().stream()
                  .map(field ->
                      new Field(
                          field.key(),
                          field.line() == 0 ? line : field.line(),
                          at(field.value(), line)))
                  .toList(),
              object.size(),
              object.depth());
    };
  }

  /// The same value without lines: it comes from another file.
  static Value without(Value value) {
    return switch (value) {
      case Value.Text text -> new Value.Text(0, text.parts(), text.written());
      case Value.Atom atom -> new Value.Atom(0, atom.kind(), atom.text());
      case Value.Array array ->
          new Value.Array(
              0, array.items().stream().map(Lines::without).toList(), array.size(), array.depth());
      case Value.Obj object ->
          new Value.Obj(
              0,
              object.fields().stream()
                  .map(field -> new Field(field.key(), 0, without(field.value())))
                  .toList(),
              object.size(),
              object.depth());
    };
  }
}
