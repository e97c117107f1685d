package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.terraform.Table.Shape;
import io.seawall.templates.terraform.expression.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ids of the resources of one root module or plan. One that is not known is made of what is:
/// two resources never have the same, and all references to one are the same.
final class Ids {
  private static final Pattern TOKEN = Pattern.compile("\u0001([^\u0001]*)\u0001");
  private static final Pattern REFERENCE = Pattern.compile("(.+)\\.(name|id)");

  private final Table table;

  /// What stands in place of the subscription: nothing is known of it but that it is one.
  private final String root;

  private final Map<String, Instance> byAddress = new LinkedHashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, Instance> taken = new HashMap<>();
  private final Set<String> shared = new HashSet<>();
  private final Set<String> open = new HashSet<>();

  Ids(Table table, String root, List<Instance> instances) {
    this.table = table;
    this.root = segment(root.isEmpty() ? "terraform" : root);
    instances.forEach(instance -> byAddress.putIfAbsent(instance.address(), instance));
  }

  private static String segment(String text) {
    return text.strip().replaceAll("/+$", "").replace('/', '|');
  }

  /// The id of an instance.
  String of(Instance instance) {
    String before = ids.get(instance.address());
    if (before != null) {
      return before;
    }
    if (!open.add(instance.address())) {
      return "/terraform/" + segment(instance.address());
    }
    String id = made(instance);
    Instance other =
        instance.isData() ? null : taken.putIfAbsent(id.toLowerCase(Locale.ROOT), instance);
    if (other != null) {
      shared.add(other.address());
      shared.add(instance.address());
      id = id + " (" + segment(instance.address()) + ")";
    }
    open.remove(instance.address());
    ids.put(instance.address(), id);
    return id;
  }

  /// The name of a resource; its address if the name is not known, or another has the same.
  String name(Instance instance) {
    return instance
        .text("name")
        .filter(name -> !Instance.hasToken(name) && !shared.contains(instance.address()))
        .orElse(instance.address());
  }

  private String made(Instance instance) {
    Optional<String> written = instance.text("id").filter(id -> !Instance.hasToken(id));
    if (written.isPresent()) {
      return written.get();
    }
    String name = segment(instance.text("name").orElse(instance.address()));
    Optional<Shape> shape = table.type(instance.type()).filter(s -> !s.intoOther());
    if (instance.type().equals("azurerm_resource_group")) {
      return "/subscriptions/" + root + "/resourceGroups/" + name;
    }
    if (shape.isEmpty()) {
      return "/terraform/" + root + "/" + segment(instance.address());
    }
    String type = shape.get().azureType();
    String last = type.substring(type.lastIndexOf('/') + 1);
    return shape.get().link().isEmpty()
        ? group(instance) + "/providers/" + type + "/" + name
        : linked(instance, shape.get()) + "/" + last + "/" + name;
  }

  /// The group of a resource: by name, or by what the name depends on.
  private String group(Instance instance) {
    Node name = instance.get("resource_group_name").orElseGet(() -> Values.of("-"));
    String in = "/subscriptions/" + root;
    return name instanceof Unresolved(_, var expression)
        ? in + "/" + segment(expression)
        : in + "/resourceGroups/" + segment(name instanceof Scalar(_, _, var text) ? text : "-");
  }

  /// The id of the resource that an instance is a part of, or sets properties of.
  String linked(Instance instance, Shape shape) {
    String type = shape.azureType();
    String parent = shape.intoOther() ? type : type.substring(0, type.lastIndexOf('/'));
    Node written = instance.get(shape.link()).orElseGet(() -> Values.unknown(""));
    if (written instanceof Unresolved(_, var expression)) {
      Matcher reference = REFERENCE.matcher(expression);
      Instance target = reference.matches() ? byAddress.get(reference.group(1)) : null;
      return target != null && isOf(target, parent)
          ? of(target)
          : "/terraform/"
              + root
              + "/"
              + segment(expression.isEmpty() ? instance.address() : expression);
    }
    String text = written instanceof Scalar(_, _, var value) ? resolved(value) : "";
    if (text.startsWith("/")) {
      return text;
    }
    return named(instance, parent, text)
        .map(this::of)
        .orElseGet(() -> group(instance) + "/providers/" + parent + "/" + segment(text));
  }

  /// The only instance of a type with a name, in the same group.
  private Optional<Instance> named(Instance part, String azureType, String name) {
    Node group = part.get("resource_group_name").orElse(Values.NULL);
    List<Instance> all =
        byAddress.values().stream()
            .filter(i -> isOf(i, azureType) && !i.isData())
            .filter(i -> i.text("name").filter(name::equalsIgnoreCase).isPresent())
            .filter(i -> i.get("resource_group_name").orElse(Values.NULL).isSameAs(group))
            .toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private boolean isOf(Instance instance, String azureType) {
    return table
        .type(instance.type())
        .filter(shape -> !shape.intoOther() && shape.azureType().equals(azureType))
        .isPresent();
  }

  /// A value with ids in place of what stood for them.
  Node resolved(Node node) {
    return switch (node) {
      case Scalar(var line, var kind, var text) ->
          Instance.hasToken(text) ? new Scalar(line, kind, resolved(text)) : node;
      case Unresolved(var line, var expression) ->
          Instance.hasToken(expression)
              ? new Unresolved(line, TOKEN.matcher(expression).replaceAll("$1.id"))
              : node;
      case Sequence(var line, var items) ->
          new Sequence(line, items.stream().map(this::resolved).toList());
      case Node.Clash(var first, var last) -> new Node.Clash(resolved(first), resolved(last));
      case Mapping mapping -> resolved(mapping);
    };
  }

  Mapping resolved(Mapping mapping) {
    return new Mapping(mapping.line(), mapping.entries().stream().map(this::resolved).toList());
  }

  private Entry resolved(Entry entry) {
    return new Entry(entry.key(), entry.line(), resolved(entry.value()));
  }

  private String resolved(String text) {
    return TOKEN
        .matcher(text)
        .replaceAll(found -> {
          Instance instance = byAddress.get(found.group(1));
          return Matcher.quoteReplacement(instance == null ? found.group(1) : of(instance));
        });
  }
}
