package io.seawall.dialects.istio;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.TextMap;
import io.seawall.model.mesh.EdgeServer;
import io.seawall.model.mesh.EdgeServer.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a Gateway listens on.
///
/// Source: Istio documentation, "Gateway", Server and ServerTLSSettings (`httpsRedirect`, modes).
final class GatewayReader {
  private GatewayReader() {}

  static List<EdgeServer> read(ObjectMeta meta, Fields root) {
    Optional<Fields> spec = root.child("spec");
    boolean outward =
        spec.map(fields -> TextMap.read(fields, "selector"))
            .filter(selector -> selector.getOrDefault("istio", "").contains("egress"))
            .isPresent();
    List<EdgeServer> servers = new ArrayList<>();
    for (Fields server : spec.map(fields -> fields.children("servers")).orElse(List.of())) {
      Optional<Fields> port = server.child("port");
      servers.add(
          new EdgeServer(
              "Gateway " + meta.namespaceOrDefault() + "/" + meta.name(),
              port.flatMap(one -> one.integer("number", 1, 65535)).orElse(0),
              port.flatMap(one -> one.text("protocol")).orElse(""),
              server.child("tls").map(GatewayReader::tls).orElse(Tls.NONE),
              outward,
              server.where()));
    }
    return servers;
  }

  private static Tls tls(Fields tls) {
    if (tls.bool("httpsRedirect").orElse(false)) {
      return Tls.REDIRECT;
    }
    return switch (tls.text("mode").orElse("PASSTHROUGH")) {
      case "PASSTHROUGH", "AUTO_PASSTHROUGH" -> Tls.PASSES;
      case "SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL", "ISTIO_MUTUAL" -> Tls.ENDS;
      default -> Tls.UNKNOWN;
    };
  }
}
