package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.sources.hcl.Expression;
import io.seawall.sources.hcl.Expression.Call;
import io.seawall.sources.hcl.Expression.Literal;
import io.seawall.sources.hcl.Expression.Name;
import io.seawall.sources.hcl.Expression.ObjectOf;
import io.seawall.sources.hcl.Expression.Pair;
import io.seawall.sources.hcl.Expressions;
import io.seawall.sources.hcl.SyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The types that variables declare: values are converted to them, and attributes that may be left
/// out get their defaults.
///
/// Source: Terraform language documentation, "Type Constraints".
public final class Types {
  private final Evaluator evaluator;

  public Types(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// The value as a value of the type.
  ///
  /// @param type as written, such as `${list(string)}`
  public Node converted(String type, Node value) {
    try {
      return converted(Expressions.template(type), value);
    } catch (SyntaxError e) {
      return Values.unknown(type);
    } catch (Refused e) {
      return Values.unknown(e.reason());
    }
  }

  private Node converted(Expression type, Node value) throws Refused {
    if (Values.isUnknown(value) || Values.isNull(value) || Values.isOpen(value)) {
      return value;
    }
    return switch (type) {
      case Name(var name, _) -> primitive(name, value);
      case Call call when !call.arguments().isEmpty() -> constructed(call, value);
      default -> value;
    };
  }

  private static Node primitive(String name, Node value) throws Refused {
    return switch (name) {
      case "string" -> Values.of(Values.needText(value));
      case "number" -> Values.of(Values.needNumber(value));
      case "bool" -> Values.of(Values.needBool(value));
      default -> value;
    };
  }

  private Node constructed(Call call, Node value) throws Refused {
    Expression inner = call.arguments().getFirst();
    return switch (call.name()) {
      case "list" -> Values.list(items(inner, value));
      case "set" -> Values.set(items(inner, value));
      case "map" -> {
        List<Entry> out = new ArrayList<>();
        for (Entry entry : Values.needMapping(value).entries()) {
          out.add(Values.entry(entry.key(), converted(inner, entry.value())));
        }
        yield new Mapping(0, out);
      }
      case "object" ->
          inner instanceof ObjectOf object
              ? object(object.pairs(), Values.needMapping(value))
              : value;
      case "optional" -> converted(inner, value);
      default -> value;
    };
  }

  private List<Node> items(Expression type, Node value) throws Refused {
    List<Node> out = new ArrayList<>();
    for (Node item : Values.needItems(value)) {
      out.add(converted(type, item));
    }
    return out;
  }

  private Node object(List<Pair> attributes, Mapping value) throws Refused {
    List<Entry> out = new ArrayList<>();
    for (Pair attribute : attributes) {
      String name = attribute.key() instanceof Literal(_, var text, _) ? text : "";
      Optional<Node> written = value.get(name).filter(node -> !Values.isNull(node));
      Node one = written.orElse(Values.NULL);
      if (written.isEmpty()
          && attribute.value() instanceof Call(var word, var arguments, _, _)
          && word.equals("optional")
          && arguments.size() > 1) {
        one = evaluator.evaluate(arguments.get(1), Bindings.NONE);
      }
      out.add(Values.entry(name, converted(attribute.value(), one)));
    }
    return new Mapping(0, out);
  }
}
