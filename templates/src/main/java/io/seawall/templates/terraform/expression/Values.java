package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Values of Terraform as nodes. Those that no text holds are on line 0.
///
/// Source: Terraform language documentation, "Types and Values", on conversions.
public final class Values {
  /// The key of an object of which not every attribute is known: any other is what stands there.
  public static final String REST = " rest";

  /// The key of the only item of a list of one item or none.
  public static final String PERHAPS = " perhaps";

  /// Digits before and after the point. More is hostile.
  private static final int MOST_DIGITS = 400;

  private static final int SET = -1;

  public static final Node NULL = new Scalar(0, ScalarKind.NULL, "null");

  private Values() {}

  public static Node unknown(String expression) {
    return new Unresolved(0, expression);
  }

  public static Node of(String text) {
    return new Scalar(0, ScalarKind.STRING, text);
  }

  public static Node of(boolean value) {
    return new Scalar(0, ScalarKind.BOOLEAN, Boolean.toString(value));
  }

  public static Node of(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return new Scalar(0, ScalarKind.NUMBER, plain.toPlainString());
  }

  public static Node of(long number) {
    return of(BigDecimal.valueOf(number));
  }

  public static Node list(List<? extends Node> items) {
    return new Sequence(0, List.copyOf(items));
  }

  /// A set, which has no order and no keys but its items. It is a list that goes by its line.
  static Node set(List<? extends Node> items) {
    List<Node> out = new ArrayList<>();
    for (Node item : items) {
      if (Values.isUnknown(item) || out.stream().noneMatch(item::isSameAs)) {
        out.add(item);
      }
    }
    return new Sequence(SET, out);
  }

  static boolean isSet(Node node) {
    return node instanceof Sequence(var line, _) && line == SET;
  }

  public static Entry entry(String key, Node value) {
    return new Entry(key, 0, value);
  }

  public static boolean isNull(Node node) {
    return node instanceof Scalar(_, var kind, _) && kind == ScalarKind.NULL;
  }

  /// Whether the value as a whole is not known.
  public static boolean isUnknown(Node node) {
    return node instanceof Unresolved || node instanceof Clash;
  }

  /// Whether anything in it is not known.
  public static boolean holdsUnknown(Node node) {
    return switch (node) {
      case Unresolved _, Clash _ -> true;
      case Scalar _ -> false;
      case Sequence(_, var items) -> items.stream().anyMatch(Values::holdsUnknown);
      case Mapping(_, var entries) ->
          entries.stream().anyMatch(entry -> holdsUnknown(entry.value()));
    };
  }

  /// Whether it is an object of which not every attribute is known.
  static boolean isOpen(Node node) {
    return node instanceof Mapping mapping && mapping.get(REST).isPresent();
  }

  /// The characters of a text, number or boolean.
  static Optional<String> text(Node node) {
    return node instanceof Scalar(_, var kind, var text) && kind != ScalarKind.NULL
        ? Optional.of(text)
        : Optional.empty();
  }

  /// The characters of a text, number or boolean.
  static String needText(Node node) throws Refused {
    return text(node).orElseThrow(() -> new Refused(node.describe() + " in place of text"));
  }

  static Optional<BigDecimal> number(Node node) {
    return text(node).flatMap(Values::parse);
  }

  static BigDecimal needNumber(Node node) throws Refused {
    return number(node).orElseThrow(() -> new Refused(node.describe() + " in place of a number"));
  }

  static int needInt(Node node) throws Refused {
    try {
      return needNumber(node).intValueExact();
    } catch (ArithmeticException e) {
      throw new Refused(node.describe() + " in place of a whole number");
    }
  }

