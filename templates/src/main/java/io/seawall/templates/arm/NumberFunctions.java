package io.seawall.templates.arm;

import io.seawall.model.document.Node.ScalarKind;
import io.seawall.templates.arm.Function.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;

/// Whole numbers and comparisons.
///
/// Source: Azure Resource Manager, "Numeric functions for ARM templates" and "Comparison functions
/// for ARM templates".
final class NumberFunctions {
  static final Map<String, Function> ALL =
      Map.ofEntries(
          Map.entry("add", exact(Math::addExact)),
          Map.entry("sub", exact(Math::subtractExact)),
          Map.entry("mul", exact(Math::multiplyExact)),
          Map.entry("div", exact(Math::divideExact)),
          Map.entry("mod", exact((a, b) -> a % b)),
          Map.entry("min", extreme(Math::min)),
          Map.entry("max", extreme(Math::max)),
          Map.entry("int", NumberFunctions::number),
          Map.entry("range", NumberFunctions::range),
          Map.entry("less", compared(order -> order < 0)),
          Map.entry("lessorequals", compared(order -> order <= 0)),
          Map.entry("greater", compared(order -> order > 0)),
          Map.entry("greaterorequals", compared(order -> order >= 0)));

  private NumberFunctions() {}

  private static Function exact(BinaryOperator<Long> operation) {
    return arguments -> {
      Optional<Long> left = arguments.integer(0);
      Optional<Long> right = arguments.integer(1);
      if (left.isEmpty() || right.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(Value.of(operation.apply(left.get(), right.get())));
      } catch (ArithmeticException e) { // too large, or a division by zero
        return Optional.empty();
      }
    };
  }

  /// Of several numbers, or of an array of them.
  private static Function extreme(BinaryOperator<Long> better) {
    return arguments -> {
      List<Value> values = arguments.array(0).orElse(arguments.values());
      List<Long> numbers = values.stream().flatMap(value -> value.integer().stream()).toList();
      return numbers.size() == values.size()
          ? numbers.stream().reduce(better).map(Value::of)
          : Optional.empty();
    };
  }

  private static Optional<Value> number(Arguments arguments) {
    return arguments
        .integer(0)
        .or(() ->
            arguments
                .text(0)
                .flatMap(text -> new Value.Atom(0, ScalarKind.NUMBER, text.strip()).integer()))
        .map(Value::of);
  }

  private static Optional<Value> range(Arguments arguments) {
    Optional<Long> start = arguments.integer(0).filter(n -> Math.abs(n) <= Integer.MAX_VALUE);
    Optional<Long> count = arguments.integer(1).filter(n -> n >= 0 && n <= Budget.RANGE);
    if (start.isEmpty() || count.isEmpty() || !arguments.budget().spend(count.get())) {
      return Optional.empty();
    }
    List<Value> items = new ArrayList<>();
    for (long i = 0; i < count.get(); i++) {
      items.add(Value.of(start.get() + i));
    }
    return Optional.of(Value.Array.of(0, items));
  }

  /// Two numbers. The order of texts depends on rules that are not documented.
  private static Function compared(IntPredicate claim) {
    return arguments ->
        arguments
            .integer(0)
            .flatMap(left ->
                arguments.integer(1).map(right -> Value.of(claim.test(left.compareTo(right)))));
  }
}
