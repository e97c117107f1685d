package io.seawall.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The objects of a drawn cluster, before they are written as JSON or taken as facts.
final class Drawn {
  private Drawn() {}

  record Node(int index, String name, String pool, String address, Map<String, String> labels) {}

  record Namespace(int index, String name, String team, Map<String, String> labels) {}

  /// What makes pods.
  enum Kind {
    DEPLOYMENT("Deployment"),
    STATEFUL_SET("StatefulSet"),
    DAEMON_SET("DaemonSet"),
    JOB("Job");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /// A port that a container names.
  record NamedPort(String name, int number) {}

  record Container(String name, String image, List<NamedPort> ports) {}

  /// Pods of one owner.
  ///
  /// @param labels without those that differ from pod to pod
  /// @param hash of the template; part of the names of a Deployment's pods
  /// @param pool the node pool that it selects; empty if it runs on any
  /// @param firstPod index of the first pod in the whole cluster
  record Workload(
      String namespace,
      String name,
      Kind kind,
      String hash,
      Map<String, String> labels,
      List<Container> containers,
      boolean hostNetwork,
      String pool,
      int firstPod,
      int count) {

    /// The same with other numbers for its pods.
    Workload from(int first) {
      return new Workload(
          namespace, name, kind, hash, labels, containers, hostNetwork, pool, first, count);
    }

    Map<String, String> nodeSelector() {
      return pool.isEmpty()
          ? Map.of("kubernetes.io/os", "linux")
          : Map.of("kubernetes.io/os", "linux", "kubernetes.azure.com/agentpool", pool);
    }

    /// The kind of the object that the pods name as their controller.
    String controllerKind() {
      return kind == Kind.DEPLOYMENT ? "ReplicaSet" : kind.text();
    }

    String controllerName() {
      return kind == Kind.DEPLOYMENT ? name + "-" + hash : name;
    }
  }

  record Pod(
      int index, String name, String node, String hostAddress, String address, String unique) {
    /// The labels of the pod, those of its own included.
    Map<String, String> labels(Workload owner) {
      if (owner.kind != Kind.STATEFUL_SET && unique.isEmpty()) {
        return owner.labels;
      }
      Map<String, String> all = new TreeMap<>(owner.labels);
      if (owner.kind == Kind.STATEFUL_SET) {
        all.put("apps.kubernetes.io/pod-index", String.valueOf(index - owner.firstPod));
        all.put("statefulset.kubernetes.io/pod-name", name);
      }
      if (!unique.isEmpty()) {
        all.put("example.com/id", unique);
      }
      return all;
    }
  }

  /// @param clusterIp its address
  record Service(
      String namespace, String name, Workload behind, String clusterIp, List<NamedPort> ports) {}

  /// @param subject the labels that a pod must have; none selects every pod
  /// @param ingress whether it speaks of packets to its pods
  /// @param egress whether it speaks of packets from its pods
  record Policy(
      String namespace,
      String name,
      Map<String, String> subject,
      boolean ingress,
      boolean egress,
      List<Rule> ingressRules,
      List<Rule> egressRules) {}

  /// @param peers none means everybody
  /// @param ports none means every packet
  record Rule(List<Peer> peers, List<Port> ports) {}

  sealed interface Peer {
    /// Pods of the policy's own namespace.
    record Own(Map<String, String> labels) implements Peer {}

    /// Pods of other namespaces; without pod labels all of them.
    record Elsewhere(Map<String, String> namespaceLabels, Map<String, String> podLabels)
        implements Peer {}

    record Block(String cidr, List<String> exceptions) implements Peer {}
  }

  /// @param name empty where the port has a number
  /// @param last the same as `first` for a single port
  record Port(String protocol, String name, int first, int last) {
    static Port single(String protocol, int number) {
      return new Port(protocol, "", number, number);
    }

    static Port named(String name) {
      return new Port("TCP", name, 0, 0);
    }

    boolean isNamed() {
      return !name.isEmpty();
    }
  }
}
