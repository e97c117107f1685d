package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.templates.terraform.expression.Bindings;
import io.seawall.templates.terraform.expression.Evaluator;
import io.seawall.templates.terraform.expression.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How often a block is made: once, `count` times, once `for_each` item, or a number of times that
/// is not known.
///
/// Source: Terraform language documentation, "The count Meta-Argument" and "The for_each
/// Meta-Argument".
record Repetition(Kind kind, List<Copy> copies) {
  /// Copies of which none is known.
  static final Repetition NONE = new Repetition(Kind.UNKNOWN, List.of());

  /// More is hostile.
  private static final int MOST = 10_000;

  /// `var.wanted ? 1 : 0`, the usual way to say that a block may be left out.
  private static final Pattern OPTIONAL =
      Pattern.compile("\\$\\{[^?]*\\?\\s*(1\\s*:\\s*0|0\\s*:\\s*1)\\s*}", Pattern.DOTALL);

  enum Kind {
    ONCE,
    COUNTED,
    KEYED,
    /// None or one, which goes by the index 0.
    PERHAPS,
    /// Any number.
    UNKNOWN
  }

  /// One of the copies.
  ///
  /// @param suffix what the address has for it, such as `[0]`
  record Copy(String suffix, String key, Bindings bindings) {}

  static Repetition of(Mapping body, Evaluator evaluator, Bindings around) {
    Optional<Node> count = body.get("count");
    Optional<Node> forEach = body.get("for_each");
    if (count.isPresent()) {
      return counted(count.get(), evaluator.value(count.get(), around), around);
    }
    return forEach
        .map(written -> keyed(evaluator.value(written, around), around))
        .orElseGet(() -> new Repetition(Kind.ONCE, List.of(new Copy("", "", around))));
  }

  private static Repetition counted(Node written, Node count, Bindings around) {
    Optional<Integer> number =
        count instanceof Scalar(_, _, var text) ? parse(text) : Optional.empty();
    if (number.isEmpty()) {
      boolean optional =
          written instanceof Scalar(_, _, var text) && OPTIONAL.matcher(text).matches();
      Node index = optional ? Values.of(0) : Values.unknown("count.index");
      Bindings inner = around.with("count", object("index", index));
      return new Repetition(
          optional ? Kind.PERHAPS : Kind.UNKNOWN,
          List.of(new Copy(optional ? "[0]" : "[...]", "", inner)));
    }
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i < number.get(); i++) {
      Bindings inner = around.with("count", object("index", Values.of(i)));
      copies.add(new Copy("[" + i + "]", Integer.toString(i), inner));
    }
    return new Repetition(Kind.COUNTED, copies);
  }

  private static Optional<Integer> parse(String text) {
    try {
      int number = Integer.parseInt(text);
      return number < 0 || number > MOST ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Repetition keyed(Node over, Bindings around) {
    List<Entry> items = new ArrayList<>();
    boolean known = true;
    switch (over) {
      case Mapping(_, var entries) -> items.addAll(entries);
      case Sequence(_, var list) -> {
        for (Node item : list) {
          known &= item instanceof Scalar;
          items.add(new Entry(item instanceof Scalar(_, _, var text) ? text : "", 0, item));
        }
      }
      case Scalar(_, var kind, _) -> known = kind == ScalarKind.NULL;
      case Node.Unresolved _, Node.Clash _ -> known = false;
    }
    known &= items.size() <= MOST && items.stream().noneMatch(i -> i.key().equals(Values.REST));
    if (!known) {
      Bindings inner =
          around.with(
              "each",
              object("key", Values.unknown("each.key"), "value", Values.unknown("each.value")));
      return new Repetition(Kind.UNKNOWN, List.of(new Copy("[...]", "", inner)));
    }
    List<Copy> copies = new ArrayList<>();
    for (Entry item : items) {
      Bindings inner =
          around.with("each", object("key", Values.of(item.key()), "value", item.value()));
      copies.add(new Copy("[\"" + item.key() + "\"]", item.key(), inner));
    }
    return new Repetition(Kind.KEYED, copies);
  }

  /// Whether it is known which copies there are.
  boolean isCertain() {
    return kind != Kind.PERHAPS && kind != Kind.UNKNOWN;
  }

  private static Node object(String key, Node value) {
    return new Mapping(0, List.of(Values.entry(key, value)));
  }

  private static Node object(String key, Node value, String other, Node second) {
    return new Mapping(0, List.of(Values.entry(key, value), Values.entry(other, second)));
  }

  /// The value that a reference to the block has.
  ///
  /// @param address of the block
  /// @param one the value of the copy with a suffix
  Node value(String address, Function<Copy, Node> one) {
    return switch (kind) {
      case ONCE -> one.apply(copies.getFirst());
      case COUNTED -> Values.list(copies.stream().map(one).toList());
      case KEYED ->
          new Mapping(0, copies.stream().map(c -> Values.entry(c.key(), one.apply(c))).toList());
      case PERHAPS ->
          new Mapping(
              0,
              List.of(
                  Values.entry(Values.PERHAPS, one.apply(copies.getFirst())),
                  Values.entry(Values.REST, Values.unknown(address))));
      case UNKNOWN -> Values.unknown(address);
    };
  }
}
