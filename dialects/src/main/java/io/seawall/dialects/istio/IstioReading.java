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
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.mesh.MeshObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One reading of one input: takes the policies of Istio, and looks at other objects that bear on
/// what its proxies do.
final class IstioReading implements Dialect.Reading {
  private static final String METADATA = "169.254.169.254";
  private static final String SECURITY = "security.istio.io";
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
    if (type.group().equals(SECURITY) && POLICIES.contains(type.kind())) {
      List<Diagnostic> complaints = new ArrayList<>(0);
      objects.add(new PolicyReader(document, type, complaints).read());
      diagnostics.addAll(complaints);
      return true;
    }
    return look(document, type);
  }

  /// Looks at an object that is no policy.
  ///
  /// @return whether all that it says of who may connect to whom is read; else another dialect
  ///   counts it
  private boolean look(Document document, ObjectType type) {
    List<Diagnostic> complaints = new ArrayList<>(0);
    boolean read = false;
    if (type.group().isEmpty() && type.kind().equals("ConfigMap")) {
      Fields root = fields(document, type, new ArrayList<>(0));
      ObjectMeta meta = ObjectMeta.read(document, type, root);
      MeshConfigReader.read(meta, root).ifPresent(objects::add);
      MeshConfigReader.injector(meta, root).ifPresent(objects::add);
    } else if (type.group().isEmpty() && type.kind().equals("Status")) {
      refusal(fields(document, type, new ArrayList<>(0))).ifPresent(objects::add);
    } else if (type.group().equals("networking.istio.io")
        || type.group().equals("extensions.istio.io")
        || type.group().equals("telemetry.istio.io")
        || type.group().equals("install.istio.io")) {
      Fields root = fields(document, type, complaints);
      ObjectMeta meta = ObjectMeta.read(document, type, root);
      if (OVERRIDES.contains(type.kind())) {
        read = objects.add(OverrideReader.read(meta, root));
      } else if (type.kind().equals("DestinationRule")) {
        read = objects.add(DestinationRuleReader.read(meta, root));
      }
      if (type.kind().equals("Gateway") && type.group().equals("networking.istio.io")) {
        objects.addAll(GatewayReader.read(meta, root));
      }
      KnownKinds.check(type.kind(), root);
      metadata(root, complaints);
      diagnostics.addAll(complaints);
    }
    return read;
  }

  /// Objects that lead or stop what goes to instance metadata do so for what a proxy takes, and no
  /// further.
  ///
  /// Sources: Istio documentation, "Security Best Practices", understand traffic capture
  /// limitations, and "Accessing External Services" (`REGISTRY_ONLY` is no security boundary).
  private static void metadata(Fields root, List<Diagnostic> complaints) {
    root.child("spec")
        .filter(spec ->
            Stream.of("hosts", "addresses")
                .filter(key -> spec.node(key).filter(Sequence.class::isInstance).isPresent())
                .anyMatch(key -> spec.texts(key).contains(METADATA)))
        .ifPresent(spec ->
            complaints.add(
                Diagnostic.warning(
                    "MESH_METADATA",
                    spec.where(),
                    "an object of the mesh that names " + METADATA,
                    "a network policy, or the IMDS restriction of AKS",
                    "a mesh stops nobody: excluded ports and ranges, init containers, the user of"
                        + " the proxy, hostNetwork and pods without a proxy go past it")));
  }

  /// Source: Kubernetes API, Status: `details` names the group and the plural of the kind.
  private static Optional<IstioObject> refusal(Fields root) {
    return root.child("details")
        .filter(details -> details.text("group").filter(SECURITY::equals).isPresent())
        .flatMap(details -> details.text("kind"))
        .map(kind -> new IstioObject.Refusal("", kind, false, root.where()));
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
