package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.terraform.Configuration.Block;
import io.seawall.templates.terraform.Repetition.Copy;
import io.seawall.templates.terraform.expression.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A block that makes resources, with its instances.
///
/// Not safe for use by several threads.
final class ResourceBlock {
  /// Source: Terraform language documentation, "Resource Blocks", meta-arguments.
  private static final Set<String> META =
      Set.of(
          "count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner");

  private final ModuleInstance module;
  private final Block block;
  private final String address;
  private final Copies copies;
  private final Map<String, Instance> made = new LinkedHashMap<>();

  ResourceBlock(ModuleInstance module, Block block) {
    this.module = module;
    this.block = block;
    address = block.address();
    copies = new Copies(module, block);
  }

  List<Instance> instances() {
    return copies.get().copies().stream().map(this::instance).toList();
  }

  private Instance instance(Copy copy) {
    Instance before = made.get(copy.suffix());
    if (before != null) {
      return before;
    }
    Mapping body =
        new Mapping(
            block.body().line(),
            block.body().entries().stream().filter(e -> !META.contains(e.key())).toList());
    Node value = module.evaluator().value(body, copy.bindings());
    Mapping attributes = value instanceof Mapping mapping ? mapping : unreadable(body);
    Instance now =
        new Instance(
            block.file(),
            body.line(),
            block.type(),
            module.prefix() + address + copy.suffix(),
            withIgnored(attributes),
            copies.get().isCertain() && module.certain(),
            block.isData());
    made.put(copy.suffix(), now);
    return now;
  }

  /// Where too much is asked for, each attribute is not known.
  private static Mapping unreadable(Mapping body) {
    return new Mapping(
        body.line(),
        body.entries().stream()
            .map(e -> new Entry(e.key(), e.line(), new Unresolved(e.line(), e.key())))
            .toList());
  }

  /// The attributes without the values of those whose changes in Azure Terraform leaves alone.
  ///
  /// Source: Terraform language documentation, "The lifecycle Meta-Argument", ignore_changes.
  private Mapping withIgnored(Mapping attributes) {
    Mapping out = attributes;
    for (Node lifecycle : items(block.body().get("lifecycle").orElse(Values.NULL))) {
      Node ignored =
          lifecycle instanceof Mapping mapping
              ? mapping.get("ignore_changes").orElse(Values.NULL)
              : Values.NULL;
      for (Node one : items(ignored)) {
        if (one instanceof Node.Scalar(_, _, var text)) {
          out = Ignored.apply(out, text);
        }
      }
    }
    return out;
  }

  private static List<Node> items(Node node) {
    return node instanceof Sequence(_, var items) ? items : List.of(node);
  }

  /// What a reference to the block leads to.
  Node value() {
    return copies.get().value(module.prefix() + address, copy -> value(instance(copy)));
  }

  /// The attributes that are written, the id, and the rest as not known. An attribute that is not
  /// known goes by the instance, so that two of them are never taken to be one.
  private static Node value(Instance instance) {
    String own = instance.address();
    List<Entry> out = new ArrayList<>();
    boolean hasId = false;
    for (Entry entry : instance.attributes().entries()) {
      if (!Values.isNull(entry.value())) {
        Node value = opened(entry.value(), own + "." + entry.key());
        out.add(Values.entry(entry.key(), value));
        hasId |= entry.key().equals("id");
      }
    }
    if (!hasId) {
      out.add(Values.entry("id", Values.of(Instance.token(own))));
    }
    out.add(Values.entry(Values.REST, Values.unknown(own)));
    return new Mapping(0, out);
  }

  /// A value that goes by its place if it is not known; a block has attributes that only the
  /// provider knows.
  private static Node opened(Node value, String place) {
    return switch (value) {
      case Unresolved _ -> Values.unknown(place);
      case Sequence(var line, var items) -> {
        List<Node> out = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          Node item = items.get(i);
          out.add(item instanceof Mapping block ? block(block, place + "[" + i + "]") : item);
        }
        yield new Sequence(line, out);
      }
      case Mapping _, Node.Scalar _, Node.Clash _ -> value;
    };
  }

  private static Mapping block(Mapping block, String place) {
    List<Entry> out = new ArrayList<>();
    for (Entry entry : block.entries()) {
      if (!Values.isNull(entry.value())) {
        out.add(Values.entry(entry.key(), opened(entry.value(), place + "." + entry.key())));
      }
    }
    out.add(Values.entry(Values.REST, Values.unknown(place)));
    return new Mapping(block.line(), out);
  }
}
