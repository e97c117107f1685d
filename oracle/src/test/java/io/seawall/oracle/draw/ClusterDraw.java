package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.oracle.draw.Scene.Mode;
import io.seawall.oracle.draw.Scene.NamedPort;
import io.seawall.oracle.draw.Scene.Node;
import io.seawall.oracle.draw.Scene.Pod;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws a small cluster: namespaces, nodes, pods, policies, its Azure side, and questions.
///
/// What no correct input holds is not drawn (an empty peer, `egress: []` without `policyTypes`,
/// which the API's text and its code read differently, a name that means two ports of one pod, and
/// under Cilium one that means two ports at all).
public final class ClusterDraw {
  private static final Gen<Mode> MODES =
      Gen.pick(Mode.NONE, Mode.OVERLAY, Mode.POD_SUBNET, Mode.NODE_SUBNET, Mode.KUBENET, Mode.NONE);

  /// Mostly those of which the product must know what policies of administrators do.
  private static final Gen<Mode> ADMINISTERED_MODES =
      Gen.pick(Mode.NONE, Mode.NONE, Mode.NONE, Mode.NONE, Mode.OVERLAY, Mode.POD_SUBNET);

  private static final List<String> PORT_NAMES = List.of("http", "metrics", "sql");

  private final Choices choices;
  private final Scene scene;
  private final boolean isAdministered;
  private final boolean isOfCilium;
  private final boolean isOfCalico;

  private ClusterDraw(Choices choices) {
    this.choices = choices;
    this.isAdministered = choices.draw(3) == 2;
    this.isOfCilium = choices.draw(3) == 2;
    this.isOfCalico = !isOfCilium && choices.draw(2) == 1;
    var mode = (isAdministered ? ADMINISTERED_MODES : MODES).from(choices);
    var engine = choices.draw(12) == 11 ? "none" : engine(mode).from(choices);
    var mayBeDual = mode == Mode.NONE || mode.isRouted();
    this.scene = new Scene(mode, engine, mayBeDual && choices.draw(3) == 2);
  }

  /// The clusters.
  public static Gen<DrawnCluster> clusters() {
    return choices -> new ClusterDraw(choices).draw();
  }

  /// Source: AKS documentation: kubenet is supported with Calico only.
  private Gen<String> engine(Mode mode) {
    if (mode == Mode.KUBENET) {
      return Gen.just("calico");
    }
    if (isOfCilium) {
      return Gen.pick("cilium", "cilium", "cilium", "cilium", "cilium", "calico", "azure");
    }
    if (isOfCalico) {
      return Gen.pick("calico", "calico", "calico", "calico", "calico", "cilium", "azure");
    }
    return isAdministered
        ? Gen.pick("calico", "calico", "calico", "calico", "cilium", "azure")
        : Gen.pick("calico", "cilium", "azure");
  }

  private DrawnCluster draw() {
    Scene.NAMESPACES.forEach(this::namespace);
    var nodes = 1 + choices.draw(3);
    for (var i = 0; i < nodes; i++) {
      node(i);
    }
    var pods = 2 + choices.draw(5);
    for (var i = 0; i < pods; i++) {
      pod(i);
    }
    new PolicyDraw(choices, scene).draw(isAdministered ? 4 : 8);
    if (isAdministered) {
      new AdminDraw(choices, scene).draw();
    }
    if (isOfCilium) {
      new CiliumDraw(choices, scene).draw();
    }
    if (isOfCalico) {
      new CalicoDraw(choices, scene).draw();
    }
    if (scene.hasAzure()) {
      new AzureDraw(choices, scene).draw();
    }
    var questions = new PacketDraw(choices, scene).draw();
    return new DrawnCluster(scene.engine, scene.objects, choices.draw(2) == 1, questions);
  }

