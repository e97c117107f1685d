package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// Source: Terraform language documentation, "Operators".
final class Operators {
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  private Operators() {}

  static Node unary(String operator, Node of) throws Refused {
    return operator.equals("!")
        ? Values.of(!Values.needBool(of))
        : Values.of(Values.needNumber(of).negate());
  }

  /// @return empty if it depends on what is not known
  static Optional<Node> binary(String operator, Node left, Node right) throws Refused {
    switch (operator) {
      case "==" -> {
        return Values.equal(left, right).map(Values::of);
      }
      case "!=" -> {
        return Values.equal(left, right).map(equal -> Values.of(!equal));
      }
      case "&&", "||" -> {
        boolean decides = operator.equals("||");
        if (is(left, decides) || is(right, decides)) {
          return Optional.of(Values.of(decides));
        }
      }
      default -> {}
    }
    if (Values.isUnknown(left) || Values.isUnknown(right)) {
      return Optional.empty();
    }
    if (operator.equals("&&") || operator.equals("||")) {
      boolean first = Values.needBool(left);
      boolean second = Values.needBool(right);
      return Optional.of(Values.of(operator.equals("&&") ? first && second : first || second));
    }
    return Optional.of(arithmetic(operator, Values.needNumber(left), Values.needNumber(right)));
  }

  private static boolean is(Node node, boolean value) {
    return Values.bool(node).filter(b -> b == value).isPresent();
  }

  private static Node arithmetic(String operator, BigDecimal left, BigDecimal right)
      throws Refused {
    if (right.signum() == 0 && (operator.equals("/") || operator.equals("%"))) {
      throw new Refused("division by zero");
    }
    return switch (operator) {
      case "+" -> Values.of(left.add(right, DIGITS));
      case "-" -> Values.of(left.subtract(right, DIGITS));
      case "*" -> Values.of(left.multiply(right, DIGITS));
      case "/" -> Values.of(left.divide(right, DIGITS));
      case "%" -> Values.of(left.remainder(right));
      case "<" -> Values.of(left.compareTo(right) < 0);
      case "<=" -> Values.of(left.compareTo(right) <= 0);
      case ">" -> Values.of(left.compareTo(right) > 0);
      case ">=" -> Values.of(left.compareTo(right) >= 0);
      default -> throw new Refused("the operator " + operator);
    };
  }
}
