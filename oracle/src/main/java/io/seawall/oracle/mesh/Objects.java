package io.seawall.oracle.mesh;

import io.seawall.oracle.Documents;
import io.seawall.oracle.Selectors;
import io.seawall.oracle.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The objects in the texts, by API group and kind, and the fields that all have.
record Objects(Documents documents) {
  List<Tree> of(String group, String kind) {
    return documents.kind(kind).stream()
        .filter(object -> object.at("apiVersion").text().orElse("").startsWith(group + "/"))
        .toList();
  }

  /// Objects of Kubernetes itself, whose group is empty.
  List<Tree> core(String kind) {
    return documents.kind(kind);
  }

  Optional<Tree> named(String group, String kind, String namespace, String name) {
    return of(group, kind).stream()
        .filter(object -> nameOf(object).equals(name) && namespaceOf(object).equals(namespace))
        .findFirst();
  }

  static String nameOf(Tree object) {
    return object.at("metadata").at("name").text().orElseThrow();
  }

  static String namespaceOf(Tree object) {
    return object.at("metadata").at("namespace").text().orElse("default");
  }

  static Map<String, String> labelsOf(Tree object) {
    return object.at("metadata").at("labels").texts();
  }

  static Map<String, String> annotationsOf(Tree object) {
    return object.at("metadata").at("annotations").texts();
  }

  Map<String, String> labelsOfNamespace(String name) {
    var labels = new LinkedHashMap<String, String>();
    namespace(name).ifPresent(found -> labels.putAll(labelsOf(found)));
    labels.put("kubernetes.io/metadata.name", name);
    return labels;
  }

  Map<String, String> annotationsOfNamespace(String name) {
    return namespace(name).map(Objects::annotationsOf).orElse(Map.of());
  }

  private Optional<Tree> namespace(String name) {
    return core("Namespace").stream().filter(found -> nameOf(found).equals(name)).findFirst();
  }

  /// Strings of a list.
  static List<String> texts(Tree list) {
    return list.items().stream().map(item -> item.text().orElseThrow()).toList();
  }

  /// A text within a text, such as a file in a ConfigMap; JSON is YAML, too.
  static Tree parse(String text) {
    return new Tree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  /// Whether a selector that knows only `matchLabels` picks these labels; a missing or empty one
  /// picks all.
  static boolean selects(Tree selector, Map<String, String> labels) {
    return Selectors.matches(selector, labels);
  }

  /// The status of a condition of an object; empty where it has none. Source: Kubernetes API
  /// conventions, "Typical status properties".
  static Optional<String> condition(Tree conditions, String type) {
    return conditions.items().stream()
        .filter(condition -> condition.at("type").text().orElse("").equals(type))
        .findFirst()
        .map(condition -> condition.at("status").text().orElse("Unknown"));
  }
}
