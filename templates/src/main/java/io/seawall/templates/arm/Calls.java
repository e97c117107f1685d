package io.seawall.templates.arm;

import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.templates.arm.Function.Arguments;
import io.seawall.templates.arm.Value.Part;
import io.seawall.templates.arm.Value.Part.Hole;
import io.seawall.templates.arm.Value.Part.Literal;
import io.seawall.templates.arm.Value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Calls of functions: those that need the template around them, and those that choose which of
/// their arguments count.
final class Calls {
  /// Functions that give another value each time.
  private static final Set<String> FRESH = Set.of("newguid", "utcnow");

  /// Characters of an expression that is kept to compare it with others.
  private static final int LONGEST = 500;

  private final Evaluator evaluator;
  private final Lambdas lambdas;

  Calls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.lambdas = new Lambdas(evaluator);
  }

  Value of(Expression.Call call, Frame frame) {
    List<Expression> arguments = call.arguments();
    return switch (call.name().toLowerCase(Locale.ROOT)) {
      case "if" -> choice(call, frame);
      case "and" -> settled(call, false, frame);
      case "or" -> settled(call, true, frame);
      case "coalesce" -> firstOf(call, frame);
      case "map", "filter", "reduce", "sort", "toobject", "groupby", "mapvalues" ->
          lambdas.of(call, frame).orElseGet(() -> stranger(call));
      case "lambda" -> stranger(call);
      default -> {
        List<Value> values = new ArrayList<>();
        for (Expression argument : arguments) {
          values.add(evaluator.of(argument, frame));
        }
        yield called(call.name(), values, frame).orElseGet(() -> unknown(call, values, frame));
      }
    };
  }

  /// Source: Azure Resource Manager, "Deployment functions for ARM templates" and "Resource
  /// functions for ARM templates".
  private Optional<Value> called(String name, List<Value> values, Frame frame) {
    Arguments arguments = new Arguments(values, evaluator.budget());
    Scope scope = frame.scope();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "parameters" -> arguments.text(0).map(n -> scope.parameter(n, evaluator, frame.depth()));
      case "variables" -> arguments.text(0).map(n -> scope.variable(n, evaluator, frame.depth()));
      case "lambdavariables" -> arguments.text(0).flatMap(frame::argument);
      case "copyindex" -> copyIndex(arguments, frame);
      case "reference" -> reference(arguments, frame);
      default ->
          scope
              .function(name)
              .map(function -> ofTemplate(function, arguments, frame))
              .or(() -> Ids.call(name, arguments, scope.place()))
              .or(() -> Functions.call(name, arguments));
    };
  }

  /// Source: Azure Resource Manager, array functions, `copyIndex`: of a loop by name or of the
  /// resource, and a number to add.
  private static Optional<Value> copyIndex(Arguments arguments, Frame frame) {
    Optional<Value> index = frame.loopIndex(arguments.text(0).orElse(""));
    Optional<Long> offset =
        switch (arguments.count()) {
          case 0 -> Optional.of(0L);
          case 1 -> arguments.integer(0).or(() -> arguments.text(0).map(_ -> 0L));
          default -> arguments.integer(1);
        };
    Optional<Long> number = index.flatMap(Value::integer);
    return number.flatMap(
        n -> offset.filter(o -> Math.abs(o) <= Integer.MAX_VALUE).map(o -> Value.of(n + o)));
  }

  /// The outputs of a deployment that is nested in this template, or the properties that the
  /// template writes for one of its resources; all else is answered by the service alone.
  private static Optional<Value> reference(Arguments arguments, Frame frame) {
    boolean full = arguments.text(2).filter("full"::equalsIgnoreCase).isPresent();
    return arguments
        .piece(0)
        .filter(_ -> !full)
        .flatMap(text ->
            frame.scope().reference(text.known().orElseGet(() -> Place.id(text)), frame.depth()));
  }

  /// Source: Azure Resource Manager, "User-defined functions in ARM template".
  private Value ofTemplate(Mapping function, Arguments arguments, Frame frame) {
    Map<String, Value> given = new HashMap<>();
    if (Nodes.find(function, "parameters").orElse(function) instanceof Sequence parameters) {
      for (int i = 0; i < parameters.items().size() && i < arguments.count(); i++) {
        if (parameters.items().get(i) instanceof Mapping parameter) {
          given.put(
              parameter.text("name").orElse("").toLowerCase(Locale.ROOT),
              arguments.values().get(i));
        }
      }
    }
    Frame inner = Frame.of(frame.scope().ofFunction(given), frame.depth() + 1);
    return Scope.section(function, "output")
        .flatMap(output -> Nodes.entry(output, "value"))
        .map(Entry::value)
        .map(value -> evaluator.of(value, inner))
        .orElseGet(() -> evaluator.stranger(0, "a function without a result"));
  }

  private Value choice(Expression.Call call, Frame frame) {
    if (call.arguments().size() != 3) {
      return stranger(call);
    }
    Value condition = evaluator.of(call.arguments().getFirst(), frame);
    Optional<Boolean> known = condition.bool();
    if (known.isPresent()) {
      return evaluator.of(call.arguments().get(known.get() ? 1 : 2), frame);
    }
    Value left = evaluator.of(call.arguments().get(1), frame);
    Value right = evaluator.of(call.arguments().get(2), frame);
    return left.isSameAs(right).orElse(false)
        ? left
        : unknown(call, List.of(condition, left, right), frame);
  }

  /// `and` is settled by one argument that is false, `or` by one that is true.
  private Value settled(Expression.Call call, boolean by, Frame frame) {
    List<Value> values = new ArrayList<>();
    boolean open = false;
    for (Expression argument : call.arguments()) {
      Value value = evaluator.of(argument, frame);
      Optional<Boolean> known = value.bool();
      if (known.isPresent() && known.get() == by) {
        return Value.of(by);
      }
      open |= known.isEmpty();
      values.add(value);
    }
    return open || values.isEmpty() ? unknown(call, values, frame) : Value.of(!by);
  }

  /// The first that is not null. One of which nothing is known may be null.
  private Value firstOf(Expression.Call call, Frame frame) {
    List<Value> left = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      Value value = evaluator.of(argument, frame);
      if (value.isNull()) {
        continue;
      }
      left.add(value);
      boolean perhapsNull =
          value instanceof Text(_, var parts, _)
              && !parts.isEmpty()
              && parts.stream().allMatch(Hole.class::isInstance);
      if (!perhapsNull) {
        break;
      }
    }
    return switch (left.size()) {
      case 0 -> Value.Atom.NULL;
      case 1 -> left.getFirst();
      default -> unknown(call, left, frame);
    };
  }

  /// What stands under a key or number.
  Value member(Value of, Value key, Frame frame) {
    Optional<Value> found =
        switch (of) {
          case Value.Obj object -> key.asText().flatMap(object::get);
          case Value.Array(_, var items, _, _) ->
              key.integer()
                  .filter(i -> i >= 0 && i < items.size())
                  .map(i -> items.get(i.intValue()));
          case Text _, Value.Atom _ -> Optional.empty();
        };
    if (found.isPresent()) {
      return found.get();
    }
    Optional<String> container = rendered(of, frame);
    Optional<String> inside =
        key.asText()
            .filter(name -> name.chars().allMatch(Character::isLetterOrDigit))
            .map(n -> "." + n)
            .or(() -> rendered(key, frame).map(text -> "[" + text + "]"));
    return hole(container.flatMap(c -> inside.map(i -> c + i)), frame)
        .orElseGet(() -> evaluator.stranger(0, "what an array or object does not hold"));
  }

  /// The result of a call that is not known. Two calls of one function with the same arguments are
  /// known to be equal.
  private Value unknown(Expression.Call call, List<Value> values, Frame frame) {
    if (FRESH.contains(call.name().toLowerCase(Locale.ROOT))) {
      return stranger(call);
    }
    List<String> arguments = new ArrayList<>();
    for (Value value : values) {
      rendered(value, frame).ifPresent(arguments::add);
    }
    Optional<String> whole =
        arguments.size() == values.size()
            ? Optional.of(call.name() + "(" + String.join(", ", arguments) + ")")
            : Optional.empty();
    return hole(whole, frame).orElseGet(() -> stranger(call));
  }

  private static Optional<Value> hole(Optional<String> expression, Frame frame) {
    return expression
        .filter(text -> text.length() <= LONGEST)
        .map(text -> Text.hole(new Hole(text, frame.scope().owner())));
  }

  private Value stranger(Expression.Call call) {
    return evaluator.stranger(0, call.name() + "(...)");
  }

  /// A value as it would be written in an expression; nothing for arrays and objects, which are not
  /// compared.
  private static Optional<String> rendered(Value value, Frame frame) {
    return switch (value) {
      case Text(_, var parts, _) -> {
        List<String> pieces = new ArrayList<>();
        for (Part part : parts) {
          pieces.add(
              switch (part) {
                case Literal(var text) -> "'" + text.replace("'", "''") + "'";
                case Hole(var expression, var owner) ->
                    owner.equals(frame.scope().owner()) ? expression : expression + " of " + owner;
              });
        }
        yield Optional.of(
            switch (pieces.size()) {
              case 0 -> "''";
              case 1 -> pieces.getFirst();
              default -> "concat(" + String.join(", ", pieces) + ")";
            });
      }
      case Value.Atom atom -> Optional.of(atom.text());
      case Value.Array _, Value.Obj _ -> Optional.empty();
    };
  }
}
