package io.seawall.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A drawn cluster. Any part of it can be had at any time without the rest, so that a cluster of
/// any size can be written out in little memory.
final class ClusterPlan {
  /// Nodes have addresses from here, one after the other whatever their pool.
  private static final long FIRST_NODE = 0x0AE0_0004L; // 10.224.0.4

  /// Pods have addresses from here, in a range of their own (Microsoft Learn, "Azure CNI Overlay").
  private static final long FIRST_POD = 0x0A40_0000L; // 10.64.0.0/11

  /// Where Services have their addresses.
  private static final long FIRST_SERVICE = 0x0A00_0000L; // 10.0.0.0/15

  /// The most pods that a namespace gets.
  private static final int MOST_PODS = 3_000;

  private final ClusterSpec spec;
  private final int[] firstPod;
  private final int[] policies;
  private final int hostPods;
  private final String[] nodeNames;
  private final int[] everyNode;
  private final Map<String, int[]> nodesOfPool = new HashMap<>();

  ClusterPlan(ClusterSpec spec) {
    this.spec = spec;
    this.hostPods = spec.shape() == Shape.RED_HAT ? 0 : Math.max(2, scale().pods() / 50);
    this.firstPod = podsOfNamespaces();
    this.policies = policiesOfNamespaces();
    this.nodeNames = new String[scale().nodes()];
    Arrays.setAll(nodeNames, i -> node(i).name());
    this.everyNode = IntStream.range(0, scale().nodes()).toArray();
    IntStream.range(0, scale().nodes())
        .boxed()
        .collect(Collectors.groupingBy(i -> node(i).pool()))
        .forEach((pool, nodes) ->
            nodesOfPool.put(pool, nodes.stream().mapToInt(Integer::intValue).toArray()));
  }

  ClusterSpec spec() {
    return spec;
  }

  Scale scale() {
    return spec.scale();
  }

  Draw draw(String purpose, long index) {
    return Draw.of(spec.seed(), purpose, index);
  }

  /// Log-normal, none empty; the platform's own namespaces hold what runs on each node.
  private int[] podsOfNamespaces() {
    int count = scale().namespaces();
    double[] weights = new double[count];
    Draw draw = draw("pods of namespaces", 0);
    for (int i = 0; i < count; i++) {
      weights[i] = spec.shape() == Shape.RED_HAT ? 1 : draw.logNormal(1.0);
    }
    int systemPods = hostPods - hostPods / 4;
    int own = scale().pods() - hostPods - count;
    double sum = Arrays.stream(weights).sum();
    int[] starts = new int[count + 1];
    int given = 0;
    for (int i = 0; i < count; i++) {
      int pods = 1 + (int) Math.min(MOST_PODS, own * weights[i] / sum);
      given += pods;
      starts[i + 1] = pods + (i == 0 ? systemPods : i == 1 ? hostPods - systemPods : 0);
    }
    for (int i = count - 1; given < scale().pods() - hostPods; i = i == 0 ? count - 1 : i - 1) {
      starts[i + 1]++;
      given++;
    }
    for (int i = 0; i < count; i++) {
      starts[i + 1] += starts[i];
    }
    return starts;
  }

  /// None in a fifth of the namespaces, three to eight in the others, so that the sum is right.
  private int[] policiesOfNamespaces() {
    int count = scale().namespaces();
    int[] out = new int[count];
    if (spec.shape() == Shape.RED_HAT) {
      Arrays.fill(out, scale().policies() / count);
      return out;
    }
    Draw draw = draw("policies of namespaces", 0);
    int left = scale().policies();
    int guarded = Math.min(count - count / 5, left / 3);
    for (int i = 0, open = count, close = guarded; i < count; i++, open--) {
      if (draw.below(open) < close) {
        out[i] = 3;
        left -= 3;
        close--;
      }
    }
    while (left > 0) {
      int i = draw.below(count);
      if (out[i] >= 3 && out[i] < 8) {
        out[i]++;
        left--;
      }
    }
    return out;
  }

  Drawn.Node node(int index) {
    Draw draw = draw("node", index);
    String pool =
        index == 0 || draw.chance(0.03)
            ? "system"
            : "user" + (index == 1 ? 1 : 1 + draw.below(userPools()));
    String name =
        "aks-"
            + pool
            + "-"
            + (10_000_000 + pool.hashCode() % 1_000_000)
            + "-vmss"
            + Words.base36(index);
    Map<String, String> labels = new TreeMap<>();
    labels.put("agentpool", pool);
    labels.put("kubernetes.azure.com/agentpool", pool);
    labels.put("kubernetes.azure.com/mode", pool.equals("system") ? "system" : "user");
    labels.put("kubernetes.azure.com/os-sku", "Ubuntu");
    labels.put("kubernetes.io/arch", "amd64");
    labels.put("kubernetes.io/hostname", name);
    labels.put("kubernetes.io/os", "linux");
    labels.put("node.kubernetes.io/instance-type", "Standard_D8ds_v5");
    labels.put("topology.kubernetes.io/region", "westeurope");
    labels.put("topology.kubernetes.io/zone", "westeurope-" + (1 + index % 3));
    return new Drawn.Node(index, name, pool, Words.ipv4(FIRST_NODE + index), labels);
  }

