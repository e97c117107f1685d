package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.List;

/// Attributes whose value only Azure knows, since Terraform leaves a change of it alone.
final class Ignored {
  private static final String WHY = "lifecycle.ignore_changes";

  private Ignored() {}

  /// @param written such as `${network_profile[0].outbound_type}` or `all`
  static Mapping apply(Mapping attributes, String written) {
    String path = written.replace("${", "").replace("}", "").strip();
    if (path.equals("all")) {
      return new Mapping(
          attributes.line(),
          attributes.entries().stream()
              .map(e -> new Entry(e.key(), e.line(), new Unresolved(e.line(), WHY)))
              .toList());
    }
    return at(attributes, List.of(path.replaceAll("\\[[^]]*]", "").split("\\.", -1)));
  }

  private static Mapping at(Mapping mapping, List<String> path) {
    List<Entry> out = new ArrayList<>();
    boolean found = false;
    for (Entry entry : mapping.entries()) {
      boolean here = entry.key().equals(path.getFirst());
      found |= here;
      out.add(here ? new Entry(entry.key(), entry.line(), at(entry.value(), path)) : entry);
    }
    if (!found && path.size() == 1) {
      out.add(new Entry(path.getFirst(), mapping.line(), new Unresolved(mapping.line(), WHY)));
    }
    return new Mapping(mapping.line(), out);
  }

  private static Node at(Node node, List<String> path) {
    if (path.size() == 1) {
      return new Unresolved(node.line(), WHY);
    }
    List<String> rest = path.subList(1, path.size());
    return switch (node) {
      case Mapping mapping -> at(mapping, rest);
      case Sequence(var line, var items) ->
          new Sequence(
              line,
              items.stream().map(item -> item instanceof Mapping m ? at(m, rest) : item).toList());
      case Node.Scalar _, Node.Unresolved _, Node.Clash _ -> node;
    };
  }
}
