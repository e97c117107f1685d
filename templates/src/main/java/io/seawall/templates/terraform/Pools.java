package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import java.util.List;

/// Node pools that are written inside their cluster.
final class Pools {
  private static final String LIST = "agentPoolProfiles";

  private Pools() {}

  /// Changes a pool as if it were a resource of its own.
  ///
  /// @param body with the properties under `properties`
  static void change(Tree cluster, String name, Mapping body) {
    if (cluster.value(LIST).orElse(body) instanceof Sequence(var line, var pools)
        && body.get("properties").orElse(body) instanceof Mapping changes) {
      List<Node> all = pools.stream().map(pool -> changed(pool, name, changes)).toList();
      cluster.change(
          new Mapping(line, List.of(new Node.Entry(LIST, line, new Sequence(line, all)))));
    }
  }

  private static Node changed(Node pool, String name, Mapping changes) {
    return pool instanceof Mapping mapping
            && mapping.text("name").filter(name::equalsIgnoreCase).isPresent()
        ? Tree.changed(mapping, changes)
        : pool;
  }
}