  /// How many pools there are besides the one for the system.
  int userPools() {
    return 1 + Math.min(8, scale().nodes() / 600);
  }

  Drawn.Namespace namespace(int index) {
    Draw draw = draw("namespace", index);
    int teams = Math.clamp(scale().namespaces() / 4, 3, 50);
    String team = "team-" + draw.below(teams);
    String name =
        switch (index) {
          case 0 -> "kube-system";
          case 1 -> "monitoring";
          default -> "tenant-" + (10_000 + index) + "-" + draw.of(Words.DOMAINS);
        };
    Map<String, String> labels = new TreeMap<>();
    labels.put("kubernetes.io/metadata.name", name);
    labels.put("team", index < 2 ? "platform" : team);
    labels.put("env", draw.of(Words.STAGES));
    labels.put("cost-center", "cc-" + (1000 + draw.below(400)));
    labels.put("pod-security.kubernetes.io/enforce", "baseline");
    return new Drawn.Namespace(index, name, team, labels);
  }

  /// The workloads of a namespace by name, as the API server lists them; their pods are numbered
  /// one after the other.
  List<Drawn.Workload> workloads(Drawn.Namespace namespace) {
    List<Drawn.Workload> out = new ArrayList<>();
    Draw draw = draw("workloads", namespace.index());
    int next = firstPod[namespace.index()];
    int end = firstPod[namespace.index() + 1];
    int onNodes = namespace.index() == 0 ? hostPods - hostPods / 4 : hostPods / 4;
    if (namespace.index() < 2) {
      List<String> names = WorkloadDraw.agents(namespace.index(), spec.engine());
      int each = Math.clamp((onNodes + names.size() - 1) / names.size(), 1, scale().nodes());
      int hostEnd = next + onNodes;
      for (int i = 0; next < hostEnd; i++) {
        String name = names.get(i % names.size()) + (i < names.size() ? "" : "-" + i);
        int count = Math.min(each, hostEnd - next);
        out.add(WorkloadDraw.agent(namespace, name, draw, next, count));
        next += count;
      }
    }
    for (int i = 0; next < end; i++) {
      int replicas = spec.shape() == Shape.RED_HAT ? 1 : draw.geometric(3);
      int count = Math.min(replicas, end - next);
      if (namespace.index() == 0 && i == 0) {
        out.add(WorkloadDraw.dns(namespace, draw, next, count));
      } else {
        out.add(WorkloadDraw.app(namespace, i, userPools(), draw, next, count));
      }
      next += count;
    }
    return sorted(out, firstPod[namespace.index()]);
  }

  private static List<Drawn.Workload> sorted(List<Drawn.Workload> drawn, int firstPod) {
    List<Drawn.Workload> out = new ArrayList<>();
    int next = firstPod;
    for (Drawn.Workload workload :
        drawn.stream().sorted(Comparator.comparing(Drawn.Workload::controllerName)).toList()) {
      out.add(workload.from(next));
      next += workload.count();
    }
    return out;
  }

  Drawn.Pod pod(Drawn.Workload owner, int ordinal) {
    int index = owner.firstPod() + ordinal;
    int[] nodes =
        owner.pool().isEmpty() ? everyNode : nodesOfPool.getOrDefault(owner.pool(), everyNode);
    int node = nodes[index % nodes.length];
    String name =
        owner.kind() == Drawn.Kind.STATEFUL_SET
            ? owner.name() + "-" + ordinal
            : owner.controllerName() + "-" + draw("pod", index).suffix(5);
    String hostAddress = Words.ipv4(FIRST_NODE + node);
    return new Drawn.Pod(
        index,
        name,
        nodeNames[node],
        hostAddress,
        owner.hostNetwork() ? hostAddress : Words.ipv4(FIRST_POD + 10 + index),
        spec.shape() == Shape.UNIQUE_LABELS ? "p" + index : "");
  }

  /// The Services of a namespace, for the first of its workloads.
  List<Drawn.Service> services(Drawn.Namespace namespace, List<Drawn.Workload> workloads) {
    int before = (int) ((long) scale().services() * namespace.index() / scale().namespaces());
    int after = (int) ((long) scale().services() * (namespace.index() + 1) / scale().namespaces());
    List<Drawn.Service> out = new ArrayList<>();
    for (int i = 0; i < Math.min(after - before, workloads.size()); i++) {
      Drawn.Workload behind = workloads.get(i);
      out.add(
          new Drawn.Service(
              namespace.name(),
              behind.name(),
              behind,
              Words.ipv4(FIRST_SERVICE + 10 + before + i),
              behind.containers().getFirst().ports()));
    }
    return out;
  }

  /// The policies of a namespace by name.
  List<Drawn.Policy> policies(Drawn.Namespace namespace, List<Drawn.Workload> workloads) {
    int count = policies[namespace.index()];
    if (count == 0 || workloads.isEmpty()) {
      return List.of();
    }
    List<Drawn.Policy> drawn = new PolicyDraw(this, namespace, workloads).policies(count);
    return drawn.stream().sorted(Comparator.comparing(Drawn.Policy::name)).toList();
  }

  /// How many policies there are in all.
  int policyCount() {
    return Arrays.stream(policies).sum();
  }
}
