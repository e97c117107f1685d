package io.seawall.templates.arm;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.arm.Value.Field;
import io.seawall.templates.arm.Value.Part.Hole;
import io.seawall.templates.arm.Value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out what a template writes: literals, expressions, and loops of properties.
///
/// Not safe for use by several threads.
final class Evaluator {
  /// Evaluations inside each other.
  private static final int DEPTH = 400;

  private final Budget budget;
  private final Complaints complaints;
  private final Calls calls = new Calls(this);
  private final Map<String, Optional<Expression>> parsed = new HashMap<>();
  private int strangers;

  Evaluator(Budget budget, Complaints complaints) {
    this.budget = budget;
    this.complaints = complaints;
  }

  Budget budget() {
    return budget;
  }

  Complaints complaints() {
    return complaints;
  }

  /// The value of what is written.
  Value of(Node node, Frame around) {
    Frame frame = around.deeper();
    if (frame.depth() > DEPTH || !budget.spend(1)) {
      return stranger(node.line(), node.describe());
    }
    return switch (node) {
      case Scalar(var line, var kind, var text) ->
          kind == ScalarKind.STRING ? text(line, text, frame) : new Value.Atom(line, kind, text);
      case Sequence(var line, var nodes) -> {
        List<Value> items = new ArrayList<>();
        for (Node item : nodes) {
          items.add(of(item, frame));
        }
        yield held(Value.Array.of(line, items), node);
      }
      case Mapping mapping -> held(object(mapping, frame), node);
      case Clash clash -> {
        complaints.twice(clash);
        yield stranger(node.line(), node.describe());
      }
      case Unresolved(var line, var expression) -> stranger(line, expression);
    };
  }

  private Value held(Value value, Node node) {
    return budget.holds(value) ? value : stranger(node.line(), node.describe());
  }

  private Value text(int line, String text, Frame frame) {
    if (!isExpression(text)) {
      String literal = text.startsWith("[[") ? text.substring(1) : text;
      return new Text(line, Text.of(literal).parts(), "");
    }
    Optional<Expression> expression =
        parsed.computeIfAbsent(
            text, whole -> ExpressionParser.parse(whole.substring(1, whole.length() - 1)));
    if (expression.isEmpty()) {
      complaints.unreadable(line, text);
      return stranger(line, text);
    }
    Value value = of(expression.get(), frame);
    return value instanceof Text open && open.known().isEmpty()
        ? new Text(line, open.parts(), text)
        : value.at(line);
  }

  /// Source: Azure Resource Manager, "Syntax and expressions in ARM templates": a text from `[` to
  /// `]`; `[[` escapes it.
  static boolean isExpression(String text) {
    return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
  }

  private Value object(Mapping mapping, Frame frame) {
    List<Field> fields = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      if (entry.key().equalsIgnoreCase("copy") && isLoops(entry.value())) {
        for (Node loop : ((Sequence) entry.value()).items()) {
          Mapping written = (Mapping) loop;
          fields.add(
              new Field(written.text("name").orElse(""), written.line(), loop(written, frame)));
        }
      } else if (isExpression(entry.key())) {
        Value key = text(entry.line(), entry.key(), frame);
        if (!(key instanceof Text name && (name.known().isPresent() || Place.isId(name)))) {
          return key instanceof Text ? key : stranger(entry.line(), entry.key());
        }
        String text = name.known().orElseGet(() -> Place.id(name));
        fields.add(new Field(text, entry.line(), of(entry.value(), frame)));
      } else {
        fields.add(new Field(entry.key(), entry.line(), of(entry.value(), frame)));
      }
    }
    return Value.Obj.of(mapping.line(), fields);
  }

  /// Whether these are loops of properties or variables.
  ///
  /// Source: Azure Resource Manager, "Property iteration in ARM templates".
  private static boolean isLoops(Node node) {
    return node instanceof Sequence list
        && !list.items().isEmpty()
        && list.items().stream()
            .allMatch(item ->
                item instanceof Mapping loop
                    && loop.text("name").isPresent()
                    && Nodes.find(loop, "count").isPresent());
  }

  /// The array that a loop makes.
  Value loop(Mapping loop, Frame frame) {
    String name = loop.text("name").orElse("");
    Value count = count(loop, frame);
    Optional<Node> input = Nodes.find(loop, "input");
    Optional<Long> known = count.integer();
    if (known.isEmpty() || input.isEmpty()) {
      return count instanceof Text ? count : stranger(loop.line(), "a loop without an input");
    }
    List<Value> items = new ArrayList<>();
    for (long i = 0; i < known.get(); i++) {
      items.add(of(input.get(), frame.loop(name, Value.of(i))));
    }
    return held(Value.Array.of(loop.line(), items), loop);
  }

  /// How many copies a loop makes: a number within the limit, or a text with a hole.
  Value count(Mapping loop, Frame frame) {
    Value count = Nodes.find(loop, "count").map(node -> of(node, frame)).orElse(Value.Atom.NULL);
    Optional<Long> known = count.integer();
    if (known.isPresent() && known.get() >= 0 && known.get() <= Budget.COPIES) {
      return count;
    }
    String name = loop.text("name").orElse("");
    known.ifPresent(number -> complaints.tooManyCopies(loop.line(), name, number));
    return count instanceof Text text && text.known().isEmpty()
        ? count
        : stranger(loop.line(), "the copies of loop " + name);
  }

  /// The value of an expression.
  Value of(Expression expression, Frame around) {
    Frame frame = around.deeper();
    if (frame.depth() > DEPTH || !budget.spend(1)) {
      return stranger(0, "a value that is too large");
    }
    return switch (expression) {
      case Expression.Text(var text) -> Text.of(text);
      case Expression.WholeNumber(var number) -> Value.of(number);
      case Expression.Member(var of, var key) -> calls.member(of(of, frame), of(key, frame), frame);
      case Expression.Call call -> {
        Value value = calls.of(call, frame);
        yield budget.holds(value) ? value : stranger(0, call.name() + "(...)");
      }
    };
  }

  /// A value that is not known and like no other.
  Value stranger(int line, String expression) {
    strangers++;
    Hole hole = new Hole(expression, "#" + strangers);
    return new Text(line, List.of(hole), Evaluator.isExpression(expression) ? expression : "");
  }
}
