package io.seawall.dialects.calico;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.PeersText;
import io.seawall.dialects.kubernetes.Flow;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.List;
import java.util.stream.Collectors;

/// Reads objects of Calico written in flow style, and writes what they mean in one line.
final class Objects {
  private Objects() {}

  /// Reads objects that stand in one file each: `dir/0.yaml`, `dir/1.yaml` and so on.
  static Parsed<Facts> read(String... objects) {
    Dialect.Reading reading = new CalicoDialect().open();
    for (int i = 0; i < objects.length; i++) {
      reading.accept(new Document("dir/" + i + ".yaml", Flow.mapping(objects[i])));
    }
    return reading.close();
  }

  /// The object `projectcalico.org/v3 NetworkPolicy shop/p`; its spec starts on line 3.
  static String namespaced(String spec) {
    return """
    {apiVersion: projectcalico.org/v3, kind: NetworkPolicy,
    metadata: {name: p, namespace: shop},
    spec: %s}
    """
        .formatted(spec);
  }

  /// The object `projectcalico.org/v3 GlobalNetworkPolicy g`; its spec starts on line 3.
  static String global(String spec) {
    return object("GlobalNetworkPolicy", "{name: g}", spec);
  }

  /// An object of the group `projectcalico.org`; its spec starts on line 3.
  static String object(String kind, String metadata, String spec) {
    return """
    {apiVersion: projectcalico.org/v3, kind: %s,
    metadata: %s,
    spec: %s}
    """
        .formatted(kind, metadata, spec);
  }

  static List<Policy> policies(String... objects) {
    return read(objects).value().kubernetes().policies();
  }

  /// The one policy of this direction.
  static Policy only(Direction direction, String... objects) {
    List<Policy> found =
        policies(objects).stream().filter(policy -> policy.direction() == direction).toList();
    if (found.size() != 1) {
      throw new AssertionError("not one policy: " + found);
    }
    return found.getFirst();
  }

  /// `ALLOW outside; DENY pods shop app=web`; the own side stands before an arrow if it is asked
  /// for.
  static String rules(Policy policy) {
    return policy.rules().stream().map(Objects::rule).collect(Collectors.joining("; "));
  }

  private static String rule(Rule rule) {
    String local =
        rule.local() instanceof Peers.Everybody ? "" : PeersText.peers(rule.local()) + " -> ";
    return rule.verdict() + " " + local + PeersText.peers(rule.peers());
  }
}
