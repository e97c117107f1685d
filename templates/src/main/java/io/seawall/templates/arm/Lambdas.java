package io.seawall.templates.arm;

import io.seawall.templates.arm.Value.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Functions that take a function.
///
/// Source: Azure Resource Manager, "Lambda functions for ARM templates".
final class Lambdas {
  private final Evaluator evaluator;

  Lambdas(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// The result; empty if it depends on what is not known.
  Optional<Value> of(Expression.Call call, Frame frame) {
    List<Expression> arguments = call.arguments();
    if (arguments.size() < 2) {
      return Optional.empty();
    }
    Value over = evaluator.of(arguments.getFirst(), frame);
    if (over instanceof Value.Obj object) {
      return call.name().equalsIgnoreCase("mapValues")
          ? lambda(arguments.get(1), frame).flatMap(lambda -> mapValues(object, lambda))
          : Optional.empty();
    }
    if (!(over instanceof Value.Array array)) {
      return Optional.empty();
    }
    List<Value> items = array.items();
    Optional<Lambda> lambda = lambda(arguments.getLast(), frame);
    return lambda.flatMap(function ->
        switch (call.name().toLowerCase(Locale.ROOT)) {
          case "map" -> Optional.of(map(items, function));
          case "filter" -> filter(items, function);
          case "reduce" ->
              arguments.size() == 3
                  ? Optional.of(reduce(items, evaluator.of(arguments.get(1), frame), function))
                  : Optional.empty();
          case "sort" -> sorted(items, function).map(sorted -> Value.Array.of(0, sorted));
          case "toobject" ->
              lambda(arguments.get(1), frame)
                  .flatMap(keys ->
                      toObject(
                          items,
                          keys,
                          arguments.size() > 2 ? Optional.of(function) : Optional.empty()));
          case "groupby" -> groupBy(items, function);
          default -> Optional.empty();
        });
  }

  /// A function with the names of its arguments.
  private final class Lambda {
    private final List<String> names;
    private final Expression body;
    private final Frame frame;

    private Lambda(List<String> names, Expression body, Frame frame) {
      this.names = names;
      this.body = body;
      this.frame = frame;
    }

    Value of(Value... arguments) {
      Frame inner = frame;
      for (int i = 0; i < names.size() && i < arguments.length; i++) {
        inner = inner.lambda(names.get(i), arguments[i]);
      }
      return evaluator.of(body, inner);
    }
  }

  private Optional<Lambda> lambda(Expression expression, Frame frame) {
    if (!(expression instanceof Expression.Call(var name, var arguments))
        || !name.equalsIgnoreCase("lambda")
        || arguments.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (Expression argument : arguments.subList(0, arguments.size() - 1)) {
      if (!(argument instanceof Expression.Text(var text))) {
        return Optional.empty();
      }
      names.add(text);
    }
    return Optional.of(new Lambda(names, arguments.getLast(), frame));
  }

  private static Value map(List<Value> items, Lambda lambda) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      out.add(lambda.of(items.get(i), Value.of((long) i)));
    }
    return Value.Array.of(0, out);
  }

  private static Optional<Value> mapValues(Value.Obj object, Lambda lambda) {
    List<Field> fields = new ArrayList<>();
    for (Field field : object.fields()) {
      fields.add(new Field(field.key(), field.line(), lambda.of(field.value())));
    }
    return Optional.of(Value.Obj.of(0, fields));
  }

  private static Optional<Value> filter(List<Value> items, Lambda lambda) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Optional<Boolean> kept = lambda.of(items.get(i), Value.of((long) i)).bool();
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      if (kept.get()) {
        out.add(items.get(i));
      }
    }
    return Optional.of(Value.Array.of(0, out));
  }

  private static Value reduce(List<Value> items, Value start, Lambda lambda) {
    Value out = start;
    for (int i = 0; i < items.size(); i++) {
      out = lambda.of(out, items.get(i), Value.of((long) i));
    }
    return out;
  }

  /// Sorted by merging, which ends whatever the function says.
  private static Optional<List<Value>> sorted(List<Value> items, Lambda before) {
    if (items.size() < 2) {
      return Optional.of(items);
    }
    int half = items.size() / 2;
    Optional<List<Value>> left = sorted(items.subList(0, half), before);
    Optional<List<Value>> right = sorted(items.subList(half, items.size()), before);
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : merged(left.get(), right.get(), before);
  }

  private static Optional<List<Value>> merged(List<Value> left, List<Value> right, Lambda before) {
    List<Value> out = new ArrayList<>();
    int taken = 0;
    for (Value item : right) {
      while (taken < left.size()) {
        Optional<Boolean> first = before.of(item, left.get(taken)).bool();
        if (first.isEmpty()) {
          return Optional.empty();
        }
        if (first.get()) {
          break;
        }
        out.add(left.get(taken++));
      }
      out.add(item);
    }
    out.addAll(left.subList(taken, left.size()));
    return Optional.of(out);
  }

  private static Optional<Value> toObject(List<Value> items, Lambda keys, Optional<Lambda> values) {
    List<Field> fields = new ArrayList<>();
    for (Value item : items) {
      Optional<String> key = keys.of(item).asText();
      if (key.isEmpty() || fields.size() > Budget.COPIES) {
        return Optional.empty();
      }
      fields.removeIf(field -> field.key().equalsIgnoreCase(key.get()));
      fields.add(
          new Field(key.get(), item.line(), values.map(value -> value.of(item)).orElse(item)));
    }
    return Optional.of(Value.Obj.of(0, fields));
  }

  private static Optional<Value> groupBy(List<Value> items, Lambda keys) {
    List<Field> fields = new ArrayList<>();
    for (Value item : items) {
      Optional<String> key = keys.of(item).asText();
      if (key.isEmpty() || fields.size() > Budget.COPIES) {
        return Optional.empty();
      }
      List<Value> group = new ArrayList<>();
      for (Field field : fields) {
        if (field.key().equals(key.get()) && field.value() instanceof Value.Array array) {
          group.addAll(array.items());
        }
      }
      group.add(item);
      fields.removeIf(field -> field.key().equals(key.get()));
      fields.add(Field.of(key.get(), Value.Array.of(0, group)));
    }
    return Optional.of(Value.Obj.of(0, fields));
  }
}
