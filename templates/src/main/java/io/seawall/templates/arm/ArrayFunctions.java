package io.seawall.templates.arm;

import io.seawall.templates.arm.Function.Arguments;
import io.seawall.templates.arm.Value.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What works on arrays, and on objects or texts as well.
///
/// Source: Azure Resource Manager, "Array functions for ARM templates" and "Object functions for
/// ARM templates".
final class ArrayFunctions {
  static final Map<String, Function> ALL =
      Map.ofEntries(
          Map.entry("concat", ArrayFunctions::concat),
          Map.entry("union", ArrayFunctions::union),
          Map.entry("intersection", ArrayFunctions::intersection),
          Map.entry("contains", ArrayFunctions::contains),
          Map.entry("length", ArrayFunctions::length),
          Map.entry("empty", ArrayFunctions::empty),
          Map.entry("first", arguments -> end(arguments, true)),
          Map.entry("last", arguments -> end(arguments, false)),
          Map.entry("take", arguments -> part(arguments, true)),
          Map.entry("skip", arguments -> part(arguments, false)),
          Map.entry("indexof", arguments -> index(arguments, true)),
          Map.entry("lastindexof", arguments -> index(arguments, false)),
          Map.entry("createarray", a -> Optional.of(Value.Array.of(0, a.values()))),
          Map.entry("array", ArrayFunctions::array),
          Map.entry("flatten", ArrayFunctions::flatten));

  private ArrayFunctions() {}

