package io.seawall.templates.arm;

import java.util.List;

/// An expression of the template language, as written between the brackets.
///
/// Source: Azure Resource Manager, "Syntax and expressions in ARM templates".
sealed interface Expression {
  record Text(String text) implements Expression {}

  record WholeNumber(long value) implements Expression {}

  /// @param name of a function; `namespace.name` for one that the template defines itself
  record Call(String name, List<Expression> arguments) implements Expression {}

  /// What stands in an object or array under a key or number.
  record Member(Expression of, Expression key) implements Expression {}
}
