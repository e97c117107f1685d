package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Unresolved;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Modules that are not in the input. One may add rules and routes to what it is given, by id or by
/// name.
final class UnreadModules {
  /// The lists that others may add to, by the type of the resource.
  private static final Map<String, List<String>> LISTS =
      Map.of(
          "Microsoft.Network/networkSecurityGroups", List.of("securityRules"),
          "Microsoft.Network/routeTables", List.of("routes"),
          "Microsoft.Network/firewallPolicies", List.of("ruleCollectionGroups"));

  private UnreadModules() {}

  /// @param module whose attributes are what it is given
  static void apply(Instance module, Ids ids, Collection<Resource> resources) {
    Set<String> given = new HashSet<>();
    texts(ids.resolved(module.attributes()), given);
    for (Resource resource : resources) {
      List<String> list = LISTS.getOrDefault(resource.shape().azureType(), List.of());
      boolean has =
          given.contains(lower(resource.id()))
              || given.contains(lower(ids.name(resource.instance())));
      if (!list.isEmpty() && has) {
        int line = resource.instance().line();
        resource.properties().add(list, line, new Unresolved(line, module.address()));
      }
    }
  }

  /// The texts in a value. A name that is not known goes by the resource that has it.
  private static void texts(Node node, Set<String> into) {
    switch (node) {
      case Scalar(_, _, var text) -> into.add(lower(text));
      case Node.Sequence(_, var items) -> items.forEach(item -> texts(item, into));
      case Mapping(_, var entries) -> entries.forEach(entry -> texts(entry.value(), into));
      case Unresolved(_, var expression) -> into.add(lower(expression.replaceAll("\\.name$", "")));
      case Node.Clash _ -> {}
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
