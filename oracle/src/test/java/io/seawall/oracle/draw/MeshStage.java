package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What one draw of a mesh has put on the stage so far.
final class MeshStage {
  /// A live pod.
  ///
  /// @param account its service account
  /// @param meshed whether it has the proxy of the mesh
  record Pod(String namespace, String name, String app, String account, String ip, boolean meshed) {
    String path() {
      return namespace + "/" + name;
    }
  }

  static final List<String> NAMESPACES = List.of("shop", "data", "ops");
  static final List<String> APPS = List.of("web", "api", "db");
  static final List<String> ACCOUNTS = List.of("web", "api", "default");
  static final List<String> BLOCKS =
      List.of(
          "10.244.0.0/24",
          "10.244.0.0/16",
          "0.0.0.0/0",
          "203.0.113.0/24",
          "10.244.0.12/32",
          "8.8.8.8");

  final Choices choices;
  final MeshKind kind;

  /// The root namespace of Istio.
  final String root;

  /// The revision of Istio, empty for the default one.
  final String revision;

  final String trustDomain;

  /// Whether calls go by waypoints, in ambient mode.
  final boolean hasWaypoints;

  final List<Pod> pods = new ArrayList<>();
  final List<String> services = new ArrayList<>();
  final List<Map<String, Object>> objects = new ArrayList<>();

  MeshStage(Choices choices, MeshKind kind) {
    this.choices = choices;
    this.kind = kind;
    var variant = kind == MeshKind.SIDECAR ? choices.draw(4) : 0;
    this.revision = variant == 1 ? "asm-1-27" : "";
    this.root = variant == 1 ? "aks-istio-system" : variant == 2 ? "mesh-root" : "istio-system";
    this.trustDomain =
        kind == MeshKind.CONSUL ? "" : choices.draw(4) == 3 ? "corp.example" : "cluster.local";
    this.hasWaypoints = kind == MeshKind.AMBIENT && choices.draw(3) == 2;
  }

  boolean chance(int of) {
    return choices.draw(of) == of - 1;
  }

  <T> T pick(List<T> values) {
    return Gen.pick(values).from(choices);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  final <T> T pick(T... values) {
    return Gen.pick(List.of(values)).from(choices);
  }

  List<Object> list(int least, int most, Supplier<?> element) {
    var list = new ArrayList<Object>();
    var size = least + choices.draw(most - least + 1);
    for (var i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  /// Values of one field, none twice.
  List<Object> values(int most, Supplier<?> element) {
    return list(1, most, element).stream().distinct().toList();
  }

  /// An object with a spec.
  Map<String, Object> add(
      String version, String kindOfObject, String namespace, String name, Object spec) {
    var metadata = tree("name", name, "namespace", namespace);
    var object = new LinkedHashMap<String, Object>();
    object.put("apiVersion", version);
    object.put("kind", kindOfObject);
    object.put("metadata", metadata);
    object.put("spec", spec);
    objects.add(object);
    return metadata;
  }

  void configMap(String namespace, String name, String file, String text) {
    objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            tree("name", name, "namespace", namespace),
            "data",
            tree(file, text)));
  }

  /// The identity of an account in the mesh.
  String identity(String namespace, String account) {
    return switch (kind) {
      case SIDECAR, AMBIENT -> trustDomain + "/ns/" + namespace + "/sa/" + account;
      case LINKERD -> account + "." + namespace + ".serviceaccount.identity.linkerd." + trustDomain;
      case CONSUL -> account;
    };
  }
}
