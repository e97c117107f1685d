package io.seawall.templates.arm;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.arm.Value.Text;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The resources of a template in the form of the REST API, those nested in resources and in
/// deployments included.
///
/// Source: Azure Resource Manager, "Resource declaration in ARM templates", "Resource iteration",
/// "Conditional deployment", "Set name and type for child resources".
final class Resources {
  private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

  /// What is said of a resource to the template language, and what is written anew.
  private static final Set<String> OWN =
      Set.of(
          "resources",
          "copy",
          "condition",
          "dependson",
          "name",
          "type",
          "id",
          "apiversion",
          "existing",
          "comments",
          "metadata");

  private final String file;
  private final Evaluator evaluator;
  private final Consumer<Mapping> out;

  /// The nested deployments of the templates that are being carried out, by the resources
  /// themselves.
  private final IdentityHashMap<Mapping, Nested> announced = new IdentityHashMap<>();

  private int deployments;

  Resources(String file, Evaluator evaluator, Consumer<Mapping> out) {
    this.file = file;
    this.evaluator = evaluator;
    this.out = out;
  }

  /// Where resources stand.
  ///
  /// @param doubt why all of them may be missing
  /// @param parent the resource that holds them
  private record Around(Place place, Frame frame, Optional<Text> doubt, Optional<Declared> parent) {
    Around in(Frame other) {
      return new Around(place, other, doubt, parent);
    }

    Around doubted(Text why) {
      return new Around(place, frame, doubt.or(() -> Optional.of(why)), parent);
    }
  }

  /// What a resource is.
  private record Declared(String type, Text name, Text id, Optional<Value> apiVersion) {}

  /// Hands on the resources of a template.
  void of(Mapping template, Place place, Frame frame) {
    template(template, new Around(place, frame, Optional.empty(), Optional.empty()));
  }

  private void template(Mapping template, Around around) {
    Optional<Node> resources = Nodes.find(template, "resources");
    resources.ifPresent(node -> announce(node, around));
    resources.ifPresent(node -> listed(node, around));
  }

  /// Keeps the nested deployments before anything refers to one.
  private void announce(Node resources, Around around) {
    switch (resources) {
      case Sequence(_, var items) -> items.forEach(item -> announce(item, "", around));
      case Mapping(_, var entries) ->
          entries.forEach(entry -> announce(entry.value(), entry.key(), around));
      case Clash _, Scalar _, Unresolved _ -> {}
    }
  }

  private void announce(Node node, String symbol, Around around) {
    if (!(node instanceof Mapping resource)
        || !resource.text("type").filter(DEPLOYMENT::equalsIgnoreCase).isPresent()
        || Nodes.find(resource, "copy").isPresent()) {
      return;
    }
    Text id = declared(resource, DEPLOYMENT, around).id();
    nested(resource, around)
        .ifPresent(nested -> {
          announced.put(resource, nested);
          Scope scope = around.frame().scope();
          scope.keep(id.known().orElseGet(() -> Place.id(id)), nested);
          if (!symbol.isEmpty()) {
            scope.keep(symbol, nested);
          }
        });
  }

  private Optional<Nested> nested(Mapping resource, Around around) {
    deployments++;
    return Nested.of(resource, around.place(), around.frame(), file + "#" + deployments, evaluator);
  }

  private void listed(Node resources, Around around) {
    switch (resources) {
      case Sequence(_, var items) -> items.forEach(item -> resource(item, around));
      case Mapping(_, var entries) -> // languageVersion 2.0: by symbolic name
          entries.forEach(entry -> resource(entry.value(), around));
      case Clash clash -> {
        evaluator.complaints().twice(clash);
        listed(clash.first().value(), around);
        listed(clash.last().value(), around);
      }
      case Scalar _, Unresolved _ -> {}
    }
  }

  private void resource(Node node, Around around) {
    if (!(node instanceof Mapping resource) || isTrue(resource, "existing", around)) {
      return;
    }
    Optional<Mapping> copy = Scope.section(resource, "copy");
    if (copy.isEmpty()) {
      once(resource, around);
      return;
    }
    Mapping loop = copy.get();
    String name = loop.text("name").orElse("");
    Value count = evaluator.count(loop, around.frame());
    Optional<Long> known = count.integer();
    if (known.isEmpty()) {
      Text why = count instanceof Text text ? text : Text.of("");
      Value index = evaluator.stranger(0, "copyIndex('" + name + "')");
      once(resource, around.in(around.frame().resourceLoop(name, index)).doubted(why));
      return;
    }
    for (long i = 0; i < known.get() && evaluator.budget().spend(1); i++) {
      once(resource, around.in(around.frame().resourceLoop(name, Value.of(i))));
    }
  }

  private boolean isTrue(Mapping resource, String key, Around around) {
    return Nodes.find(resource, key)
        .flatMap(node -> truth(evaluator.of(node, around.frame())))
        .orElse(false);
  }

  private static Optional<Boolean> truth(Value value) {
    return value
        .bool()
        .or(() ->
            value
                .asText()
                .filter(t -> t.equalsIgnoreCase("true") || t.equalsIgnoreCase("false"))
                .map("true"::equalsIgnoreCase));
  }

  /// One copy.
  private void once(Mapping resource, Around around) {
    Optional<Node> condition = Nodes.find(resource, "condition");
    Value value = condition.map(node -> evaluator.of(node, around.frame())).orElse(Value.Atom.TRUE);
    Optional<Boolean> known = truth(value);
    if (known.isEmpty()) {
      deploy(resource, around.doubted(value instanceof Text text ? text : Text.of("")));
    } else if (known.get()) {
      deploy(resource, around);
    }
  }

