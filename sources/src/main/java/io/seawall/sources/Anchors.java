package io.seawall.sources;

import io.seawall.model.document.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The anchors of one YAML document.
final class Anchors {
  /// A value that aliases can repeat.
  ///
  /// @param values how many values it is, itself included
  /// @param height how many mappings and lists lie inside each other in it, itself included
  record Anchored(Node node, int values, int height) {}

  private final Map<String, Anchored> complete = new HashMap<>();
  private final Set<String> unfinished = new HashSet<>();

  void start(String name) {
    unfinished.add(name);
  }

  void finish(String name, Anchored value) {
    unfinished.remove(name);
    complete.put(name, value);
  }

  /// Forgets what was started and will not be finished.
  void giveUp() {
    unfinished.clear();
  }

  Optional<Anchored> find(String name) {
    return Optional.ofNullable(complete.get(name));
  }

  boolean isUnfinished(String name) {
    return unfinished.contains(name);
  }
}
