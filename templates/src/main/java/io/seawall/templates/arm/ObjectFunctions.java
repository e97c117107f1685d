package io.seawall.templates.arm;

import io.seawall.templates.arm.Function.Arguments;
import io.seawall.templates.arm.Value.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Objects, constants and conversions.
///
/// Source: Azure Resource Manager, "Object functions for ARM templates" and "Logical functions for
/// ARM templates".
final class ObjectFunctions {
  static final Map<String, Function> ALL =
      Map.ofEntries(
          Map.entry("null", _ -> Optional.of(Value.Atom.NULL)),
          Map.entry("true", _ -> Optional.of(Value.Atom.TRUE)),
          Map.entry("false", _ -> Optional.of(Value.Atom.FALSE)),
          Map.entry("not", a -> a.value(0).flatMap(Value::bool).map(b -> Value.of(!b))),
          Map.entry("equals", ObjectFunctions::same),
          Map.entry("bool", ObjectFunctions::bool),
          Map.entry("string", ObjectFunctions::string),
          Map.entry("json", ObjectFunctions::json),
          Map.entry("base64tojson", ObjectFunctions::base64ToJson),
          Map.entry("createobject", ObjectFunctions::createObject),
          Map.entry("objectkeys", ObjectFunctions::keys),
          Map.entry("items", ObjectFunctions::items),
          Map.entry("shallowmerge", ObjectFunctions::shallowMerge),
          Map.entry("tryget", ObjectFunctions::tryGet),
          Map.entry("indexfromend", a -> fromEnd(a, false)),
          Map.entry("tryindexfromend", a -> fromEnd(a, true)));

  private ObjectFunctions() {}

  private static Optional<Value> same(Arguments arguments) {
    return arguments
        .value(0)
        .flatMap(left -> arguments.value(1).flatMap(left::isSameAs))
        .map(Value::of);
  }

  private static Optional<Value> bool(Arguments arguments) {
    Optional<Boolean> known = arguments.value(0).flatMap(Value::bool);
    Optional<Boolean> number = arguments.integer(0).map(n -> n != 0);
    Optional<Boolean> text =
        arguments
            .text(0)
            .map(t -> t.toLowerCase(Locale.ROOT))
            .flatMap(t ->
                switch (t) {
                  case "true", "1" -> Optional.of(true);
                  case "false", "0" -> Optional.of(false);
                  default -> Optional.empty();
                });
    return known.or(() -> number).or(() -> text).map(Value::of);
  }

  /// A text or number as text; an array or object as JSON.
  private static Optional<Value> string(Arguments arguments) {
    return arguments
        .value(0)
        .flatMap(value ->
            Arguments.piece(value)
                .<Value>map(piece -> piece)
                .or(() ->
                    value.isKnown() && arguments.budget().fits(value.size())
                        ? Optional.of(Value.Text.of(Json.written(value)))
                        : Optional.empty()));
  }

  private static Optional<Value> json(Arguments arguments) {
    return arguments
        .text(0)
        .filter(text -> arguments.budget().fits(text.length()))
        .flatMap(Json::read);
  }

  private static Optional<Value> base64ToJson(Arguments arguments) {
    return Functions.call("base64ToString", arguments)
        .flatMap(text -> json(new Arguments(List.of(text), arguments.budget())));
  }

  private static Optional<Value> createObject(Arguments arguments) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.count(); i += 2) {
      Optional<String> key = arguments.text(i);
      if (key.isEmpty()) {
        return Optional.empty();
      }
      fields.removeIf(field -> field.key().equalsIgnoreCase(key.get()));
      fields.add(Field.of(key.get(), arguments.values().get(i + 1)));
    }
    return arguments.count() % 2 == 0 ? Optional.of(Value.Obj.of(0, fields)) : Optional.empty();
  }

  /// In the order of the alphabet, as `items` has them.
  private static List<Field> sorted(Value.Obj object) {
    return object.fields().stream()
        .sorted(Comparator.comparing(Field::key, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  private static Optional<Value> keys(Arguments arguments) {
    return arguments
        .object(0)
        .map(object ->
            Value.Array.of(
                0, sorted(object).stream().map(field -> Value.Text.of(field.key())).toList()));
  }

  private static Optional<Value> items(Arguments arguments) {
    return arguments
        .object(0)
        .map(object ->
            Value.Array.of(
                0,
                sorted(object).stream()
                    .map(field ->
                        Value.Obj.of(
                            field.value().line(),
                            List.of(
                                Field.of("key", Value.Text.of(field.key())),
                                Field.of("value", field.value()))))
                    .toList()));
  }

  private static Optional<Value> shallowMerge(Arguments arguments) {
    Value.Obj out = Value.Obj.of(0, List.of());
    Optional<List<Value>> items = arguments.array(0);
    for (Value item : items.orElse(List.of())) {
      if (!(item instanceof Value.Obj object) || !arguments.budget().spend(out.size())) {
        return Optional.empty();
      }
      out = ArrayFunctions.merged(out, object, false);
    }
    Value.Obj merged = out;
    return items.map(_ -> merged);
  }

  /// What stands under keys and numbers inside each other; null if it is not there.
  private static Optional<Value> tryGet(Arguments arguments) {
    Optional<Value> out = arguments.value(0);
    for (int i = 1; i < arguments.count() && out.isPresent(); i++) {
      Value key = arguments.values().get(i);
      out =
          switch (out.get()) {
            case Value.Obj object ->
                key.asText().map(name -> object.get(name).orElse(Value.Atom.NULL));
            case Value.Array(_, var items, _, _) ->
                key.integer()
                    .map(n ->
                        n >= 0 && n < items.size() ? items.get(n.intValue()) : Value.Atom.NULL);
            case Value.Atom atom -> atom.isNull() ? Optional.of(Value.Atom.NULL) : Optional.empty();
            case Value.Text _ -> Optional.empty();
          };
    }
    return out;
  }

  private static Optional<Value> fromEnd(Arguments arguments, boolean lenient) {
    Optional<List<Value>> items = arguments.array(0);
    Optional<Long> back = arguments.integer(1);
    if (items.isEmpty() || back.isEmpty()) {
      return Optional.empty();
    }
    long index = items.get().size() - back.get();
    if (index >= 0 && index < items.get().size()) {
      return Optional.of(items.get().get((int) index));
    }
    return lenient ? Optional.of(Value.Atom.NULL) : Optional.empty();
  }
}
