package io.seawall.dialects.istio;

import io.seawall.dialects.Fields;
import io.seawall.dialects.istio.IstioObject.MeshConfig;
import io.seawall.dialects.kubernetes.ObjectMeta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the settings of a mesh from the ConfigMap that holds them as text: the fields at the top
/// that hold one value or a plain list.
///
/// Sources: Istio documentation, "Global Mesh Options"; Microsoft Learn, "Configure Istio-based
/// service mesh add-on" (`istio-shared-configmap-<revision>` beside the ConfigMap of the add-on).
final class MeshConfigReader {
  private static final Pattern EXCLUDED =
      Pattern.compile("\"excludeInboundPorts\"\\s*:\\s*\"([0-9, -]+)\"");

  private MeshConfigReader() {}

  static Optional<MeshConfig> read(ObjectMeta meta, Fields root) {
    String name = meta.name();
    boolean named =
        name.equals("istio")
            || name.startsWith("istio-shared-configmap-")
            || (name.startsWith("istio-") && meta.namespace().endsWith("istio-system"));
    if (!named) {
      return Optional.empty();
    }
    Optional<String> text = root.child("data").flatMap(data -> data.text("mesh"));
    return text.map(mesh -> {
      Map<String, String> values = new HashMap<>();
      Map<String, List<String>> lists = new HashMap<>();
      read(mesh, values, lists);
      return new MeshConfig(meta.namespaceOrDefault(), name, values, lists, false, meta.where());
    });
  }

  /// What the injector's values leave out (Istio documentation, "Sidecar Injection"; the ConfigMap
  /// `istio-sidecar-injector` holds them as text).
  static Optional<IstioObject> injector(ObjectMeta meta, Fields root) {
    if (!meta.name().startsWith("istio-sidecar-injector")) {
      return Optional.empty();
    }
    return root.child("data")
        .flatMap(data -> data.text("values"))
        .map(EXCLUDED::matcher)
        .filter(Matcher::find)
        .map(found ->
            new IstioObject.InjectorValues(
                meta.namespaceOrDefault(), meta.name(), found.group(1), false, meta.where()));
  }

  private static void read(
      String mesh, Map<String, String> values, Map<String, List<String>> lists) {
    String key = "";
    for (String line : mesh.lines().toList()) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (text.startsWith("- ") && !key.isEmpty()) {
        lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(unquoted(text.substring(2)));
      } else if (!Character.isWhitespace(line.charAt(0)) && text.indexOf(':') > 0) {
        key = text.substring(0, text.indexOf(':'));
        String value = unquoted(text.substring(text.indexOf(':') + 1));
        values.put(key, value);
        if (value.startsWith("[") && value.endsWith("]")) {
          List<String> several = lists.computeIfAbsent(key, _ -> new ArrayList<>());
          for (String one : value.substring(1, value.length() - 1).split(",", -1)) {
            several.add(unquoted(one));
          }
        }
      }
    }
  }

  private static String unquoted(String text) {
    String value = text.strip();
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
