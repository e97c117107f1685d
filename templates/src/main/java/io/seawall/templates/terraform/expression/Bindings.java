package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Names that stand for values in a part of the text: `each`, `count`, the names of a `for`.
public final class Bindings {
  /// No names.
  public static final Bindings NONE = new Bindings(Map.of());

  private final Map<String, Node> byName;

  private Bindings(Map<String, Node> byName) {
    this.byName = Map.copyOf(byName);
  }

  /// These and one more, which hides one of the same name.
  public Bindings with(String name, Node value) {
    Map<String, Node> all = new HashMap<>(byName);
    all.put(name, value);
    return new Bindings(all);
  }

  Optional<Node> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
