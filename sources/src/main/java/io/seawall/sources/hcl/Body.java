package io.seawall.sources.hcl;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attributes and blocks while they are gathered, in the order of the text.
final class Body {
  private final int line;
  private final Map<String, Entry> attributes = new LinkedHashMap<>();
  private final Map<String, Blocks> blocks = new LinkedHashMap<>();

  /// The blocks of one type, or of one type and some labels.
  private static final class Blocks {
    private final int line;
    private final List<Node> bodies = new ArrayList<>();
    private final Map<String, Blocks> labelled = new LinkedHashMap<>();

    Blocks(int line) {
      this.line = line;
    }

    /// A list of bodies, or a mapping by label; blocks of one type with and without labels, which
    /// Terraform does not have, are all in the list.
    Node node() {
      List<Entry> named = new ArrayList<>();
      labelled.forEach((label, inner) -> named.add(new Entry(label, inner.line, inner.node())));
      if (bodies.isEmpty()) {
        return new Mapping(line, named);
      }
      List<Node> all = new ArrayList<>(bodies);
      if (!named.isEmpty()) {
        all.add(new Mapping(line, named));
      }
      return new Sequence(line, all);
    }
  }

  Body(int line) {
    this.line = line;
  }

  void attribute(String key, int at, Node value) {
    attributes.merge(key, new Entry(key, at, value), Entry::with);
  }

  /// @param words the type of the block and its labels
  void block(List<String> words, int at, Mapping body) {
    Blocks place = blocks.computeIfAbsent(words.getFirst(), _ -> new Blocks(at));
    for (String label : words.subList(1, words.size())) {
      place = place.labelled.computeIfAbsent(label, _ -> new Blocks(at));
    }
    place.bodies.add(body);
  }

  Mapping mapping() {
    Map<String, Entry> all = new LinkedHashMap<>(attributes);
    blocks.forEach(
        (type, inner) -> all.merge(type, new Entry(type, inner.line, inner.node()), Entry::with));
    return new Mapping(line, List.copyOf(all.values()));
  }
}
