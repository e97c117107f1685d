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
    address = (block.isData() ? "data." : "") + block.type() + "." + block.name();
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
        boolean unknown = entry.value() instanceof Unresolved;
        Node value = unknown ? Values.unknown(own + "." + entry.key()) : entry.value();
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
}
