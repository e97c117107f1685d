package io.seawall.sources;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The pairs of one mapping as they come in.
final class Entries {
  /// Up to so many keys a look at each is faster than a table.
  private static final int FEW = 12;

  private static final BitSet NONE = new BitSet(0);

  private final List<Entry> entries = new ArrayList<>(4);

  /// Which pairs came by a merge.
  private BitSet merged = NONE;

  private Map<String, Integer> table = Map.of();

  /// The place of a key, or -1.
  int indexOf(String key) {
    if (entries.size() > FEW) {
      return table.getOrDefault(key, -1);
    }
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  int size() {
    return entries.size();
  }

  Entry get(int index) {
    return entries.get(index);
  }

  /// The text under a key; empty if there is none.
  String text(String key) {
    int index = indexOf(key);
    return index >= 0 && entries.get(index).value() instanceof Node.Scalar scalar
        ? scalar.text()
        : "";
  }

  /// Puts a pair that is written here. One that came by a merge gives way to it; with one that is
  /// written it becomes one pair.
  ///
  /// @return whether the same pair was written before
  boolean put(Entry entry) {
    int index = indexOf(entry.key());
    if (index < 0) {
      append(entry);
      return false;
    }
    boolean gives = merged.get(index);
    entries.set(index, gives ? entry : entries.get(index).with(entry));
    merged.clear(index);
    return !gives && !(entries.get(index).value() instanceof Node.Clash);
  }

  /// Puts a pair of a merged mapping over one that is there.
  ///
  /// @return whether it took the place of a pair that is written here
  boolean merge(Entry entry) {
    int index = indexOf(entry.key());
    if (index < 0) {
      merged = merged.isEmpty() ? new BitSet() : merged;
      merged.set(entries.size());
      append(entry);
      return false;
    }
    entries.set(index, entry);
    return !merged.get(index);
  }

  /// Puts another pair of the same key in the place of one.
  void replace(int index, Entry entry) {
    entries.set(index, entry);
  }

  private void append(Entry entry) {
    entries.add(entry);
    if (entries.size() == FEW + 1) {
      table = new HashMap<>();
      for (int i = 0; i < FEW; i++) {
        table.put(entries.get(i).key(), i);
      }
    }
    if (entries.size() > FEW) {
      table.put(entry.key(), entries.size() - 1);
    }
  }

  Mapping at(int line) {
    return new Mapping(line, entries);
  }
}
