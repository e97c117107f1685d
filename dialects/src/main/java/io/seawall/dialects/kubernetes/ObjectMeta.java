package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who an object is: `metadata`.
///
/// @param namespace as written; empty if it is not written
/// @param name or, without one, `generateName`; [#UNREADABLE] if neither can be read
/// @param controller the owner that manages the object
/// @param where the object; its lines are those of the document
public record ObjectMeta(
    ObjectType type,
    String file,
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Workload.Id> controller,
    SourceRef where) {

  /// Stands for a name that cannot be read; no Kubernetes name holds this character.
  public static final String UNREADABLE = "?";

  /// The place of the object itself, before any of its fields is judged.
  public static SourceRef place(Document document, ObjectType type) {
    Mapping root = document.root();
    Optional<Mapping> meta =
        root.get("metadata")
            .flatMap(node -> node instanceof Mapping map ? Optional.of(map) : Optional.empty());
    String name = meta.map(ObjectMeta::name).orElse(UNREADABLE);
    String namespace = meta.flatMap(map -> map.text("namespace")).orElse("");
    String title = namespace.isEmpty() ? name : namespace + "/" + name;
    return new SourceRef(document.file(), root.line(), type.kind() + " " + title, "");
  }

  /// Reads `metadata`.
  ///
  /// @param root the fields of the whole object
  public static ObjectMeta read(Document document, ObjectType type, Fields root) {
    Optional<Fields> meta = root.child("metadata");
    String name =
        document
            .root()
            .get("metadata")
            .map(node -> node instanceof Mapping map ? name(map) : UNREADABLE)
            .orElse(UNREADABLE);
    String namespace = meta.map(ObjectMeta::namespace).orElse("");
    return new ObjectMeta(
        type,
        document.file(),
        namespace,
        name,
        meta.map(fields -> TextMap.read(fields, "labels")).orElse(Map.of()),
        meta.map(fields -> TextMap.read(fields, "annotations")).orElse(Map.of()),
        meta.flatMap(fields -> controller(fields, namespace)),
        root.where());
  }

  private static String name(Mapping meta) {
    return meta.text("name").or(() -> meta.text("generateName")).orElse(UNREADABLE);
  }

  /// A number counts as the text it was meant to be, after a complaint.
  private static String namespace(Fields meta) {
    Optional<Node> node = meta.node("namespace");
    if (node.isEmpty()) {
      return "";
    }
    if (node.get() instanceof Scalar(_, var kind, var text)) {
      if (kind != ScalarKind.STRING) {
        meta.complain(
            "WRONG_TYPE",
            meta.where("namespace"),
            node.get().describe(),
            "text",
            "put the value in quotes");
      }
      return text;
    }
    meta.complain("WRONG_TYPE", meta.where("namespace"), node.get().describe(), "text", "");
    return UNREADABLE;
  }

  /// The owner with `controller: true`, if it is not a node (static pods name their node;
  /// Kubernetes documentation, "Create static Pods").
  private static Optional<Workload.Id> controller(Fields meta, String namespace) {
    if (meta.node("ownerReferences").isEmpty()) {
      return Optional.empty();
    }
    for (Fields owner : meta.children("ownerReferences")) {
      if (owner.bool("controller").orElse(false)) {
        String kind = owner.text("kind").orElse("Pod");
        return kind.equals("Node")
            ? Optional.empty()
            : owner.text("name").map(name -> new Workload.Id(inDefault(namespace), kind, name));
      }
    }
    return Optional.empty();
  }

  private static String inDefault(String namespace) {
    return namespace.isEmpty() ? "default" : namespace;
  }

  /// The namespace of a namespaced object: `default` if none is written (Kubernetes API,
  /// ObjectMeta.namespace).
  public String namespaceOrDefault() {
    return inDefault(namespace);
  }

  /// The object as an owner.
  Workload.Id id() {
    return new Workload.Id(namespaceOrDefault(), type.kind(), name);
  }

  /// The annotations without the one in which kubectl keeps a copy of the whole object.
  Map<String, String> annotationsThatMatter() {
    Map<String, String> out = new HashMap<>(annotations);
    out.remove("kubectl.kubernetes.io/last-applied-configuration");
    return out;
  }

  /// The folder of the file that holds the object; objects of different folders may belong to
  /// different clusters.
  public String folder() {
    return file.substring(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }
}
