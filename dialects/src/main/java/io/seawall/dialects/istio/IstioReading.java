package io.seawall.dialects.istio;

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
import java.util.Set;

/// One reading of one input: takes the policies of Istio, and looks at other objects that bear on
/// what its proxies do.
final class IstioReading implements Dialect.Reading {
  private static final Set<String> POLICIES =
      Set.of("PeerAuthentication", "AuthorizationPolicy", "RequestAuthentication");
  private static final Set<String> OVERRIDES = Set.of("EnvoyFilter", "WasmPlugin", "ProxyConfig");

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<MeshObject> objects = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> found = ObjectType.of(document.root());
    if (found.isEmpty()) {
      return false;
    }
    ObjectType type = found.get();
    if (type.group().equals("security.istio.io") && POLICIES.contains(type.kind())) {
      List<Diagnostic> complaints = new ArrayList<>(0);
      objects.add(new PolicyReader(document, type, complaints).read());
      diagnostics.addAll(complaints);
      return true;
    }
    look(document, type);
    return false;
  }

  /// Looks at an object that another dialect counts.
  private void look(Document document, ObjectType type) {
    List<Diagnostic> complaints = new ArrayList<>(0);
    if (type.group().isEmpty() && type.kind().equals("ConfigMap")) {
      Fields root = fields(document, type, new ArrayList<>(0));
      MeshConfigReader.read(ObjectMeta.read(document, type, root), root).ifPresent(objects::add);
    } else if (type.group().equals("networking.istio.io")
        || type.group().equals("extensions.istio.io")
        || type.group().equals("telemetry.istio.io")
        || type.group().equals("install.istio.io")) {
      Fields root = fields(document, type, complaints);
      ObjectMeta meta = ObjectMeta.read(document, type, root);
      if (OVERRIDES.contains(type.kind())) {
        objects.add(OverrideReader.read(meta, root));
      } else if (type.kind().equals("DestinationRule")) {
        objects.add(DestinationRuleReader.read(meta, root));
      }
      KnownKinds.check(type.kind(), root);
      diagnostics.addAll(complaints);
    }
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
