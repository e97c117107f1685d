package io.seawall.templates.terraform;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.terraform.Table.Rule;
import io.seawall.templates.terraform.Table.Shape;
import io.seawall.templates.terraform.expression.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What one root module, plan or state makes, as resources of Azure.
final class Deployment {
  private final Table table = Table.AZURERM;
  private final Translation translation;
  private final Ids ids;
  private final Parts parts;
  private final List<Instance> instances;
  private final Origin origin;
  private final Map<String, Resource> resources = new LinkedHashMap<>();

  /// A resource of Azure while it is put together.
  private record Resource(
      Instance instance, String id, Shape shape, boolean partial, Tree properties, Tree top) {}

  /// Where the instances come from.
  enum Origin {
    SOURCE,
    PLAN,
    STATE
  }

  /// @param root tells it from others of the input: a folder or a file
  Deployment(String root, List<Instance> instances, Origin origin) {
    ids = new Ids(table, root, instances);
    parts = new Parts(table, ids, instances);
    translation = new Translation(table, origin != Origin.STATE);
    this.instances = instances;
    this.origin = origin;
  }

  /// One document for each resource that is known by its type.
  List<Document> documents() {
    for (Instance instance : instances) {
      shape(instance)
          .filter(shape -> !shape.intoOther() && !instance.isData())
          .ifPresent(shape -> translate(instance, shape));
    }
    for (Instance instance : instances) {
      shape(instance).filter(Shape::intoOther).ifPresent(shape -> join(instance, shape));
    }
    return resources.values().stream().map(this::document).toList();
  }

  private Optional<Shape> shape(Instance instance) {
    return table.type(instance.type());
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  private void translate(Instance instance, Shape shape) {
    int line = instance.line();
    Resource resource =
        new Resource(instance, ids.of(instance), shape, false, new Tree(line), new Tree(line));
    Mapping attributes =
        origin == Origin.SOURCE ? instance.attributes() : parts.without(instance, shape);
    translation.apply(shape, attributes, true, resource.properties(), resource.top());
    resources.put(key(resource.id()), resource);
  }

  /// Sets the properties of another resource. Where it is not known which, each that may be meant
  /// has them perhaps.
  private void join(Instance instance, Shape shape) {
    String target = ids.linked(instance, shape);
    Resource resource = resources.get(key(target));
    if (resource == null && target.contains("/providers/")) {
      resource = partial(instance, shape, target);
    }
    if (resource != null) {
      set(instance, shape, instance.certain(), resource);
      return;
    }
    for (Resource any : resources.values()) {
      if (any.shape().azureType().equals(shape.azureType())) {
        set(instance, shape, false, any);
      }
    }
  }

  private void set(Instance instance, Shape shape, boolean certain, Resource into) {
    translation.apply(shape, instance.attributes(), certain, into.properties(), into.top());
  }

  /// A resource that is not in the input: of it nothing is known but what others set.
  private Resource partial(Instance instance, Shape shape, String id) {
    int line = instance.line();
    Resource resource = new Resource(instance, id, shape, true, new Tree(line), new Tree(line));
    resources.put(key(id), resource);
    return resource;
  }

  private Document document(Resource resource) {
    Instance instance = resource.instance();
    int line = instance.line();
    if (resource.partial()) {
      unknownRest(resource);
    }
    String name =
        resource.partial()
            ? resource.id().substring(resource.id().lastIndexOf('/') + 1)
            : ids.name(instance);
    int nameLine = instance.get("name").map(Node::line).orElse(line);
    List<Entry> out = new ArrayList<>();
    out.add(text("id", line, resource.id()));
    out.add(text("type", line, resource.shape().azureType()));
    out.add(text("name", nameLine, name));
    if (!instance.certain() && !resource.partial()) {
      out.add(new Entry("condition", line, new Unresolved(line, instance.address())));
    }
    out.addAll(resource.top().mapping().entries());
    out.add(new Entry("properties", line, resource.properties().mapping()));
    return new Document(
        instance.file(), ids.resolved(new Mapping(line, out)), origin != Origin.STATE);
  }

  /// Every property that the type has and nobody set.
  private void unknownRest(Resource resource) {
    for (String type : table.types()) {
      Shape shape = table.type(type).orElseThrow();
      if (shape.azureType().equals(resource.shape().azureType())) {
        unknown(shape.rules(), resource);
      }
    }
  }

  private void unknown(List<Rule> rules, Resource resource) {
    for (Rule rule : rules) {
      if (rule.to().isEmpty()) {
        unknown(table.part(rule.argument()).rules(), resource);
      } else if (!resource.properties().has(rule.to()) && !rule.to().getFirst().equals("name")) {
        int line = resource.instance().line();
        resource.properties().put(rule.to(), line, Values.at(line, Values.unknown(resource.id())));
      }
    }
  }

  private static Entry text(String key, int line, String value) {
    return new Entry(key, line, new Scalar(line, ScalarKind.STRING, value));
  }
}
