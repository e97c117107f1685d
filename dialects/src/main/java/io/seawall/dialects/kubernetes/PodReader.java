package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.cluster.Workload.Container;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.model.cluster.Workload.Port;
import io.seawall.model.cluster.Workload.Setup;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads pods and pod templates.
///
/// Source: Kubernetes API, PodSpec and Container.
final class PodReader {
  /// Labels by which AKS virtual nodes are asked for (AKS documentation, "Create and configure an
  /// AKS cluster to use virtual nodes"; Azure Container Instances documentation, "Virtual nodes").
  private static final Map<String, String> VIRTUAL_LABELS =
      Map.of("type", "virtual-kubelet", "virtualization", "virtualnode2");

  /// Taints of virtual nodes; same sources.
  private static final List<String> VIRTUAL_TAINTS =
      List.of("virtual-kubelet.io/provider", "azure.com/aci");

  private static final String VIRTUAL_NODE = "virtual-node-aci-linux";

  /// Whose annotations bear on the network, by the end of the name before the slash.
  private static final List<String> DOMAINS =
      List.of(
          "istio.io",
          "linkerd.io",
          "consul.hashicorp.com",
          "openservicemesh.io",
          "cilium.io",
          "kubernetes.azure.com",
          "azure.workload.identity",
          "k8s.v1.cni.cncf.io");

  /// Those of them that hold what a single pod got, and so would part pods that are alike.
  private static final List<String> PER_POD =
      List.of(
          "k8s.v1.cni.cncf.io/network-status",
          "k8s.v1.cni.cncf.io/networks-status",
          "consul.hashicorp.com/original-pod");

  /// The init containers of meshes that lead packets to a proxy.
  private static final List<String> SETUPS =
      List.of("istio-init", "istio-validation", "linkerd-init");

  private final Map<PodShape, PodShape> shapes = new HashMap<>();

  /// Reads a pod, or a template of one.
  ///
  /// @param labels of `metadata`
  /// @param annotations of `metadata`
  /// @param spec `spec`
  /// @return equal shapes are the same object
  PodShape read(Map<String, String> labels, Map<String, String> annotations, Fields spec) {
    boolean hostNetwork = spec.bool("hostNetwork").orElse(false);
    Map<String, String> nodeSelector = TextMap.read(spec, "nodeSelector");
    PodShape shape =
        new PodShape(
            labels,
            relevant(annotations),
            containers(spec, hostNetwork),
            hostNetwork,
            spec.bool("hostPID").orElse(false),
            os(spec, nodeSelector),
            isVirtual(spec, nodeSelector),
            spec.text("serviceAccountName").or(() -> spec.text("serviceAccount")).orElse("default"),
            nodeSelector,
            setup(spec));
    PodShape known = shapes.putIfAbsent(shape, shape);
    return known == null ? shape : known;
  }

  /// The annotations that bear on the network.
  static Map<String, String> relevant(Map<String, String> annotations) {
    Map<String, String> out = new HashMap<>();
    annotations.forEach((key, value) -> {
      String domain = key.substring(0, Math.max(key.indexOf('/'), 0));
      if (DOMAINS.stream().anyMatch(known -> isWithin(domain, known)) && !PER_POD.contains(key)) {
        out.put(key, value);
      }
    });
    return out;
  }

  private static boolean isWithin(String domain, String known) {
    return domain.endsWith(known)
        && (domain.length() == known.length()
            || domain.charAt(domain.length() - known.length() - 1) == '.');
  }

  /// The containers that run as long as the pod: an init container with `restartPolicy: Always` is
  /// one (Kubernetes documentation, "Sidecar Containers").
  private static List<Container> containers(Fields spec, boolean hostNetwork) {
    List<Container> out = new ArrayList<>();
    for (Fields init : spec.children("initContainers")) {
      if (init.text("restartPolicy").filter("Always"::equals).isPresent()) {
        out.add(container(init, hostNetwork));
      }
    }
    for (Fields container : spec.children("containers")) {
      out.add(container(container, hostNetwork));
    }
    return out;
  }

  /// Init containers of meshes, whose arguments say which packets a proxy takes.
  private static List<Setup> setup(Fields spec) {
    List<Setup> out = new ArrayList<>();
    for (Fields init : spec.children("initContainers")) {
      String name = init.text("name").orElse("");
      if (SETUPS.contains(name)) {
        List<String> args = new ArrayList<>(init.texts("command"));
        args.addAll(init.texts("args"));
        out.add(new Setup(name, args));
      }
    }
    return out;
  }

  private static Container container(Fields fields, boolean hostNetwork) {
    boolean privileged =
        fields.child("securityContext").flatMap(inner -> inner.bool("privileged")).orElse(false);
    List<Port> ports = new ArrayList<>();
    for (Fields port : fields.children("ports")) {
      port(port, hostNetwork).ifPresent(ports::add);
    }
    return new Container(
        fields.text("name").orElse(""), fields.text("image").orElse(""), privileged, ports);
  }

  /// With hostNetwork the port of the node is the container's (Kubernetes API,
  /// ContainerPort.hostPort).
  private static Optional<Port> port(Fields fields, boolean hostNetwork) {
    OptionalInt number = PortField.number(fields, "containerPort");
    if (fields.node("containerPort").isEmpty()) {
      fields.complain(
          "MISSING_FIELD",
          fields.where("containerPort"),
          "no containerPort",
          "a number from 1 to 65535",
          "");
    }
    OptionalInt host = PortField.optional(fields, "hostPort");
    Optional<Protocol> protocol = PortField.protocol(fields);
    String name = fields.text("name").orElse("");
    fields.ignore("hostIP");
    fields.close();
    if (number.isEmpty() || protocol.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Port(
            name,
            protocol.get(),
            number.getAsInt(),
            host.orElse(hostNetwork ? number.getAsInt() : 0)));
  }

  private static OperatingSystem os(Fields spec, Map<String, String> nodeSelector) {
    String name =
        spec.child("os")
            .flatMap(os -> os.text("name"))
            .or(() -> Optional.ofNullable(nodeSelector.get("kubernetes.io/os")))
            .or(() -> Optional.ofNullable(nodeSelector.get("beta.kubernetes.io/os")))
            .orElse("");
    return switch (name) {
      case "linux" -> OperatingSystem.LINUX;
      case "windows" -> OperatingSystem.WINDOWS;
      default -> OperatingSystem.UNKNOWN;
    };
  }

  /// Whether it runs on a virtual node; before it has a node, whether it asks for one or is let on
  /// one by name.
  private static boolean isVirtual(Fields spec, Map<String, String> nodeSelector) {
    Optional<String> node = spec.text("nodeName");
    if (node.isPresent() && node.get().startsWith(VIRTUAL_NODE)) {
      return true;
    }
    for (Map.Entry<String, String> label : VIRTUAL_LABELS.entrySet()) {
      if (label.getValue().equals(nodeSelector.get(label.getKey()))) {
        return true;
      }
    }
    return node.isEmpty()
        && spec.children("tolerations").stream()
            .anyMatch(
                toleration -> toleration.text("key").filter(VIRTUAL_TAINTS::contains).isPresent());
  }
}