  private void namespace(String name) {
    var labels = new LinkedHashMap<String, Object>();
    if (choices.draw(3) > 0) {
      labels.put("team", Gen.pick("a", "b").from(choices));
    }
    if (choices.draw(3) == 2) {
      labels.put("kubernetes.io/metadata.name", name);
    }
    scene.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Namespace",
            "metadata",
            tree("name", name, "labels", labels)));
  }

  /// The third octet is the pool's, as is the subnet's.
  private void node(int index) {
    var pool = index == 0 ? 0 : choices.draw(2);
    var node =
        new Node(
            "n" + index,
            pool == 0 ? "main" : "user",
            "10.1." + pool + "." + (4 + index),
            "fd00:1:0:" + pool + "::" + (4 + index));
    scene.nodes.add(node);
    var addresses = new ArrayList<Object>();
    addresses.add(tree("type", "InternalIP", "address", node.four()));
    if (scene.dualStack) {
      addresses.add(tree("type", "InternalIP", "address", node.six()));
    }
    var labels =
        tree("kubernetes.io/hostname", node.name(), "kubernetes.azure.com/agentpool", node.pool());
    scene.objects.add(
        tree(
            "apiVersion", "v1",
            "kind", "Node",
            "metadata", tree("name", node.name(), "labels", labels),
            "spec",
                tree(
                    "providerID",
                    "azure://" + AzureDraw.scaleSet(node.pool()) + "/virtualMachines/" + index),
            "status", tree("addresses", addresses)));
  }

  private void pod(int index) {
    var node = Gen.pick(scene.nodes).from(choices);
    var onHost = choices.draw(7) == 6;
    var pod =
        new Pod(
            Scene.NAMESPACE.from(choices),
            "p" + index,
            node,
            onHost,
            choices.draw(12) == 11,
            onHost ? node.four() : podAddress(node, index),
            !scene.dualStack ? "" : onHost ? node.six() : "fd00:2::" + (10 + index));
    scene.pods.add(pod);
    var spec = new LinkedHashMap<String, Object>();
    spec.put("nodeName", node.name());
    if (onHost) {
      spec.put("hostNetwork", true);
    }
    containers(pod, spec);
    scene.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "metadata",
            tree("name", pod.name(), "namespace", pod.namespace(), "labels", labels()),
            "spec",
            spec,
            "status",
            status(pod)));
  }

  private String podAddress(Node node, int index) {
    return switch (scene.mode) {
      case NONE, OVERLAY, KUBENET -> "10.244." + scene.nodes.indexOf(node) + "." + (10 + index);
      case POD_SUBNET -> "10.1." + (node.pool().equals("main") ? 16 : 17) + "." + (10 + index);
      case NODE_SUBNET ->
          node.four().substring(0, node.four().lastIndexOf('.')) + "." + (30 + index);
    };
  }

  private Map<String, Object> labels() {
    var labels = new LinkedHashMap<String, Object>();
    if (choices.draw(5) > 0) {
      labels.put("app", Gen.pick("web", "api", "db").from(choices));
    }
    if (choices.draw(2) == 1) {
      labels.put("tier", Gen.pick("front", "back").from(choices));
    }
    return labels;
  }

  /// Each name at most once per pod, in a container, a sidecar or an init container that ends.
  private void containers(Pod pod, Map<String, Object> spec) {
    var main = new ArrayList<Object>();
    var sidecar = new ArrayList<Object>();
    var init = new ArrayList<Object>();
    for (var name : PORT_NAMES.subList(0, choices.draw(PORT_NAMES.size() + 1))) {
      Gen.pick(List.of(main, main, sidecar, init)).from(choices).add(namedPort(pod, name));
    }
    spec.put("containers", List.of(tree("name", "main", "image", "i", "ports", main)));
    var initContainers = new ArrayList<Object>();
    if (!init.isEmpty()) {
      initContainers.add(tree("name", "init", "image", "i", "ports", init));
    }
    if (!sidecar.isEmpty()) {
      initContainers.add(
          tree("name", "side", "image", "i", "restartPolicy", "Always", "ports", sidecar));
    }
    if (!initContainers.isEmpty()) {
      spec.put("initContainers", initContainers);
    }
  }

  private Map<String, Object> namedPort(Pod pod, String name) {
    var usual = 8080 + PORT_NAMES.indexOf(name);
    var number = scene.engine.equals("cilium") || choices.draw(2) == 0 ? usual : 9090;
    scene.ports.add(number);
    var port = tree("name", name, "containerPort", number);
    var protocol = choices.draw(4) == 3 ? "UDP" : "TCP";
    if (protocol.equals("UDP")) {
      port.put("protocol", protocol);
    }
    scene
        .namedPorts
        .computeIfAbsent(pod.name(), _ -> new ArrayList<>())
        .add(new NamedPort(protocol, number));
    return port;
  }

  private Map<String, Object> status(Pod pod) {
    var ips = new ArrayList<Object>();
    ips.add(tree("ip", pod.four()));
    if (!pod.six().isEmpty()) {
      ips.add(tree("ip", pod.six()));
    }
    return tree("phase", pod.ended() ? "Succeeded" : "Running", "podIP", pod.four(), "podIPs", ips);
  }
}
