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
import java.util.Set;

/// What one root module, plan or state makes, as resources of Azure.
final class Deployment {
  private final Table table = Table.AZURERM;
  private final Translation translation;
  private final Ids ids;
  private final Parts parts;
  private final FirewallAddresses addresses;
  private final List<Instance> instances;
  private final Origin origin;
  private final Map<String, Resource> resources = new LinkedHashMap<>();

  /// Parts that change what their resource lets by: one whose resource is not known may belong to
  /// any.
  private static final Set<String> RULES =
      Set.of(
          "azurerm_network_security_rule",
          "azurerm_route",
          "azurerm_virtual_network_peering",
          "azurerm_firewall_policy_rule_collection_group");

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
    addresses = new FirewallAddresses(ids, instances);
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
    spread();
    instances.stream()
        .filter(instance -> Azapi.makes(instance) && !instance.isData())
        .forEach(this::make);
    for (Instance instance : instances) {
      shape(instance).filter(Shape::intoOther).ifPresent(shape -> join(instance, shape));
    }
    instances.stream().filter(Azapi::changes).forEach(this::change);
    instances.stream()
        .filter(instance -> instance.type().equals(Instance.MODULE))
        .forEach(module -> UnreadModules.apply(module, ids, resources.values()));
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
        new Resource(
            instance,
            ids.of(instance),
            shape,
            false,
            instance.certain(),
            new Tree(line),
            new Tree(line));
    Mapping attributes =
        origin == Origin.SOURCE ? instance.attributes() : parts.without(instance, shape);
    translation.apply(shape, attributes, true, resource.properties(), resource.top());
    resources.put(key(resource.id()), resource);
    if (origin != Origin.STATE) {
      remoteSpace(instance, resource.properties());
    }
  }

  /// Puts a part whose resource is not known into each that may be meant, where it may not be.
  private void spread() {
    List<Resource> lost =
        resources.values().stream()
            .filter(part -> RULES.contains(part.instance().type()))
            .filter(part -> !part.id().contains("/providers/"))
            .toList();
    for (Resource part : lost) {
      String type = part.shape().azureType();
      String parent = type.substring(0, type.lastIndexOf('/'));
      String rest = type.substring(parent.length()) + "/" + ids.name(part.instance());
      List<Resource> near =
          resources.values().stream()
              .filter(other -> other.shape().azureType().equals(parent))
              .toList();
      for (Resource other : near) {
        String id = other.id() + rest;
        Resource copy =
            new Resource(
                part.instance(), id, part.shape(), false, false, part.properties(), part.top());
        resources.putIfAbsent(key(id), copy);
      }
    }
  }

  /// What a peering connects, if the network on its other side is here, too: the service answers
  /// with it, and the provider has no attribute for it.
  private void remoteSpace(Instance instance, Tree properties) {
    Optional<Instance> remote =
        instance.type().equals("azurerm_virtual_network_peering")
            ? instance.text("remote_virtual_network_id").map(ids::resolved).flatMap(ids::withId)
            : Optional.empty();
    remote
        .flatMap(network -> network.get("address_space"))
        .ifPresent(space ->
            properties.put(
                List.of("remoteAddressSpace", "addressPrefixes"),
                instance.line(),
                Values.at(instance.line(), space)));
  }

  /// A resource that is written in the form of the REST API.
  private void make(Instance instance) {
    int line = instance.line();
    Shape shape = new Shape(Azapi.azureType(instance).orElseThrow(), "", false, List.of());
    Tree properties = new Tree(line);
    Tree top = new Tree(line);
    Azapi.apiVersion(instance)
        .ifPresent(version -> top.put(List.of("apiVersion"), line, text(line, version)));
    instance.get("location").ifPresent(node -> top.put(List.of("location"), node.line(), node));
    Azapi.set(Azapi.body(instance), properties, top);
    Resource resource =
        new Resource(instance, ids.of(instance), shape, false, instance.certain(), properties, top);
    resources.put(key(resource.id()), resource);
  }

  /// Changes properties of a resource, which may be a pool inside its cluster.
  private void change(Instance instance) {
    String id =
        instance
            .text("resource_id")
            .map(ids::resolved)
            .or(() ->
                Azapi.azureType(instance)
                    .flatMap(type ->
                        instance.text("name").map(name -> ids.under(instance, type) + "/" + name)))
            .orElse("");
    Node body = Azapi.body(instance);
    Node changes = instance.certain() ? body : Azapi.doubted(body);
    Resource resource = resources.get(key(id));
    if (resource != null) {
      Azapi.set(changes, resource.properties(), resource.top());
      return;
    }
    if (!id.contains("/providers/")) {
      Azapi.azureType(instance).ifPresent(type -> doubt(type, Azapi.doubted(body)));
      return;
    }
    int pools = key(id).lastIndexOf("/agentpools/");
    Resource cluster = pools < 0 ? null : resources.get(key(id.substring(0, pools)));
    if (cluster != null && changes instanceof Mapping mapping) {
      Pools.change(cluster.properties(), id.substring(id.lastIndexOf('/') + 1), mapping);
    }
  }

  /// Changes each resource of a type perhaps.
  private void doubt(String type, Node changes) {
    for (Resource any : resources.values()) {
      if (any.shape().azureType().equalsIgnoreCase(type)) {
        Azapi.set(changes, any.properties(), any.top());
      }
    }
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
    Resource resource =
        new Resource(instance, id, shape, true, true, new Tree(line), new Tree(line));
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
    out.add(new Entry("id", line, text(line, resource.id())));
    out.add(new Entry("type", line, text(line, resource.shape().azureType())));
    out.add(new Entry("name", nameLine, text(nameLine, name)));
    if (!resource.certain()) {
      out.add(new Entry("condition", line, new Unresolved(line, instance.address())));
    }
    out.addAll(resource.top().mapping().entries());
    if (resource.top().value("properties").isEmpty()) { // which a body that is not known has
      out.add(new Entry("properties", line, resource.properties().mapping()));
    }
    Mapping root = ids.resolved(new Mapping(line, out));
    return new Document(instance.file(), addresses.put(root), origin != Origin.STATE);
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

  private static Scalar text(int line, String value) {
    return new Scalar(line, ScalarKind.STRING, value);
  }
}
