package io.seawall.dialects.consul;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.mesh.MeshObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One reading of one input: takes intentions and the settings of proxies, and looks at other
/// objects that bear on them.
final class ConsulReading implements Dialect.Reading {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<MeshObject> objects = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> found = ObjectType.of(document.root());
    if (found.isEmpty()) {
      return false;
    }
    ObjectType type = found.get();
    if (type.group().equals(ConsulKinds.GROUP)) {
      List<Diagnostic> complaints = new ArrayList<>(0);
      Optional<ConsulObject> object = read(document, type, complaints);
      object.ifPresent(objects::add);
      diagnostics.addAll(complaints);
      return object.isPresent();
    }
    if (type.group().isEmpty() && type.kind().equals("ConfigMap")) {
      Fields root = fields(document, type, new ArrayList<>(0));
      ServerConfigReader.read(ObjectMeta.read(document, type, root), root).ifPresent(objects::add);
    }
    return false;
  }

  private static Optional<ConsulObject> read(
      Document document, ObjectType type, List<Diagnostic> complaints) {
    Fields root = fields(document, type, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type, root);
    return switch (type.kind()) {
      case "ServiceIntentions" -> Optional.of(new IntentionsReader(meta, root, complaints).read());
      case "ServiceDefaults", "ProxyDefaults" ->
          Optional.of(new DefaultsReader(meta, root, complaints).defaults());
      case "Mesh" -> Optional.of(new DefaultsReader(meta, root, complaints).settings());
      default -> {
        ConsulKinds.check(type.kind(), root);
        yield Optional.empty();
      }
    };
  }

  private static Fields fields(Document document, ObjectType type, List<Diagnostic> complaints) {
    return Fields.of(document.root(), ObjectMeta.place(document, type), Keys.EXACT, complaints);
  }

  @Override
  public Parsed<Facts> close() {
    Facts.Kubernetes found = Facts.NONE.kubernetes().withMesh(objects);
    return new Parsed<>(new Facts(found, Facts.NONE.azure()), diagnostics);
  }
}
