package io.seawall.dialects.cilium;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.PeersText;
import io.seawall.dialects.kubernetes.Flow;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.List;
import java.util.stream.Collectors;

/// Reads policies of Cilium written in flow style, and writes what they mean in one line.
final class Cnp {
  private Cnp() {}

  /// Reads objects that stand in one file each: `dir/0.yaml`, `dir/1.yaml` and so on.
  static Parsed<Facts> read(String... objects) {
    Dialect.Reading reading = new CiliumDialect().open();
    for (int i = 0; i < objects.length; i++) {
      reading.accept(new Document("dir/" + i + ".yaml", Flow.mapping(objects[i])));
    }
    return reading.close();
  }

  /// The object `cilium.io/v2 CiliumNetworkPolicy shop/p`; its spec starts on line 3.
  static String namespaced(String spec) {
    return """
    {apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy,
    metadata: {name: p, namespace: shop},
    spec: %s}
    """
        .formatted(spec);
  }

  /// The object `cilium.io/v2 CiliumClusterwideNetworkPolicy p`; its spec starts on line 3.
  static String clusterwide(String spec) {
    return """
    {apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy,
    metadata: {name: p},
    spec: %s}
    """
        .formatted(spec);
  }

  static List<Policy> policies(String... objects) {
    return read(objects).value().kubernetes().policies();
  }

  /// The one policy for egress.
  static Policy egress(String... objects) {
    return policies(objects).stream()
        .filter(policy -> policy.direction() == Direction.EGRESS)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no policy for egress"));
  }

  /// `ALLOW outside; DENY pods shop app=web`.
  static String rules(Policy policy) {
    return policy.rules().stream().map(Cnp::rule).collect(Collectors.joining("; "));
  }

  private static String rule(Rule rule) {
    return rule.verdict() + " " + PeersText.peers(rule.peers());
  }
}
