package io.seawall.sources;

import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import java.util.ArrayList;
import java.util.List;

/// What a single resource looks like from outside.
final class ResourceShape {
  private static final List<String> MARKS = List.of("kind", "apiVersion", "id", "type", "$schema");

  private ResourceShape() {}

  /// Whether a mapping under a key says what it is by itself: an object of Kubernetes by its
  /// `kind`, a resource of Azure also by its `type` or `id`.
  static boolean of(Mapping mapping, String key) {
    return mapping.text("kind").isPresent()
        || (!key.equals("items")
            && (mapping.text("type").isPresent() || mapping.text("id").isPresent()));
  }

  /// Whether nothing so far says that this is a resource by itself.
  static boolean isBare(Entries entries) {
    return MARKS.stream().allMatch(mark -> entries.indexOf(mark) < 0);
  }

  /// The item of a typed list with the `kind` and `apiVersion` that the API server leaves out
  /// there: `PodList` holds objects of kind `Pod`.
  static Mapping complete(Mapping item, String listKind, String apiVersion) {
    String kind = listKind.substring(0, Math.max(0, listKind.length() - "List".length()));
    boolean needsKind = !kind.isEmpty() && item.get("kind").isEmpty();
    boolean needsVersion =
        !kind.isEmpty() && !apiVersion.isEmpty() && item.get("apiVersion").isEmpty();
    if (!needsKind && !needsVersion) {
      return item;
    }
    List<Entry> entries = new ArrayList<>(item.entries().size() + 2);
    if (needsVersion) {
      entries.add(entry("apiVersion", apiVersion, item.line()));
    }
    if (needsKind) {
      entries.add(entry("kind", kind, item.line()));
    }
    entries.addAll(item.entries());
    return new Mapping(item.line(), entries);
  }

  private static Entry entry(String key, String text, int line) {
    return new Entry(key, line, new Scalar(line, ScalarKind.STRING, text));
  }
}
