package io.seawall.dialects.linkerd;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.HelmValues;
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

/// One reading of one input: takes what authorises clients, and looks at other objects that bear on
/// what proxies do.
final class LinkerdReading implements Dialect.Reading {
  static final String POLICY = "policy.linkerd.io";
  static final String GATEWAY_API = "gateway.networking.k8s.io";

  private static final Set<String> TAKEN =
      Set.of(
          "Server",
          "ServerAuthorization",
          "AuthorizationPolicy",
          "MeshTLSAuthentication",
          "NetworkAuthentication",
          "HTTPRoute");
  private static final Set<String> ROUTES = Set.of("HTTPRoute", "GRPCRoute");

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<MeshObject> objects = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> found = ObjectType.of(document.root());
    if (found.isEmpty()) {
      return false;
    }
    ObjectType type = found.get();
    if (type.group().equals(POLICY) && TAKEN.contains(type.kind())) {
      List<Diagnostic> complaints = new ArrayList<>(0);
      objects.add(read(document, type, complaints));
      diagnostics.addAll(complaints);
      return true;
    }
    look(document, type);
    return false;
  }

  private static LinkerdObject read(
      Document document, ObjectType type, List<Diagnostic> complaints) {
    Fields root = fields(document, type, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type, root);
    LinkerdKinds.checkVersion(type, root);
    return switch (type.kind()) {
      case "HTTPRoute" -> new RouteReader(meta, root, complaints).read();
      case "Server", "ServerAuthorization" -> new ServerReader(meta, root, complaints).read();
      default -> new PolicyReader(meta, root, complaints).read();
    };
  }

  /// Looks at an object that another dialect counts.
  private void look(Document document, ObjectType type) {
    if (type.group().equals(GATEWAY_API) && ROUTES.contains(type.kind())) {
      List<Diagnostic> unheard = new ArrayList<>(0);
      Fields root = fields(document, type, unheard);
      LinkerdObject.Route route =
          new RouteReader(ObjectMeta.read(document, type, root), root, unheard).read();
      if (!route.servers().isEmpty()) {
        objects.add(route);
      }
    } else if (type.group().isEmpty() && type.kind().equals("ConfigMap")) {
      Fields root = fields(document, type, new ArrayList<>(0));
      config(ObjectMeta.read(document, type, root), root).ifPresent(objects::add);
    } else if (LinkerdKinds.isOfLinkerd(type.group())) {
      List<Diagnostic> complaints = new ArrayList<>(0);
      Fields root = fields(document, type, complaints);
      LinkerdKinds.check(type, root);
      diagnostics.addAll(complaints);
    }
  }

  private static Fields fields(Document document, ObjectType type, List<Diagnostic> complaints) {
    return Fields.of(document.root(), ObjectMeta.place(document, type), Keys.EXACT, complaints);
  }

  /// Source: Linkerd source, charts/linkerd-control-plane/templates/config.yaml.
  private static Optional<LinkerdObject.Config> config(ObjectMeta meta, Fields root) {
    return meta.name().equals("linkerd-config")
        ? root.child("data")
            .flatMap(data -> data.text("values"))
            .map(values ->
                new LinkerdObject.Config(
                    meta.namespaceOrDefault(), meta.name(), HelmValues.read(values), meta.where()))
        : Optional.empty();
  }

  @Override
  public Parsed<Facts> close() {
    Facts.Kubernetes found = Facts.NONE.kubernetes().withMesh(objects);
    return new Parsed<>(new Facts(found, Facts.NONE.azure()), diagnostics);
  }
}
