package io.seawall.oracle.draw;

import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What one draw has put on the stage so far: the ends, the objects, and the boundaries that are
/// worth a question.
final class Scene {
  /// How pods get addresses; NONE is a cluster without its Azure side.
  enum Mode {
    NONE,
    OVERLAY,
    POD_SUBNET,
    NODE_SUBNET,
    KUBENET;

    boolean isRouted() {
      return this == OVERLAY || this == KUBENET;
    }
  }

  record Node(String name, String pool, String four, String six) {}

  /// @param six empty on a single-stack cluster
  record Pod(
      String namespace,
      String name,
      Node node,
      boolean onHost,
      boolean ended,
      String four,
      String six) {}

  /// A port of a container that has a name.
  record NamedPort(String protocol, int number) {}

  static final List<String> NAMESPACES = List.of("shop", "data", "ops");

  /// The namespace of a pod or policy: mostly the same, so that policies have somebody to select.
  static final Gen<String> NAMESPACE = Gen.pick("shop", "shop", "shop", "data", "data", "ops");

  final Mode mode;
  final String engine;
  final boolean dualStack;
  final List<Node> nodes = new ArrayList<>();
  final List<Pod> pods = new ArrayList<>();

  /// Of each pod by its name.
  final Map<String, List<NamedPort>> namedPorts = new LinkedHashMap<>();

  final List<Map<String, Object>> objects = new ArrayList<>();
  final Set<Integer> ports = new TreeSet<>(List.of(22, 53, 80, 443));
  final Set<Integer> sourcePorts = new TreeSet<>();
  final Set<Integer> icmpTypes = new TreeSet<>(List.of(8));
  final Set<String> cidrs = new LinkedHashSet<>();
  boolean usesNamedPorts;
  boolean usesTags;
  boolean hasGroups;
  boolean hasInterfaceGroups;

  Scene(Mode mode, String engine, boolean dualStack) {
    this.mode = mode;
    this.engine = engine;
    this.dualStack = dualStack;
  }

  boolean hasAzure() {
    return mode != Mode.NONE;
  }

  boolean hasNetworkPolicies() {
    return objects.stream()
        .anyMatch(object ->
            "NetworkPolicy".equals(object.get("kind")) && !DrawnCluster.isOfCalico(object));
  }

  /// A range's ends and their neighbours.
  void noteRange(Set<Integer> noted, int first, int last) {
    for (var port : List.of(first - 1, first, last, last + 1)) {
      if (port >= 1 && port <= 65535) {
        noted.add(port);
      }
    }
  }

  /// A map in the given order: key, value, key, value.
  static Map<String, Object> tree(Object... keysAndValues) {
    var tree = new LinkedHashMap<String, Object>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return tree;
  }
}
