package io.seawall.sources.hcl;

import io.seawall.model.document.Node.ScalarKind;
import java.util.List;
import java.util.Optional;

/// An expression of HCL. Its height is bounded, so walking it by recursion ends.
///
/// Source: HCL Native Syntax Specification, "Expressions".
public sealed interface Expression {
  /// Where it stands.
  Span span();

  /// A number, boolean, null, or a text without interpolation.
  record Literal(ScalarKind kind, String text, Span span) implements Expression {}

  /// A text put together from parts.
  record Template(List<Expression> parts, Span span) implements Expression {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /// A name that stands for a value: `var`, `each`, a type of resource, a name bound by `for`.
  record Name(String name, Span span) implements Expression {}

  /// `of.name`.
  record Attribute(Expression of, String name, Span span) implements Expression {}

  /// `of[key]`.
  record Index(Expression of, Expression key, Span span) implements Expression {}

  /// `of[*].rest`: `each` for every item, which goes by the name `*` in it.
  record Splat(Expression of, Expression each, Span span) implements Expression {}

  /// A call of a function.
  ///
  /// @param expanded whether the last argument is a list of arguments: `f(list...)`
  record Call(String name, List<Expression> arguments, boolean expanded, Span span)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// `!of` or `-of`.
  record Unary(String operator, Expression of, Span span) implements Expression {}

  /// `left operator right`.
  record Binary(String operator, Expression left, Expression right, Span span)
      implements Expression {}

  /// `condition ? yes : no`.
  record Conditional(Expression condition, Expression yes, Expression no, Span span)
      implements Expression {}

  /// `[a, b]`.
  record Tuple(List<Expression> items, Span span) implements Expression {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// `{a = b}`.
  record ObjectOf(List<Pair> pairs, Span span) implements Expression {
    public ObjectOf {
      pairs = List.copyOf(pairs);
    }
  }

  /// One pair of an object. A bare name as key is a literal.
  record Pair(Expression key, Expression value) {}

  /// `[for k, v in of : value if condition]` and `{for k, v in of : key => value...}`.
  ///
  /// @param keyName empty if the keys of the collection are not asked for
  /// @param key present for an object
  /// @param grouped whether values of one key are gathered in a list
  record For(
      Optional<String> keyName,
      String valueName,
      Expression of,
      Optional<Expression> key,
      Expression value,
      Optional<Expression> condition,
      boolean grouped,
      Span span)
      implements Expression {}

  /// A directive of a template, `%{if ...}` or `%{for ...}`, which is not carried out.
  record Directive(Span span) implements Expression {}
}
