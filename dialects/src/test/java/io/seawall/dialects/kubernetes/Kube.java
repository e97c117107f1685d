package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Dialect;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import java.util.List;
import java.util.Locale;

/// Reads objects written in flow style, and prints complaints as a user sees them.
public final class Kube {
  private Kube() {}

  /// Reads objects that stand in one file each: `dir/0.yaml`, `dir/1.yaml` and so on.
  static Parsed<Facts> read(String... objects) {
    Dialect.Reading reading = new KubernetesDialect().open();
    for (int i = 0; i < objects.length; i++) {
      accept(reading, "dir/" + i + ".yaml", objects[i]);
    }
    return reading.close();
  }

  static void accept(Dialect.Reading reading, String file, String object) {
    if (!reading.accept(new Document(file, Flow.mapping(object)))) {
      throw new IllegalArgumentException("not of Kubernetes: " + object);
    }
  }

  static Facts.Kubernetes facts(String... objects) {
    return read(objects).value().kubernetes();
  }

  /// The policies of `networking.k8s.io/v1 NetworkPolicy shop/p` with this spec.
  static List<Policy> policies(String spec) {
    return facts(policy(spec)).policies();
  }

  /// The one policy of this spec.
  static Policy onlyPolicy(String spec) {
    List<Policy> policies = policies(spec);
    if (policies.size() != 1) {
      throw new AssertionError("not one policy: " + policies);
    }
    return policies.getFirst();
  }

  /// The pods that the policy picks.
  static Peers.Pods subject(Policy policy) {
    return (Peers.Pods) policy.subject();
  }

  /// The object `networking.k8s.io/v1 NetworkPolicy shop/p`; its spec starts on line 3.
  static String policy(String spec) {
    return """
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy,
    metadata: {name: p, namespace: shop},
    spec: %s}
    """
        .formatted(spec);
  }

  /// All complaints, sorted, one after the other.
  static String messages(String... objects) {
    return messages(read(objects).diagnostics());
  }

  /// All complaints as a user sees them.
  public static String messages(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    diagnostics.stream()
        .sorted()
        .forEach(d ->
            out.append(
                """
                %s: %s: %s, %s [%s]
                  found %s, expected %s
                  help: %s
                """
                    .formatted(
                        d.where().place(),
                        d.severity().name().toLowerCase(Locale.ROOT),
                        d.where().object(),
                        d.where().field(),
                        d.code(),
                        d.found(),
                        d.expected(),
                        d.help())));
    return out.toString();
  }
}