  private void deploy(Mapping resource, Around around) {
    Optional<String> type = type(resource, around);
    if (type.isEmpty()) {
      return;
    }
    Declared declared = declared(resource, type.get(), around);
    if (type.get().equalsIgnoreCase(DEPLOYMENT)) {
      Optional<Nested> nested =
          Optional.ofNullable(announced.get(resource)).or(() -> nested(resource, around));
      if (nested.isPresent()) {
        template(
            nested.get().template(),
            new Around(
                nested.get().target(), nested.get().frame(), around.doubt(), Optional.empty()));
        return;
      }
      evaluator.complaints().linked(resource.line(), Nodes.shown(declared.name()));
    }
    out.accept(written(resource, declared, around));
    Around inside =
        new Around(around.place(), around.frame(), around.doubt(), Optional.of(declared));
    Nodes.find(resource, "resources").ifPresent(node -> listed(node, inside));
  }

  private Optional<String> type(Mapping resource, Around around) {
    Optional<Node> node = Nodes.find(resource, "type");
    Value value = node.map(n -> evaluator.of(n, around.frame())).orElse(Value.Atom.NULL);
    Optional<String> written = value.asText().filter(text -> !text.isEmpty());
    if (written.isEmpty()) {
      evaluator
          .complaints()
          .noType(resource.line(), node.map(Node::describe).orElse("a resource without a type"));
      return Optional.empty();
    }
    boolean whole = isType(written.get());
    return whole || around.parent().isEmpty()
        ? written.filter(_ -> whole)
        : around.parent().map(parent -> parent.type() + "/" + written.get());
  }

  /// Other types are those of extensions, such as objects of Kubernetes.
  private static boolean isType(String text) {
    int slash = text.indexOf('/');
    return slash > "microsoft.".length()
        && slash < text.length() - 1
        && text.toLowerCase(Locale.ROOT).startsWith("microsoft.");
  }

  private Declared declared(Mapping resource, String type, Around around) {
    Text own =
        Nodes.find(resource, "name")
            .map(node -> evaluator.of(node, around.frame()))
            .flatMap(Function.Arguments::piece)
            .orElseGet(() -> strange(resource));
    Optional<Value> version =
        Nodes.find(resource, "apiVersion")
            .map(node -> evaluator.of(node, around.frame()))
            .or(() -> around.parent().flatMap(Declared::apiVersion));
    boolean relative =
        around.parent().isPresent() && !resource.text("type").filter(Resources::isType).isPresent();
    if (relative) {
      Declared parent = around.parent().get();
      String last = type.substring(type.lastIndexOf('/'));
      return new Declared(
          type, parent.name().then("/").then(own), parent.id().then(last + "/").then(own), version);
    }
    Text prefix =
        Nodes.find(resource, "scope")
            .map(node -> evaluator.of(node, around.frame()))
            .flatMap(Function.Arguments::piece)
            .filter(scope -> Place.isId(scope) || !isDeployment(type))
            .map(scope -> Place.isId(scope) ? scope : within(around.place(), scope))
            .orElseGet(() -> around.place().prefix());
    Text id =
        Ids.tail(type, Ids.segments(own))
            .map(prefix::then)
            .orElseGet(() -> prefix.then("/providers/" + type + "/").then(own));
    return new Declared(type, own, id, version);
  }

  private static boolean isDeployment(String type) {
    return type.equalsIgnoreCase(DEPLOYMENT);
  }

  /// The `scope` of an extension resource may be written without what comes before the type.
  private static Text within(Place place, Text scope) {
    return place.prefix().then("/providers/").then(scope);
  }

  private Text strange(Mapping resource) {
    return evaluator.stranger(resource.line(), "no name") instanceof Text text ? text : Text.of("");
  }

  /// The resource as the REST API has it.
  private Mapping written(Mapping resource, Declared declared, Around around) {
    int line = resource.line();
    List<Entry> entries = new ArrayList<>();
    String id = declared.id().known().orElseGet(() -> Place.id(declared.id()));
    entries.add(text("id", line, id));
    entries.add(text("type", line(resource, "type"), declared.type()));
    Text last = Ids.segments(declared.name()).getLast();
    entries.add(text("name", line(resource, "name"), Nodes.shown(last)));
    declared
        .apiVersion()
        .ifPresent(version ->
            entries.add(new Entry("apiVersion", line(resource, "apiVersion"), Nodes.of(version))));
    around
        .doubt()
        .ifPresent(why ->
            entries.add(
                new Entry(
                    "condition",
                    line(resource, "condition"),
                    new Unresolved(line, Nodes.written(why)))));
    List<Entry> kept =
        resource.entries().stream()
            .filter(entry -> !OWN.contains(entry.key().toLowerCase(Locale.ROOT)))
            .toList();
    if (evaluator.of(new Mapping(line, kept), around.frame()) instanceof Value.Obj object
        && Nodes.of(Parts.identified(object, declared.id())) instanceof Mapping rest) {
      entries.addAll(rest.entries());
    } else {
      entries.add(
          new Entry("properties", line, new Unresolved(line, "a resource that is too large")));
    }
    return new Mapping(line, entries);
  }

  private static int line(Mapping resource, String key) {
    return Nodes.entry(resource, key).map(Entry::line).orElse(resource.line());
  }

  private static Entry text(String key, int line, String text) {
    return new Entry(key, line, new Scalar(line, ScalarKind.STRING, text));
  }
}
