package io.seawall.templates.arm;

import io.seawall.model.document.Node.ScalarKind;
import java.util.List;
import java.util.Optional;

/// A function whose result depends on its arguments alone.
@FunctionalInterface
interface Function {
  /// The result; empty if it depends on what is not known, or if the function refuses the
  /// arguments.
  Optional<Value> of(Arguments arguments);

  /// The values that a function is called with.
  record Arguments(List<Value> values, Budget budget) {
    int count() {
      return values.size();
    }

    Optional<Value> value(int index) {
      return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
    }

    Optional<String> text(int index) {
      return value(index).flatMap(Value::asText);
    }

    /// A text that may have holes; a number or boolean as text.
    ///
    /// Source: Azure Resource Manager, string functions, `concat` and `format`.
    Optional<Value.Text> piece(int index) {
      return value(index).flatMap(Arguments::piece);
    }

    static Optional<Value.Text> piece(Value value) {
      return switch (value) {
        case Value.Text text -> Optional.of(text);
        case Value.Atom(_, var kind, var text) when kind == ScalarKind.NUMBER ->
            Optional.of(Value.Text.of(text));
        case Value.Atom(_, var kind, var text) when kind == ScalarKind.BOOLEAN ->
            Optional.of(Value.Text.of(text.equalsIgnoreCase("true") ? "True" : "False"));
        case Value.Atom _, Value.Array _, Value.Obj _ -> Optional.empty();
      };
    }

    Optional<Long> integer(int index) {
      return value(index).flatMap(Value::integer);
    }

    Optional<List<Value>> array(int index) {
      return value(index)
          .flatMap(value ->
              value instanceof Value.Array array ? Optional.of(array.items()) : Optional.empty());
    }

    Optional<Value.Obj> object(int index) {
      return value(index)
          .flatMap(
              value -> value instanceof Value.Obj object ? Optional.of(object) : Optional.empty());
    }
  }
}
