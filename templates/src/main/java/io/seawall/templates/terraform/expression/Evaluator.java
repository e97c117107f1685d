package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.sources.hcl.Expression;
import io.seawall.sources.hcl.Expression.Attribute;
import io.seawall.sources.hcl.Expression.Binary;
import io.seawall.sources.hcl.Expression.Call;
import io.seawall.sources.hcl.Expression.Conditional;
import io.seawall.sources.hcl.Expression.Directive;
import io.seawall.sources.hcl.Expression.For;
import io.seawall.sources.hcl.Expression.Index;
import io.seawall.sources.hcl.Expression.Literal;
import io.seawall.sources.hcl.Expression.Name;
import io.seawall.sources.hcl.Expression.ObjectOf;
import io.seawall.sources.hcl.Expression.Pair;
import io.seawall.sources.hcl.Expression.Splat;
import io.seawall.sources.hcl.Expression.Template;
import io.seawall.sources.hcl.Expression.Tuple;
import io.seawall.sources.hcl.Expression.Unary;
import io.seawall.sources.hcl.Expressions;
import io.seawall.sources.hcl.SyntaxError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out the expressions of one module.
///
/// Source: Terraform language documentation, "Expressions".
public final class Evaluator {
  private final Scope scope;
  private final Budget budget;

  /// How many calls of `try` and `can` are open.
  private int attempts;

  public Evaluator(Scope scope, Budget budget) {
    this.scope = scope;
    this.budget = budget;
  }

  /// The values of the attributes of a body, or of anything in one. What Terraform would refuse is
  /// not known.
  public Node value(Node written, Bindings bindings) {
    try {
      budget.spend(1);
      return switch (written) {
        case Scalar(var line, var kind, var text) when kind == ScalarKind.STRING ->
            isTemplate(text) ? Values.at(line, template(text, bindings)) : written;
        case Scalar _, Unresolved _ -> written;
        case Clash clash -> new Unresolved(clash.line(), clash.describe());
        case Sequence(var line, var items) ->
            new Sequence(line, items.stream().map(item -> value(item, bindings)).toList());
        case Mapping mapping -> body(mapping, bindings);
      };
    } catch (Refused e) {
      return new Unresolved(written.line(), e.reason());
    }
  }

  private static boolean isTemplate(String text) {
    return text.contains("${") || text.contains("%{");
  }

  private Node template(String text, Bindings bindings) throws Refused {
    Expression expression;
    try {
      expression = Expressions.template(text);
    } catch (SyntaxError e) {
      throw new Refused(e.found() + " in place of " + e.expected());
    }
    try {
      Node value = evaluate(expression, bindings);
      budget.spend(Values.size(value));
      return value;
    } catch (Refused e) {
      return Values.unknown(expression.span().text());
    }
  }

