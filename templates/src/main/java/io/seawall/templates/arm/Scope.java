package io.seawall.templates.arm;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.templates.arm.Value.Part.Hole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// The names of one template: its parameters, variables, functions and what it deploys. Each value
/// is evaluated when it is asked for, and once.
///
/// Source: Azure Resource Manager, "Structure and syntax of ARM templates"; names are compared
/// without regard to case.
final class Scope {
  private final String owner;
  private final Place place;
  private final Map<String, Node> declared;
  private final Map<String, Value> given;
  private final Map<String, Node> variables = new HashMap<>();
  private final Map<String, Mapping> variableLoops = new HashMap<>();
  private final Map<String, Mapping> functions;
  private final Map<String, IntFunction<Value>> deployed = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  private Scope(
      String owner,
      Place place,
      Map<String, Node> declared,
      Map<String, Value> given,
      Map<String, Mapping> functions) {
    this.owner = owner;
    this.place = place;
    this.declared = declared;
    this.given = given;
    this.functions = functions;
  }

  /// The names of a template.
  ///
  /// @param owner tells its names from those of other templates
  /// @param given values of parameters by their names in lower case
  static Scope of(Mapping template, String owner, Place place, Map<String, Value> given) {
    Scope scope =
        new Scope(owner, place, named(template, "parameters"), given, functions(template));
    section(template, "variables")
        .ifPresent(all -> {
          for (Entry entry : all.entries()) {
            if (entry.key().equalsIgnoreCase("copy") && entry.value() instanceof Sequence loops) {
              loops.items().forEach(scope::variableLoop);
            } else {
              scope.variables.put(lower(entry.key()), entry.value());
            }
          }
        });
    return scope;
  }

  /// The names inside a function of the template: its own parameters and the other functions.
  ///
  /// Source: Azure Resource Manager, "User-defined functions in ARM template".
  Scope ofFunction(Map<String, Value> arguments) {
    return new Scope(owner, place, Map.of(), arguments, functions);
  }

  private void variableLoop(Node node) {
    if (node instanceof Mapping loop) {
      loop.text("name").ifPresent(name -> variableLoops.put(lower(name), loop));
    }
  }

  private static Map<String, Mapping> functions(Mapping template) {
    Map<String, Mapping> functions = new HashMap<>();
    if (Nodes.find(template, "functions").orElse(template) instanceof Sequence namespaces) {
      for (Node node : namespaces.items()) {
        if (node instanceof Mapping namespace) {
          String prefix = namespace.text("namespace").orElse("") + ".";
          named(namespace, "members")
              .forEach((name, member) -> {
                if (member instanceof Mapping function) {
                  functions.put(lower(prefix) + name, function);
                }
              });
        }
      }
    }
    return functions;
  }

  static Optional<Mapping> section(Mapping template, String key) {
    return Nodes.find(template, key)
        .flatMap(node -> node instanceof Mapping all ? Optional.of(all) : Optional.empty());
  }

  private static Map<String, Node> named(Mapping template, String key) {
    Map<String, Node> out = new HashMap<>();
    section(template, key)
        .ifPresent(all -> all.entries().forEach(e -> out.put(lower(e.key()), e.value())));
    return out;
  }

  String owner() {
    return owner;
  }

  Place place() {
    return place;
  }

  /// The value of a parameter: the one that is given, else its default.
  Value parameter(String name, Evaluator evaluator, int depth) {
    Value value = given.get(lower(name));
    return value != null
        ? value
        : once("parameters('" + lower(name) + "')", () -> byDefault(name, evaluator, depth));
  }

  private Value byDefault(String name, Evaluator evaluator, int depth) {
    Node node = declared.get(lower(name));
    Optional<Node> value =
        node instanceof Mapping declaration
            ? Nodes.find(declaration, "defaultValue")
            : Optional.empty();
    if (value.isPresent()) {
      return evaluator.of(value.get(), Frame.of(this, depth + 1));
    }
    boolean nullable =
        node instanceof Mapping declaration
            && declaration.text("nullable").filter("true"::equals).isPresent();
    if (!nullable) {
      evaluator.complaints().noValue(name, node);
    }
    return nullable ? Value.Atom.NULL : hole("parameters('" + name + "')");
  }

  /// The value of a variable.
  Value variable(String name, Evaluator evaluator, int depth) {
    return once(
        "variables('" + lower(name) + "')",
        () -> {
          Frame frame = Frame.of(this, depth + 1);
          Node node = variables.get(lower(name));
          Mapping loop = variableLoops.get(lower(name));
          return node != null
              ? evaluator.of(node, frame)
              : loop != null ? evaluator.loop(loop, frame) : hole("variables('" + name + "')");
        });
  }

  /// A value that is asked for while it is evaluated depends on itself.
  private Value once(String key, Supplier<Value> value) {
    Value known = values.get(key);
    if (known != null) {
      return known;
    }
    if (!open.add(key)) {
      return hole(key);
    }
    Value found = value.get();
    open.remove(key);
    values.put(key, found);
    return found;
  }

  private Value hole(String expression) {
    return Value.Text.hole(new Hole(expression, owner));
  }

  /// A function of the template by `namespace.name`.
  Optional<Mapping> function(String name) {
    return Optional.ofNullable(functions.get(lower(name)));
  }

  /// Keeps what `reference` gives for a resource of the template.
  ///
  /// @param key its id or symbolic name
  /// @param answer evaluates it at a depth
  void keep(String key, IntFunction<Value> answer) {
    deployed.put(lower(key), answer);
  }

  /// What `reference` gives for a resource; empty if it is not one of this template.
  Optional<Value> reference(String key, int depth) {
    return Optional.ofNullable(deployed.get(lower(key)))
        .map(answer -> once("reference('" + lower(key) + "')", () -> answer.apply(depth + 1)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
