package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.terraform.Table.How;
import io.seawall.templates.terraform.Table.Rule;
import io.seawall.templates.terraform.Table.Shape;
import io.seawall.templates.terraform.expression.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Carries attributes over by a table.
final class Translation {
  private static final String TOP = "/";

  private final Table table;

  /// Whether the provider decides on what is left out. In a state, what is not there may be
  /// anything: the provider that wrote it did not know it.
  private final boolean withDefaults;

  Translation(Table table, boolean withDefaults) {
    this.table = table;
    this.withDefaults = withDefaults;
  }

  /// @param certain whether the attributes are in force; if not, no value is known
  /// @param properties takes what stands under `properties`
  /// @param top takes what stands beside it
  void apply(Shape shape, Mapping attributes, boolean certain, Tree properties, Tree top) {
    for (Rule rule : shape.rules()) {
      if (rule.how() == How.EACH && rule.to().isEmpty()) {
        apply(table.part(rule.argument()), attributes, certain, properties, top);
        continue;
      }
      Optional<Entry> found = found(rule, attributes, properties);
      if (found.isEmpty()) {
        continue;
      }
      Entry entry = found.get();
      Node value = certain ? entry.value() : new Unresolved(entry.line(), "whether it exists");
      boolean above = rule.to().getFirst().startsWith(TOP);
      if (rule.adds()) {
        properties.add(rule.to(), entry.line(), value);
      } else if (above) {
        List<String> path = new ArrayList<>(rule.to());
        path.set(0, path.getFirst().substring(TOP.length()));
        top.put(path, entry.line(), value);
      } else {
        properties.put(rule.to(), entry.line(), value);
      }
    }
  }

  /// The value of a property, with the line it comes from.
  private Optional<Entry> found(Rule rule, Mapping attributes, Tree properties) {
    Optional<Entry> written =
        rule.from().isEmpty() && rule.how() == How.EACH
            ? Optional.of(new Entry("", attributes.line(), attributes))
            : at(attributes, rule.from());
    if (written.isPresent()) {
      return Optional.of(new Entry("", written.get().line(), changed(rule, written.get().value())));
    }
    boolean given =
        rule.how() == How.ALWAYS
            || (rule.how() == How.DEFAULT && withDefaults && !properties.has(rule.to()));
    return given
        ? Optional.of(new Entry("", attributes.line(), literal(attributes.line(), rule.argument())))
        : Optional.empty();
  }

  private static Scalar literal(int line, String text) {
    boolean bool = text.equals("true") || text.equals("false");
    return new Scalar(line, bool ? ScalarKind.BOOLEAN : ScalarKind.STRING, text);
  }

  /// The attribute at a path; of a block that may be there once, the first. Null is not written.
  private static Optional<Entry> at(Mapping attributes, List<String> path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Entry entry = new Entry("", attributes.line(), attributes);
    for (String key : path) {
      Node node = entry.value();
      if (node instanceof Sequence(_, var items)) {
        if (items.isEmpty()) {
          return Optional.empty();
        }
        node = items.getFirst();
      }
      switch (node) {
        case Unresolved unknown -> {
          return Optional.of(new Entry(key, entry.line(), unknown));
        }
        case Mapping mapping -> {
          Optional<Entry> next =
              mapping.entries().stream().filter(e -> e.key().equals(key)).findFirst();
          if (next.isEmpty() || Values.isNull(next.get().value())) {
            return Optional.empty();
          }
          entry = next.get();
        }
        case Scalar _, Sequence _, Node.Clash _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(entry);
  }

  private Node changed(Rule rule, Node value) {
    int line = value.line();
    if (value instanceof Unresolved) {
      return value;
    }
    return switch (rule.how()) {
      case COPY, DEFAULT, ALWAYS -> plain(value);
      case NOT -> words(value, "false", "true", ScalarKind.BOOLEAN);
      case WORDS -> {
        int bar = rule.argument().indexOf('|');
        yield words(
            value,
            rule.argument().substring(0, bar),
            rule.argument().substring(bar + 1),
            ScalarKind.STRING);
      }
      case PRESENT -> {
        boolean there = !(value instanceof Sequence(_, var items)) || !items.isEmpty();
        yield new Scalar(line, ScalarKind.BOOLEAN, Boolean.toString(there));
      }
      case IDS -> mapped(value, item -> named("id", item));
      case SERVICES -> mapped(value, item -> named("service", item));
      case LIST -> mapped(value, item -> item);
      case EACH -> mapped(value, item -> item instanceof Mapping block ? part(rule, block) : item);
    };
  }

  private static Node words(Node value, String ifTrue, String ifFalse, ScalarKind kind) {
    return value instanceof Scalar(var line, _, var text)
            && (text.equals("true") || text.equals("false"))
        ? new Scalar(line, kind, text.equals("true") ? ifTrue : ifFalse)
        : new Unresolved(value.line(), value.describe());
  }

  private static Mapping named(String key, Node value) {
    return new Mapping(value.line(), List.of(new Entry(key, value.line(), value)));
  }

  private Mapping part(Rule rule, Mapping block) {
    Tree tree = new Tree(block.line());
    apply(table.part(rule.argument()), block, true, tree, tree);
    return tree.mapping();
  }

  /// Each item of a list, or one value as a list.
  private static Node mapped(Node value, UnaryOperator<Node> one) {
    List<Node> items = value instanceof Sequence(_, var all) ? all : List.of(value);
    int line = Math.max(value.line(), items.isEmpty() ? 0 : items.getFirst().line());
    return new Sequence(line, items.stream().map(one).toList());
  }

  /// A set of values as the list it is in Azure.
  private static Node plain(Node value) {
    return value instanceof Sequence ? mapped(value, item -> item) : value;
  }
}
