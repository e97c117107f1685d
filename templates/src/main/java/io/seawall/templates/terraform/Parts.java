package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.terraform.Table.How;
import io.seawall.templates.terraform.Table.Rule;
import io.seawall.templates.terraform.Table.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parts that stand apart from the resource they belong to, such as the rules of an NSG. A plan and
/// a state list them inside the resource once more, or leave that list to be known after apply.
///
/// Source: azurerm provider documentation: a resource has its parts either in blocks or apart, not
/// both.
final class Parts {
  private final Ids ids;

  /// The names of parts by their type in Azure and the id of the resource.
  private final Map<String, Set<String>> apart = new HashMap<>();

  Parts(Table table, Ids ids, List<Instance> instances) {
    this.ids = ids;
    for (Instance instance : instances) {
      Optional<Shape> shape = table.type(instance.type());
      if (shape.isPresent() && !shape.get().link().isEmpty() && !shape.get().intoOther()) {
        String of = ids.linked(instance, shape.get());
        apart
            .computeIfAbsent(key(shape.get().azureType(), of), _ -> new HashSet<>())
            .add(lower(ids.name(instance)));
      }
    }
  }

  private static String key(String type, String id) {
    return type + " " + lower(id);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// The attributes of a resource without the parts that stand apart.
  Mapping without(Instance instance, Shape shape) {
    List<Entry> out = new ArrayList<>();
    for (Entry entry : instance.attributes().entries()) {
      Set<String> names =
          shape.rules().stream()
              .filter(rule -> isList(rule, entry.key()))
              .findFirst()
              .map(rule -> shape.azureType() + "/" + rule.to().getFirst())
              .map(type -> apart.getOrDefault(key(type, ids.of(instance)), Set.of()))
              .orElse(Set.of());
      if (names.isEmpty()) {
        out.add(entry);
      } else if (entry.value() instanceof Sequence(var line, var items)) {
        Node rest = new Sequence(line, items.stream().filter(item -> !isIn(names, item)).toList());
        out.add(new Entry(entry.key(), entry.line(), rest));
      } else if (!(entry.value() instanceof Unresolved)) {
        out.add(entry);
      }
    }
    return new Mapping(instance.attributes().line(), out);
  }

  private static boolean isList(Rule rule, String attribute) {
    return rule.how() == How.EACH
        && rule.from().equals(List.of(attribute))
        && rule.to().size() == 1;
  }

  private static boolean isIn(Set<String> names, Node part) {
    return part instanceof Mapping mapping
        && mapping.text("name").filter(name -> names.contains(lower(name))).isPresent();
  }
}
