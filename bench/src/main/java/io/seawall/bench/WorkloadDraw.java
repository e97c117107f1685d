package io.seawall.bench;

import io.seawall.bench.Drawn.Container;
import io.seawall.bench.Drawn.Kind;
import io.seawall.bench.Drawn.NamedPort;
import io.seawall.reach.Engine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Draws workloads: seven to fifteen labels, of which some are unique to the workload or the pod,
/// and a sidecar here and there.
final class WorkloadDraw {
  private static final String REGISTRY = "registry.example.com/";

  private WorkloadDraw() {}

  /// What runs on each node of the platform; the agent that enforces policies comes first.
  static List<String> agents(int namespace, Engine engine) {
    if (namespace == 1) {
      return List.of("node-exporter", "log-collector");
    }
    String enforcer =
        switch (engine) {
          case AZURE -> "azure-npm";
          case CALICO -> "calico-node";
          case CILIUM -> "cilium";
          case NONE -> "azure-cns";
        };
    return List.of(enforcer, "csi-azuredisk-node", "cloud-node-manager");
  }

  /// A DaemonSet with the network of the nodes.
  static Drawn.Workload agent(
      Drawn.Namespace namespace, String name, Draw draw, int firstPod, int count) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("k8s-app", name);
    labels.put("controller-revision-hash", draw.suffix(10));
    labels.put("pod-template-generation", String.valueOf(1 + draw.below(9)));
    Container container =
        new Container(name, REGISTRY + "platform/" + name + ":v1", List.of(port("metrics", 9100)));
    return new Drawn.Workload(
        namespace.name(),
        name,
        Kind.DAEMON_SET,
        "",
        labels,
        List.of(container),
        true,
        "",
        firstPod,
        count);
  }

  /// The DNS server that every pod asks.
  static Drawn.Workload dns(Drawn.Namespace namespace, Draw draw, int firstPod, int count) {
    String hash = draw.suffix(10);
    Container container =
        new Container(
            "coredns",
            REGISTRY + "platform/coredns:v1.11.3",
            List.of(port("dns-tcp", 53), port("metrics", 9153)));
    return new Drawn.Workload(
        namespace.name(),
        "coredns",
        Kind.DEPLOYMENT,
        hash,
        Map.of("k8s-app", "kube-dns", "pod-template-hash", hash),
        List.of(container),
        false,
        "system",
        firstPod,
        count);
  }

  /// A team's own workload.
  ///
  /// @param pools how many node pools there are for teams; most workloads select one
  static Drawn.Workload app(
      Drawn.Namespace namespace, int index, int pools, Draw draw, int firstPod, int count) {
    String app = Words.APPS.get(index % Words.APPS.size());
    String name = index < Words.APPS.size() ? app : app + "-" + index / Words.APPS.size();
    double drawn = draw.unit();
    Kind kind =
        drawn < 0.80
            ? Kind.DEPLOYMENT
            : drawn < 0.92 ? Kind.STATEFUL_SET : drawn < 0.96 ? Kind.DAEMON_SET : Kind.JOB;
    String hash = draw.suffix(10);
    String pool = draw.chance(0.7) ? "user" + (1 + draw.below(pools)) : "";
    Map<String, String> labels = labels(namespace, name, app, index, draw);
    switch (kind) {
      case DEPLOYMENT -> labels.put("pod-template-hash", hash);
      case STATEFUL_SET -> labels.put("controller-revision-hash", name + "-" + hash);
      case DAEMON_SET -> labels.put("controller-revision-hash", hash);
      case JOB -> labels.put("batch.kubernetes.io/job-name", name);
    }
    return new Drawn.Workload(
        namespace.name(),
        name,
        kind,
        hash,
        labels,
        containers(name, app, draw),
        false,
        pool,
        firstPod,
        count);
  }

  private static Map<String, String> labels(
      Drawn.Namespace namespace, String name, String app, int index, Draw draw) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app", name);
    labels.put("app.kubernetes.io/name", name);
    labels.put("app.kubernetes.io/instance", name + "-" + namespace.name());
    labels.put("app.kubernetes.io/component", app);
    labels.put("tier", Words.TIERS.get(index % Words.TIERS.size()));
    labels.put("team", namespace.team());
    maybe(labels, draw, "app.kubernetes.io/version", "1." + draw.below(40) + "." + draw.below(20));
    maybe(labels, draw, "app.kubernetes.io/part-of", namespace.name());
    maybe(labels, draw, "app.kubernetes.io/managed-by", "Helm");
    maybe(labels, draw, "helm.sh/chart", name + "-0." + draw.below(90) + ".0");
    maybe(labels, draw, "release", "r" + draw.below(500));
    maybe(labels, draw, "cost-center", "cc-" + (1000 + draw.below(400)));
    maybe(labels, draw, "track", draw.chance(0.9) ? "stable" : "canary");
    return labels;
  }

  private static void maybe(Map<String, String> labels, Draw draw, String key, String value) {
    if (draw.chance(0.5)) {
      labels.put(key, value);
    }
  }

  private static List<Container> containers(String name, String app, Draw draw) {
    List<NamedPort> ports =
        switch (app) {
          case "db" -> List.of(port("postgres", 5432), port("metrics", 9187));
          case "cache" -> List.of(port("redis", 6379));
          case "queue" -> List.of(port("amqp", 5672), port("metrics", 15692));
          case "worker", "scheduler", "sync" -> List.of(port("metrics", 9090));
          default ->
              List.of(
                  port("http", draw.of(List.of(8080, 8080, 8080, 3000, 5000))),
                  port("metrics", 9090));
        };
    String image = REGISTRY + app + "/" + name + ":1." + draw.below(40) + "." + draw.below(20);
    Container main = new Container(name, image, ports);
    return draw.chance(0.2)
        ? List.of(
            main, new Container("log-shipper", REGISTRY + "platform/log-shipper:2.4.1", List.of()))
        : List.of(main);
  }

  private static NamedPort port(String name, int number) {
    return new NamedPort(name, number);
  }
}
