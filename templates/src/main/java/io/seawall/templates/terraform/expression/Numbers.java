package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Source: Terraform language documentation, "Numeric Functions" and "Type Conversion Functions".
final class Numbers {
  private Numbers() {}

  static Optional<Node> call(String name, List<Node> arguments) throws Refused {
    return switch (name) {
      case "tonumber" -> Optional.of(converted(arguments.get(0)));
      case "tobool" ->
          Optional.of(
              Values.isNull(arguments.get(0))
                  ? Values.NULL
                  : Values.of(Values.needBool(arguments.get(0))));
      case "abs" -> Optional.of(Values.of(Values.needNumber(arguments.get(0)).abs()));
      case "ceil" -> Optional.of(rounded(arguments.get(0), RoundingMode.CEILING));
      case "floor" -> Optional.of(rounded(arguments.get(0), RoundingMode.FLOOR));
      case "max" ->
          Optional.of(Values.of(numbers(arguments).reduce(BigDecimal::max).orElseThrow()));
      case "min" ->
          Optional.of(Values.of(numbers(arguments).reduce(BigDecimal::min).orElseThrow()));
      default -> Optional.empty();
    };
  }

  private static Node converted(Node of) throws Refused {
    return Values.isNull(of) ? Values.NULL : Values.of(Values.needNumber(of));
  }

  private static Node rounded(Node of, RoundingMode mode) throws Refused {
    return Values.of(Values.needNumber(of).setScale(0, mode));
  }

  private static Stream<BigDecimal> numbers(List<Node> arguments) throws Refused {
    List<BigDecimal> out = new ArrayList<>();
    for (Node argument : arguments) {
      out.add(Values.needNumber(argument));
    }
    if (out.isEmpty()) {
      throw new Refused("no number");
    }
    return out.stream();
  }
}