  private static Optional<BigDecimal> parse(String text) {
    try {
      BigDecimal number = new BigDecimal(text.strip());
      boolean long_ = Math.abs((long) number.scale()) > MOST_DIGITS;
      return long_ || number.precision() > MOST_DIGITS ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// A boolean, or text that says one.
  static Optional<Boolean> bool(Node node) {
    return node instanceof Scalar(_, var kind, var text) && kind != ScalarKind.NULL
        ? switch (text) {
          case "true" -> Optional.of(true);
          case "false" -> Optional.of(false);
          case "1" -> kind == ScalarKind.STRING ? Optional.of(true) : Optional.empty();
          case "0" -> kind == ScalarKind.STRING ? Optional.of(false) : Optional.empty();
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  static boolean needBool(Node node) throws Refused {
    return bool(node).orElseThrow(() -> new Refused(node.describe() + " in place of a boolean"));
  }

  /// The items of a list, or the values of an object.
  static List<Node> needItems(Node node) throws Refused {
    return switch (node) {
      case Sequence(_, var items) -> items;
      case Mapping(_, var entries) when !isOpen(node) ->
          entries.stream().map(Entry::value).toList();
      case Mapping _, Scalar _, Unresolved _, Clash _ ->
          throw new Refused(node.describe() + " in place of a list");
    };
  }

  static Mapping needMapping(Node node) throws Refused {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    throw new Refused(node.describe() + " in place of an object");
  }

  /// An attribute of an object.
  static Node attribute(Node of, String name) throws Refused {
    return switch (of) {
      case Unresolved(_, var expression) -> unknown(expression + "." + name);
      case Clash clash -> unknown(clash.describe());
      case Mapping mapping -> {
        Optional<Node> value = mapping.get(name);
        if (value.isPresent()) {
          yield value.get();
        }
        Node rest = mapping.get(REST).orElseThrow(() -> new Refused("no attribute " + name));
        yield unknown(rest instanceof Unresolved(_, var of_) ? of_ + "." + name : name);
      }
      case Sequence _, Scalar _ -> throw new Refused(of.describe() + " in place of an object");
    };
  }

  /// An item of a list or an object.
  static Node item(Node of, Node key) throws Refused {
    if (isUnknown(of) || isUnknown(key)) {
      return unknown(expression(of) + "[" + text(key).orElse("...") + "]");
    }
    if (!(of instanceof Sequence(_, var items))) {
      return attribute(of, needText(key));
    }
    int index = needInt(key);
    if (index < 0 || index >= items.size()) {
      throw new Refused("no item " + index);
    }
    return items.get(index);
  }

  /// What a value that is not known depends on; empty text for others.
  static String expression(Node node) {
    return node instanceof Unresolved(_, var expression) ? expression : "";
  }

  /// Whether two values are equal; empty if that depends on what is not known.
  static Optional<Boolean> equal(Node left, Node right) {
    if (isUnknown(left) || isUnknown(right)) {
      return Optional.empty();
    }
    if (left.getClass() != right.getClass()) {
      return Optional.of(false);
    }
    if (holdsUnknown(left) || holdsUnknown(right)) {
      return Optional.empty();
    }
    if (left instanceof Scalar(_, var kind, _)
        && right instanceof Scalar(_, var other, _)
        && kind == ScalarKind.NUMBER
        && other == kind) {
      return number(left).flatMap(l -> number(right).map(r -> l.compareTo(r) == 0));
    }
    return Optional.of(left.isSameAs(right));
  }

  /// The same value as if it stood on one line.
  public static Node at(int line, Node node) {
    return switch (node) {
      case Scalar(_, var kind, var text) -> new Scalar(line, kind, text);
      case Unresolved(_, var expression) -> new Unresolved(line, expression);
      case Clash clash -> new Unresolved(line, clash.describe());
      case Sequence(var own, var items) ->
          new Sequence(
              own == SET ? SET : line, items.stream().map(item -> at(line, item)).toList());
      case Mapping(_, var entries) -> {
        List<Entry> out = new ArrayList<>();
        entries.forEach(entry -> out.add(new Entry(entry.key(), line, at(line, entry.value()))));
        yield new Mapping(line, out);
      }
    };
  }

  /// How many values it holds.
  static int size(Node node) {
    return switch (node) {
      case Scalar _, Unresolved _, Clash _ -> 1;
      case Sequence(_, var items) -> 1 + items.stream().mapToInt(Values::size).sum();
      case Mapping(_, var entries) ->
          1 + entries.stream().mapToInt(entry -> size(entry.value())).sum();
    };
  }
}
