package io.seawall.practices.mesh;

import io.seawall.model.mesh.EdgeServer;
import io.seawall.model.mesh.EdgeServer.Tls;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What comes into the mesh comes with TLS: no gateway serves plain requests.
///
/// Source: Istio documentation, "Gateway", Server (protocol; `tls.httpsRedirect`), and "Secure
/// Gateways".
public final class MeshGateway implements Check {
  private static final Set<String> REQUESTS = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB");

  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_GATEWAY";
  }

  @Override
  public String claim() {
    return "gateways of the mesh serve requests with TLS alone";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    Map<String, List<EdgeServer>> byGateway = new LinkedHashMap<>();
    situation.snapshot().facts().kubernetes().mesh().stream()
        .filter(EdgeServer.class::isInstance)
        .map(EdgeServer.class::cast)
        .filter(server -> !server.outward())
        .forEach(server ->
            byGateway.computeIfAbsent(server.gateway(), _ -> new ArrayList<>()).add(server));
    return byGateway.entrySet().stream()
        .map(entry -> finding(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Finding finding(String gateway, List<EdgeServer> servers) {
    Optional<EdgeServer> plain = servers.stream().filter(MeshGateway::isPlain).findFirst();
    if (plain.isPresent()) {
      return refuted(gateway, plain.get());
    }
    return servers.stream()
        .filter(server -> server.tls() == Tls.UNKNOWN)
        .findFirst()
        .map(server ->
            Finding.unknown(
                    this,
                    Severity.MEDIUM,
                    gateway,
                    "the mode of TLS at port " + server.port() + " is not known",
                    List.of(new Missing("tls.mode", "kubectl get gateway -A -o yaml")))
                .at(server.where()))
        .orElseGet(() ->
            Finding.proved(this, Severity.MEDIUM, gateway, "serves no plain requests")
                .at(servers.getFirst().where()));
  }

  private static boolean isPlain(EdgeServer server) {
    return server.tls() == Tls.NONE
        && REQUESTS.contains(server.protocol().toUpperCase(Locale.ROOT));
  }

  private Finding refuted(String gateway, EdgeServer server) {
    String text =
        "serves " + server.protocol() + " at port " + server.port() + " without a redirect to TLS";
    Step step =
        new Step(
            "gateway", "allow", gateway, server.where().field(), Optional.of(server.where()), text);
    return Finding.refuted(this, Severity.MEDIUM, gateway, text)
        .shown(new Witness("anybody", gateway, "tcp/" + server.port()), List.of(step))
        .at(server.where());
  }
}
