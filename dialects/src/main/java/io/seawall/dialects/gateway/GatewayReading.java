package io.seawall.dialects.gateway;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cluster.Gateways;
import io.seawall.model.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One reading of one input: takes gateways and routes and leaves the rest.
final class GatewayReading implements Dialect.Reading {
  private static final String GATEWAY_API = "gateway.networking.k8s.io";
  private static final String OPENSHIFT = "route.openshift.io";
  private static final Set<String> ROUTES =
      Set.of("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute");

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Gateways.GatewayClass> classes = new ArrayList<>();
  private final List<Gateways.Gateway> gateways = new ArrayList<>();
  private final List<Gateways.Route> routes = new ArrayList<>();
  private final List<Gateways.ReferenceGrant> grants = new ArrayList<>();
  private final List<Gateways.OpenShiftRoute> openShiftRoutes = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> type = ObjectType.of(document.root()).filter(GatewayReading::isOurs);
    if (type.isEmpty()) {
      return false;
    }
    List<Diagnostic> complaints = new ArrayList<>(0);
    Fields root =
        Fields.of(document.root(), ObjectMeta.place(document, type.get()), Keys.EXACT, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type.get(), root);
    switch (type.get().kind()) {
      case "GatewayClass" -> classes.add(GatewayReader.gatewayClass(meta, root));
      case "Gateway" -> gateways.add(GatewayReader.gateway(meta, root));
      case "ReferenceGrant" -> grants.add(RouteReader.grant(meta, root));
      case "Route" -> openShiftRoutes.add(RouteReader.openShift(meta, root));
      default -> routes.add(RouteReader.route(meta, root));
    }
    diagnostics.addAll(complaints);
    return true;
  }

  private static boolean isOurs(ObjectType type) {
    return switch (type.group()) {
      case GATEWAY_API ->
          ROUTES.contains(type.kind())
              || Set.of("GatewayClass", "Gateway", "ReferenceGrant").contains(type.kind());
      case OPENSHIFT -> type.kind().equals("Route");
      default -> false;
    };
  }

  @Override
  public Parsed<Facts> close() {
    Gateways found = new Gateways(classes, gateways, routes, grants, openShiftRoutes);
    return new Parsed<>(
        new Facts(Facts.NONE.kubernetes().withGateways(found), Facts.NONE.azure()), diagnostics);
  }
}
