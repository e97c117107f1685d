package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A mapping while it is put together from properties by their paths.
final class Tree {
  private final int line;
  private final Map<String, Entry> values = new LinkedHashMap<>();
  private final Map<String, Tree> inner = new LinkedHashMap<>();

  Tree(int line) {
    this.line = line;
  }

  /// Sets a property. What is set first counts.
  void put(List<String> path, int at, Node value) {
    Tree tree = this;
    for (String key : path.subList(0, path.size() - 1)) {
      if (tree.values.containsKey(key)) {
        return;
      }
      tree = tree.inner.computeIfAbsent(key, _ -> new Tree(at));
    }
    if (!tree.inner.containsKey(path.getLast())) {
      tree.values.putIfAbsent(path.getLast(), new Entry(path.getLast(), at, value));
    }
  }

  /// Adds items to a list. If some of them are not known, the list is not.
  void add(List<String> path, int at, Node items) {
    Tree tree = this;
    for (String key : path.subList(0, path.size() - 1)) {
      tree = tree.inner.computeIfAbsent(key, _ -> new Tree(at));
    }
    tree.values.merge(path.getLast(), new Entry(path.getLast(), at, items), Tree::joined);
  }

  private static Entry joined(Entry first, Entry last) {
    if (first.value() instanceof Sequence(var line, var some)
        && last.value() instanceof Sequence(_, var others)) {
      List<Node> all = new ArrayList<>(some);
      all.addAll(others);
      return new Entry(first.key(), first.line(), new Sequence(line, all));
    }
    return first.value() instanceof Unresolved ? first : last;
  }

  /// Whether a property is set, or anything in it.
  boolean has(List<String> path) {
    Tree tree = this;
    for (String key : path.subList(0, path.size() - 1)) {
      if (tree.values.containsKey(key)) {
        return true;
      }
      Tree next = tree.inner.get(key);
      if (next == null) {
        return false;
      }
      tree = next;
    }
    return tree.values.containsKey(path.getLast()) || tree.inner.containsKey(path.getLast());
  }

  /// The keys at the top.
  Set<String> keys() {
    Set<String> keys = new HashSet<>(values.keySet());
    keys.addAll(inner.keySet());
    return keys;
  }

  boolean isEmpty() {
    return values.isEmpty() && inner.isEmpty();
  }

  Mapping mapping() {
    List<Entry> out = new ArrayList<>(values.values());
    inner.forEach((key, tree) -> out.add(new Entry(key, tree.line, tree.mapping())));
    return new Mapping(line, out);
  }
}