  /// A body or object, with its dynamic blocks written out.
  private Node body(Mapping mapping, Bindings bindings) throws Refused {
    Map<String, Entry> out = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      if (entry.key().equals("dynamic") && isDynamic(entry.value())) {
        for (Entry blocks : ((Mapping) entry.value()).entries()) {
          for (Node one : asList(blocks.value())) {
            Node made = dynamic(blocks.key(), one, bindings);
            out.merge(blocks.key(), new Entry(blocks.key(), one.line(), made), Evaluator::joined);
          }
        }
      } else {
        String key = isTemplate(entry.key()) ? key(entry.key(), bindings) : entry.key();
        Node value = value(entry.value(), bindings);
        out.merge(key, new Entry(key, entry.line(), value), Evaluator::joined);
      }
    }
    return new Mapping(mapping.line(), List.copyOf(out.values()));
  }

  private String key(String written, Bindings bindings) throws Refused {
    return Values.needText(template(written, bindings));
  }

  private static boolean isDynamic(Node node) {
    return node instanceof Mapping(_, var entries)
        && !entries.isEmpty()
        && entries.stream()
            .flatMap(entry -> asList(entry.value()).stream())
            .allMatch(block ->
                block instanceof Mapping body
                    && body.get("for_each").isPresent()
                    && body.get("content").isPresent());
  }

  private static List<Node> asList(Node node) {
    return node instanceof Sequence(_, var items) ? items : List.of(node);
  }

  /// Blocks of one type that are written in two places; if some of them are not known, none is.
  private static Entry joined(Entry first, Entry last) {
    if (first.value() instanceof Sequence(var line, var some)
        && last.value() instanceof Sequence(_, var others)) {
      List<Node> all = new ArrayList<>(some);
      all.addAll(others);
      return new Entry(first.key(), first.line(), new Sequence(line, all));
    }
    return Values.isUnknown(first.value()) ? first : last;
  }

  /// The blocks that a dynamic block makes.
  ///
  /// Source: Terraform language documentation, "dynamic Blocks".
  private Node dynamic(String type, Node written, Bindings bindings) throws Refused {
    Mapping block = Values.needMapping(written);
    Node over = value(block.get("for_each").orElse(Values.NULL), bindings);
    String name =
        block
            .text("iterator")
            .map(text -> text.replace("${", "").replace("}", "").strip())
            .orElse(type);
    if (Values.isUnknown(over) || Values.isOpen(over)) {
      return new Unresolved(written.line(), Values.expression(over));
    }
    Node content = block.get("content").orElse(Values.NULL);
    Node body =
        content instanceof Sequence(_, var only) && only.size() == 1 ? only.get(0) : content;
    List<Node> blocks = new ArrayList<>();
    for (Entry item : pairs(over)) {
      Node iterator =
          new Mapping(
              0,
              List.of(Values.entry("key", keyOf(over, item)), Values.entry("value", item.value())));
      blocks.add(value(body, bindings.with(name, iterator)));
    }
    return new Sequence(written.line(), blocks);
  }

  /// The items of a collection with their keys.
  private static List<Entry> pairs(Node collection) throws Refused {
    if (collection instanceof Mapping mapping) {
      return mapping.entries();
    }
    List<Entry> out = new ArrayList<>();
    for (Node item : Values.needItems(collection)) {
      String key = Integer.toString(out.size());
      out.add(Values.entry(Values.isSet(collection) ? Values.text(item).orElse(key) : key, item));
    }
    return out;
  }

  private static Node keyOf(Node collection, Entry item) {
    return collection instanceof Mapping || Values.isSet(collection)
        ? Values.of(item.key())
        : new Scalar(0, ScalarKind.NUMBER, item.key());
  }

  /// The value of an expression.
  ///
  /// @throws Refused if Terraform would refuse it
  Node evaluate(Expression expression, Bindings bindings) throws Refused {
    budget.spend(1);
    return switch (expression) {
      case Literal(var kind, var text, _) -> new Scalar(0, kind, text);
      case Template template -> joined(template, bindings);
      case Directive(var span) -> Values.unknown(span.text());
      case Name _, Attribute _, Index _ -> traversed(expression, bindings);
      case Splat splat -> splat(splat, bindings);
      case Call call -> call(call, bindings);
      case Unary(var operator, var of, var span) -> {
        Node value = evaluate(of, bindings);
        yield Values.isUnknown(value)
            ? Values.unknown(span.text())
            : Operators.unary(operator, value);
      }
      case Binary(var operator, var left, var right, var span) ->
          Operators.binary(operator, evaluate(left, bindings), evaluate(right, bindings))
              .orElseGet(() -> Values.unknown(span.text()));
      case Conditional conditional -> conditional(conditional, bindings);
      case Tuple(var items, _) -> {
        List<Node> values = new ArrayList<>();
        for (Expression item : items) {
          values.add(evaluate(item, bindings));
        }
        yield Values.list(values);
      }
      case ObjectOf object -> object(object, bindings);
      case For loop -> loop(loop, bindings);
    };
  }

  private Node joined(Template template, Bindings bindings) throws Refused {
    StringBuilder out = new StringBuilder();
    for (Expression part : template.parts()) {
      Node value = evaluate(part, bindings);
      if (Values.isUnknown(value)) {
        return Values.unknown(template.span().text());
      }
      out.append(Values.needText(value));
      if (out.length() > Budget.LONGEST_TEXT) {
        throw new Refused("a text of more than " + Budget.LONGEST_TEXT + " characters");
      }
    }
    return Values.of(out.toString());
  }

  /// Follows attributes and indices from the name that they start with.
  private Node traversed(Expression expression, Bindings bindings) throws Refused {
    List<Expression> steps = new ArrayList<>();
    Expression first = expression;
    while (first instanceof Attribute || first instanceof Index) {
      steps.addFirst(first);
      first = first instanceof Attribute(var of, _, _) ? of : ((Index) first).of();
    }
    Node value;
    int taken = 0;
    if (first instanceof Name(var name, _)) {
      Optional<Node> bound = bindings.find(name);
      if (bound.isPresent()) {
        value = bound.get();
      } else {
        Scope.Target target = scope.find(name, names(steps));
        value = target.value();
        taken = target.taken();
      }
    } else {
      value = evaluate(first, bindings);
    }
    for (Expression step : steps.subList(taken, steps.size())) {
      value =
          step instanceof Attribute(_, var name, _)
              ? Values.attribute(value, name)
              : item(value, evaluate(((Index) step).key(), bindings));
    }
    return value;
  }

  /// An item. Whoever asks with `try` or `can` whether there is one does not know.
  private Node item(Node of, Node key) throws Refused {
    Optional<Node> perhaps =
        of instanceof Mapping mapping ? mapping.get(Values.PERHAPS) : Optional.empty();
    boolean first = perhaps.isPresent() && Values.text(key).equals(Optional.of("0"));
    return first && attempts == 0 ? perhaps.get() : Values.item(of, key);
  }

  private static List<String> names(List<Expression> steps) {
    List<String> names = new ArrayList<>();
    for (Expression step : steps) {
      if (!(step instanceof Attribute(_, var name, _))) {
        break;
      }
      names.add(name);
    }
    return names;
  }

  private Node splat(Splat splat, Bindings bindings) throws Refused {
    Node of = evaluate(splat.of(), bindings);
    boolean perhaps = of instanceof Mapping mapping && mapping.get(Values.PERHAPS).isPresent();
    if (Values.isUnknown(of) || perhaps) {
      return Values.unknown(splat.span().text());
    }
    List<Node> out = new ArrayList<>();
    List<Node> items =
        of instanceof Sequence(_, var list) ? list : Values.isNull(of) ? List.of() : List.of(of);
    for (Node item : items) {
      out.add(evaluate(splat.each(), bindings.with("*", item)));
    }
    return Values.list(out);
  }

  private Node conditional(Conditional conditional, Bindings bindings) throws Refused {
    Node condition = evaluate(conditional.condition(), bindings);
    if (!Values.isUnknown(condition)) {
      return evaluate(Values.needBool(condition) ? conditional.yes() : conditional.no(), bindings);
    }
    Node yes = orUnknown(conditional.yes(), bindings);
    Node no = orUnknown(conditional.no(), bindings);
    boolean same = !Values.holdsUnknown(yes) && yes.isSameAs(no);
    return same ? yes : Values.unknown(conditional.span().text());
  }

  private Node orUnknown(Expression expression, Bindings bindings) {
    try {
      return evaluate(expression, bindings);
    } catch (Refused e) {
      return Values.unknown(expression.span().text());
    }
  }

  private Node object(ObjectOf object, Bindings bindings) throws Refused {
    Map<String, Entry> out = new LinkedHashMap<>();
    for (Pair pair : object.pairs()) {
      Node key = evaluate(pair.key(), bindings);
      if (Values.isUnknown(key)) {
        return Values.unknown(object.span().text());
      }
      String name = Values.needText(key);
      out.put(name, Values.entry(name, evaluate(pair.value(), bindings)));
    }
    return new Mapping(0, List.copyOf(out.values()));
  }

  private Node loop(For loop, Bindings bindings) throws Refused {
    Node over = evaluate(loop.of(), bindings);
    if (Values.isUnknown(over) || Values.isOpen(over)) {
      return Values.unknown(loop.span().text());
    }
    List<Entry> out = new ArrayList<>();
    for (Entry item : pairs(over)) {
      Bindings inner = bindings.with(loop.valueName(), item.value());
      if (loop.keyName().isPresent()) {
        inner = inner.with(loop.keyName().get(), keyOf(over, item));
      }
      Node taken =
          loop.condition().isPresent() ? evaluate(loop.condition().get(), inner) : Values.of(true);
      Node key = loop.key().isPresent() ? evaluate(loop.key().get(), inner) : Values.of("");
      if (Values.isUnknown(taken) || Values.isUnknown(key)) {
        return Values.unknown(loop.span().text());
      }
      if (Values.needBool(taken)) {
        out.add(Values.entry(Values.needText(key), evaluate(loop.value(), inner)));
      }
    }
    return loop.key().isEmpty()
        ? Values.list(out.stream().map(Entry::value).toList())
        : loop.grouped() ? grouped(out) : distinct(out);
  }

  private static Node grouped(List<Entry> pairs) {
    Map<String, List<Node>> out = new LinkedHashMap<>();
    pairs.forEach(
        pair -> out.computeIfAbsent(pair.key(), _ -> new ArrayList<>()).add(pair.value()));
    List<Entry> entries = new ArrayList<>();
    out.forEach((key, values) -> entries.add(Values.entry(key, Values.list(values))));
    return new Mapping(0, entries);
  }

  private static Node distinct(List<Entry> pairs) throws Refused {
    Map<String, Entry> out = new LinkedHashMap<>();
    for (Entry pair : pairs) {
      if (out.putIfAbsent(pair.key(), pair) != null) {
        throw new Refused("the key " + pair.key() + " twice");
      }
    }
    return new Mapping(0, List.copyOf(out.values()));
  }

  private Node call(Call call, Bindings bindings) throws Refused {
    if (call.name().equals("try") || call.name().equals("can")) {
      attempts++;
      try {
        return attempted(call, bindings);
      } finally {
        attempts--;
      }
    }
    List<Node> arguments = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      arguments.add(evaluate(argument, bindings));
    }
    if (call.expanded() && !arguments.isEmpty()) {
      Node last = arguments.removeLast();
      if (Values.isUnknown(last)) {
        return Values.unknown(call.span().text());
      }
      arguments.addAll(Values.needItems(last));
    }
    Node value =
        Functions.call(call.name(), arguments).orElseGet(() -> Values.unknown(call.span().text()));
    budget.spend(Values.size(value));
    return value;
  }

  private Node attempted(Call call, Bindings bindings) throws Refused {
    boolean can = call.name().equals("can");
    for (Expression argument : call.arguments()) {
      try {
        Node value = evaluate(argument, bindings);
        return !can
            ? value
            : Values.isUnknown(value) ? Values.unknown(call.span().text()) : Values.of(true);
      } catch (Refused e) {
        // The next one counts.
      }
    }
    if (can) {
      return Values.of(false);
    }
    throw new Refused("nothing in try() holds");
  }
}
