package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.oracle.draw.MeshStage.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws the node, the namespaces, the live pods and the Services of a cluster with a mesh.
final class MeshPodDraw {
  private static final String ISTIO = "traffic.sidecar.istio.io/";
  private static final String CONSUL = "consul.hashicorp.com/";
  private static final String LINKERD = "config.linkerd.io/";

  private final MeshStage stage;

  MeshPodDraw(MeshStage stage) {
    this.stage = stage;
  }

  void draw() {
    stage.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Node",
            "metadata",
            tree("name", "n0"),
            "status",
            tree("addresses", List.of(tree("type", "InternalIP", "address", "10.1.0.4")))));
    MeshStage.NAMESPACES.forEach(this::namespace);
    if (stage.kind.isIstio()) {
      namespace(stage.root);
    }
    var count = 4 + stage.choices.draw(5);
    for (var i = 0; i < count; i++) {
      pod(i);
    }
    for (var namespace : List.of("shop", "data")) {
      for (var app : MeshStage.APPS) {
        if (stage.choices.draw(3) > 0) {
          service(namespace, app);
        }
      }
    }
  }

  private void namespace(String name) {
    var labels = new LinkedHashMap<String, Object>();
    var annotations = new LinkedHashMap<String, Object>();
    switch (stage.kind) {
      case SIDECAR -> {
        if (stage.revision.isEmpty()) {
          labels.put("istio-injection", stage.pick("enabled", "disabled"));
        } else {
          labels.put("istio.io/rev", stage.revision);
        }
      }
      case AMBIENT -> {
        labels.put("istio.io/dataplane-mode", stage.pick("ambient", "none"));
        if (stage.hasWaypoints && stage.chance(2)) {
          labels.put("istio.io/use-waypoint", stage.pick("way", "none"));
        }
      }
      case LINKERD -> {
        annotations.put("linkerd.io/inject", "enabled");
        if (stage.chance(3)) {
          annotations.put(
              LINKERD + "default-inbound-policy", stage.pick("deny", "all-authenticated"));
        }
      }
      case CONSUL -> {
        // nothing is said of namespaces
      }
    }
    stage.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Namespace",
            "metadata",
            tree("name", name, "labels", labels, "annotations", annotations)));
  }

  private void pod(int index) {
    var namespace =
        index == 7 && stage.kind.isIstio() ? stage.root : stage.pick("shop", "shop", "data", "ops");
    var app = stage.pick(MeshStage.APPS);
    var account = stage.pick(MeshStage.ACCOUNTS);
    var meshed = stage.choices.draw(5) < 4;
    var pod = new Pod(namespace, "p" + index, app, account, "10.244.0." + (10 + index), meshed);
    stage.pods.add(pod);
    var labels = tree("app", app);
    if (stage.chance(3)) {
      labels.put("tier", "front");
    }
    var annotations = new LinkedHashMap<String, Object>();
    var containers = new ArrayList<Object>();
    var inits = new ArrayList<Object>();
    containers.add(tree("name", "app", "image", "app:1", "ports", ports()));
    if (meshed) {
      switch (stage.kind) {
        case SIDECAR -> sidecar(labels, annotations, containers, inits);
        case AMBIENT -> ambient(annotations);
        case LINKERD -> linkerd(annotations, containers, inits);
        case CONSUL -> consul(pod, annotations, containers);
      }
    }
    var spec = tree("nodeName", "n0", "serviceAccountName", account, "containers", containers);
    if (!inits.isEmpty()) {
      spec.put("initContainers", inits);
    }
    stage.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "metadata",
            tree(
                "name",
                pod.name(),
                "namespace",
                namespace,
                "labels",
                labels,
                "annotations",
                annotations),
            "spec",
            spec,
            "status",
            tree("phase", "Running", "podIP", pod.ip(), "podIPs", List.of(tree("ip", pod.ip())))));
  }

  private List<Object> ports() {
    var ports = new ArrayList<Object>();
    ports.add(tree("name", "http", "containerPort", 8080));
    if (stage.choices.draw(2) == 0) {
      ports.add(tree("name", "metrics", "containerPort", 9090));
    }
    return ports;
  }

  private void sidecar(
      Map<String, Object> labels,
      Map<String, Object> annotations,
      List<Object> containers,
      List<Object> inits) {
    annotations.put(
        "sidecar.istio.io/status",
        "{\"revision\":\"" + (stage.revision.isEmpty() ? "default" : stage.revision) + "\"}");
    labels.put("security.istio.io/tlsMode", "istio");
    var proxy = tree("name", "istio-proxy", "image", "docker.io/istio/proxyv2:1.29.0");
    if (stage.chance(3)) {
      proxy.put("restartPolicy", "Always");
      inits.add(proxy);
    } else {
      containers.add(proxy);
    }
    var excluded = "";
    switch (stage.choices.draw(8)) {
      case 5 -> excluded = "9090";
      case 6 -> excluded = "7070,8080";
      case 7 ->
          annotations.put(ISTIO + "includeInboundPorts", stage.pick("8080", "9090,8080", "*"));
      default -> {
        // all ports are taken
      }
    }
    if (!excluded.isEmpty()) {
      annotations.put(ISTIO + "excludeInboundPorts", excluded);
    }
    if (stage.chance(12)) {
      annotations.put("sidecar.istio.io/interceptionMode", "NONE");
    } else if (!annotations.containsKey(ISTIO + "includeInboundPorts") && stage.chance(2)) {
      var left = "15090,15021,15020" + (excluded.isEmpty() ? "" : "," + excluded);
      inits.addFirst(
          tree(
              "name",
              "istio-init",
              "image",
              "docker.io/istio/proxyv2:1.29.0",
              "args",
              List.of(
                  "istio-iptables",
                  "-p",
                  "15001",
                  "-z",
                  "15006",
                  "-m",
                  "REDIRECT",
                  "-i",
                  "*",
                  "-x",
                  "",
                  "-b",
                  "*",
                  "-d",
                  left)));
    }
  }

  private void ambient(Map<String, Object> annotations) {
    annotations.put("ambient.istio.io/redirection", stage.chance(12) ? "pending" : "enabled");
    if (stage.chance(12)) {
      annotations.put("ambient.istio.io/bypass-inbound-capture", "true");
    }
  }

  private void linkerd(
      Map<String, Object> annotations, List<Object> containers, List<Object> inits) {
    annotations.put("linkerd.io/inject", "enabled");
    containers.add(tree("name", "linkerd-proxy", "image", "cr.l5d.io/linkerd/proxy:edge-26.8.1"));
    if (stage.choices.draw(3) > 0) {
      annotations.put(
          LINKERD + "default-inbound-policy",
          stage.pick(
              "deny",
              "all-authenticated",
              "all-unauthenticated",
              "cluster-authenticated",
              "cluster-unauthenticated",
              "audit",
              "strict"));
    }
    if (stage.chance(4)) {
      annotations.put(
          LINKERD + "proxy-require-identity-inbound-ports",
          stage.pick("8080", "9090", "8080,9090"));
    }
    var ignored = "4190,4191,4567,4568";
    if (stage.chance(5)) {
      var skipped = stage.pick("9090", "8080", "7000-7100", "25");
      annotations.put(LINKERD + "skip-inbound-ports", skipped);
      ignored = "4190,4191," + skipped;
    }
    if (stage.choices.draw(4) > 0) {
      inits.add(
          tree(
              "name",
              "linkerd-init",
              "image",
              "cr.l5d.io/linkerd/proxy-init:v2",
              "args",
              List.of(
                  "--incoming-proxy-port",
                  "4143",
                  "--outgoing-proxy-port",
                  "4140",
                  "--inbound-ports-to-ignore",
                  ignored,
                  "--outbound-ports-to-ignore",
                  "4567,4568")));
    } else {
      inits.add(tree("name", "linkerd-network-validator", "image", "cr.l5d.io/linkerd/proxy:edge"));
    }
  }

  private void consul(Pod pod, Map<String, Object> annotations, List<Object> containers) {
    annotations.put(CONSUL + "connect-inject", "true");
    annotations.put(CONSUL + "connect-inject-status", "injected");
    annotations.put(CONSUL + "connect-service", pod.account());
    annotations.put(CONSUL + "connect-service-port", "8080");
    containers.add(tree("name", "consul-dataplane", "image", "hashicorp/consul-dataplane:1.9"));
    if (stage.chance(6)) {
      annotations.put(CONSUL + "transparent-proxy", "false");
    } else {
      annotations.put(CONSUL + "transparent-proxy-status", "enabled");
    }
    if (stage.chance(6)) {
      annotations.put(
          CONSUL + "transparent-proxy-exclude-inbound-ports", stage.pick("9090", "8080"));
    }
  }

  private void service(String namespace, String app) {
    stage.services.add(namespace + "/" + app);
    var target = stage.choices.draw(2) == 0 ? "http" : Integer.valueOf(8080);
    var first = tree("port", 80, "targetPort", target);
    first.put("name", stage.pick("http-web", "grpc-api", "tcp-raw", "main"));
    if (stage.chance(5)) {
      first.put("appProtocol", stage.pick("http", "tcp", "kubernetes.io/h2c"));
    }
    var ports = new ArrayList<Object>();
    ports.add(first);
    if (stage.chance(2)) {
      ports.add(tree("name", stage.pick("tcp-metrics", "http-metrics"), "port", 9090));
    }
    var labels = new LinkedHashMap<String, Object>();
    if (stage.hasWaypoints && stage.chance(2)) {
      labels.put("istio.io/use-waypoint", stage.pick("way", "none"));
    }
    stage.objects.add(
        tree(
            "apiVersion",
            "v1",
            "kind",
            "Service",
            "metadata",
            tree("name", app, "namespace", namespace, "labels", labels),
            "spec",
            tree("selector", tree("app", app), "ports", ports)));
  }
}