  private static Optional<Value> concat(Arguments arguments) {
    if (arguments.count() == 0) {
      return Optional.empty();
    }
    if (arguments.array(0).isPresent()) {
      return lists(arguments)
          .map(lists -> Value.Array.of(0, lists.stream().flatMap(List::stream).toList()));
    }
    List<Value.Text> pieces = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      arguments.piece(i).ifPresent(pieces::add);
    }
    return pieces.size() == arguments.count()
        ? Optional.of(Value.Text.joined(pieces))
        : Optional.empty();
  }

  /// The arguments as arrays; empty if one is none.
  private static Optional<List<List<Value>>> lists(Arguments arguments) {
    List<List<Value>> lists = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      arguments.array(i).ifPresent(lists::add);
    }
    return lists.size() == arguments.count() && !lists.isEmpty()
        ? Optional.of(lists)
        : Optional.empty();
  }

  private static Optional<List<Value.Obj>> objects(Arguments arguments) {
    List<Value.Obj> objects = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      arguments.object(i).ifPresent(objects::add);
    }
    return objects.size() == arguments.count() && !objects.isEmpty()
        ? Optional.of(objects)
        : Optional.empty();
  }

  /// Items once each; objects merged, and objects in them, where the last wins.
  private static Optional<Value> union(Arguments arguments) {
    return lists(arguments)
        .flatMap(lists -> {
          List<Value> out = new ArrayList<>();
          for (Value item : lists.stream().flatMap(List::stream).toList()) {
            Optional<Boolean> found = found(out, item, arguments.budget());
            if (found.isEmpty()) {
              return Optional.<Value>empty();
            }
            if (!found.get()) {
              out.add(item);
            }
          }
          return Optional.<Value>of(Value.Array.of(0, out));
        })
        .or(() ->
            objects(arguments)
                .map(all -> {
                  Value.Obj out = all.getFirst();
                  for (Value.Obj next : all.subList(1, all.size())) {
                    out = merged(out, next, true);
                  }
                  return out;
                }));
  }

  /// The pairs of both, where those of `last` win.
  ///
  /// @param deep whether objects under one key are merged in turn
  static Value.Obj merged(Value.Obj first, Value.Obj last, boolean deep) {
    List<Field> fields = new ArrayList<>();
    for (Field field : first.fields()) {
      Optional<Value> over = last.get(field.key());
      Value value =
          over.map(winner ->
                  deep
                          && field.value() instanceof Value.Obj inner
                          && winner instanceof Value.Obj other
                      ? merged(inner, other, true)
                      : winner)
              .orElse(field.value());
      fields.add(new Field(field.key(), field.line(), value));
    }
    last.fields().stream().filter(field -> first.get(field.key()).isEmpty()).forEach(fields::add);
    return Value.Obj.of(first.line(), fields);
  }

  private static Optional<Value> intersection(Arguments arguments) {
    return lists(arguments)
        .flatMap(lists -> {
          List<Value> out = new ArrayList<>();
          for (Value item : lists.getFirst()) {
            boolean all = !isIn(out, item, arguments.budget());
            for (List<Value> list : lists.subList(1, lists.size())) {
              Optional<Boolean> found = found(list, item, arguments.budget());
              if (found.isEmpty()) {
                return Optional.<Value>empty();
              }
              all &= found.get();
            }
            if (all) {
              out.add(item);
            }
          }
          return Optional.<Value>of(Value.Array.of(0, out));
        });
  }

  private static boolean isIn(List<Value> list, Value item, Budget budget) {
    return found(list, item, budget).orElse(false);
  }

  /// Whether an item is in a list; nothing if that depends on what is not known.
  private static Optional<Boolean> found(List<Value> list, Value item, Budget budget) {
    if (!budget.spend(Value.Array.of(0, list).size() + list.size() * Math.min(100, item.size()))) {
      return Optional.empty();
    }
    boolean open = false;
    for (Value one : list) {
      Optional<Boolean> same = one.isSameAs(item);
      if (same.orElse(false)) {
        return Optional.of(true);
      }
      open |= same.isEmpty();
    }
    return open ? Optional.empty() : Optional.of(false);
  }

  private static Optional<Value> contains(Arguments arguments) {
    Optional<Value> item = arguments.value(1);
    if (item.isEmpty()) {
      return Optional.empty();
    }
    Optional<Boolean> found =
        arguments
            .array(0)
            .map(list -> found(list, item.get(), arguments.budget()))
            .orElseGet(() ->
                arguments
                    .object(0)
                    .map(object -> arguments.text(1).map(key -> object.get(key).isPresent()))
                    .orElseGet(() ->
                        arguments.text(0).flatMap(text -> arguments.text(1).map(text::contains))));
    return found.map(Value::of);
  }

  private static Optional<Value> length(Arguments arguments) {
    return arguments
        .array(0)
        .map(List::size)
        .or(() -> arguments.object(0).map(object -> object.fields().size()))
        .or(() -> arguments.text(0).map(String::length))
        .map(Value::of);
  }

  /// A text with a hole is not empty if anything else is in it.
  private static Optional<Value> empty(Arguments arguments) {
    return arguments
        .value(0)
        .flatMap(value ->
            switch (value) {
              case Value.Array(_, var items, _, _) -> Optional.of(Value.of(items.isEmpty()));
              case Value.Obj(_, var fields, _, _) -> Optional.of(Value.of(fields.isEmpty()));
              case Value.Text(_, var parts, _) ->
                  parts.isEmpty() || parts.stream().anyMatch(Value.Part.Literal.class::isInstance)
                      ? Optional.of(Value.of(parts.isEmpty()))
                      : Optional.empty();
              case Value.Atom atom ->
                  atom.isNull() ? Optional.of(Value.Atom.TRUE) : Optional.empty();
            });
  }

  private static Optional<Value> end(Arguments arguments, boolean first) {
    Optional<List<Value>> items = arguments.array(0);
    if (items.isPresent()) {
      return items.get().isEmpty()
          ? Optional.of(Value.Atom.NULL)
          : Optional.of(first ? items.get().getFirst() : items.get().getLast());
    }
    return arguments
        .text(0)
        .map(text ->
            Value.Text.of(
                text.isEmpty()
                    ? ""
                    : first ? text.substring(0, 1) : text.substring(text.length() - 1)));
  }

  private static Optional<Value> part(Arguments arguments, boolean front) {
    Optional<Long> number = arguments.integer(1).map(n -> Math.clamp(n, 0L, Integer.MAX_VALUE));
    if (number.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Value>> items = arguments.array(0);
    if (items.isPresent()) {
      int cut = (int) Math.min(number.get(), items.get().size());
      return Optional.of(
          Value.Array.of(
              0,
              front ? items.get().subList(0, cut) : items.get().subList(cut, items.get().size())));
    }
    return arguments
        .text(0)
        .map(text -> {
          int cut = (int) Math.min(number.get(), text.length());
          return Value.Text.of(front ? text.substring(0, cut) : text.substring(cut));
        });
  }

  /// Texts are searched without regard to case, arrays with regard to it.
  private static Optional<Value> index(Arguments arguments, boolean first) {
    Optional<List<Value>> items = arguments.array(0);
    Optional<Value> item = arguments.value(1);
    if (items.isPresent() && item.isPresent()) {
      return item.get().isKnown() && items.get().stream().allMatch(Value::isKnown)
          ? position(items.get(), item.get(), first, arguments.budget())
          : Optional.empty();
    }
    Optional<String> text = arguments.text(0).map(t -> t.toLowerCase(Locale.ROOT));
    Optional<String> part = arguments.text(1).map(t -> t.toLowerCase(Locale.ROOT));
    return text.flatMap(
        whole -> part.map(p -> Value.of((long) (first ? whole.indexOf(p) : whole.lastIndexOf(p)))));
  }

  private static Optional<Value> position(
      List<Value> items, Value item, boolean first, Budget budget) {
    if (!budget.spend(items.size())) {
      return Optional.empty();
    }
    IntStream places =
        IntStream.range(0, items.size()).filter(i -> items.get(i).isSameAs(item).orElse(false));
    return Optional.of(Value.of((long) (first ? places.findFirst() : places.max()).orElse(-1)));
  }

  private static Optional<Value> array(Arguments arguments) {
    return arguments
        .value(0)
        .filter(value -> !(value instanceof Value.Text text) || text.known().isPresent())
        .map(value -> value instanceof Value.Array ? value : Value.Array.of(0, List.of(value)));
  }

  private static Optional<Value> flatten(Arguments arguments) {
    return arguments
        .array(0)
        .filter(items -> items.stream().noneMatch(ArrayFunctions::isOpen))
        .map(items ->
            Value.Array.of(
                0,
                items.stream()
                    .flatMap(item ->
                        (item instanceof Value.Array inner ? inner.items() : List.of(item))
                            .stream())
                    .toList()));
  }

  private static boolean isOpen(Value value) {
    return value instanceof Value.Text text && text.known().isEmpty();
  }
}
