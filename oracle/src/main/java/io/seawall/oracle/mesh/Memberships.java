package io.seawall.oracle.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Which mesh a pod is in: of a live pod by its containers and by what control planes noted, of a
/// workload by what is meant.
record Memberships(Objects objects, ControlPlanes planes) {

  /// No mesh takes pods on the host network.
  Membership of(Subject subject) {
    if (subject.isOnHostNetwork()) {
      return Membership.OUT;
    }
    var found = subject.live() ? shown(subject) : meant(subject);
    var distinct = found.stream().distinct().filter(it -> it != Membership.OUT).toList();
    return switch (distinct.size()) {
      case 0 -> Membership.OUT;
      case 1 -> distinct.getFirst();
      default -> Membership.OPEN;
    };
  }

  private List<Membership> shown(Subject subject) {
    return List.of(
        sidecar(subject),
        ambient(subject),
        subject.has("linkerd-proxy") ? Membership.LINKERD : Membership.OUT,
        consul(subject),
        cilium(subject));
  }

  /// Source: Istio, Automatic Sidecar Injection: the container and the note of the injector; the
  /// note alone may be written by anybody.
  private static Membership sidecar(Subject subject) {
    if (!subject.has("istio-proxy")) {
      return Membership.OUT;
    }
    return subject.annotation("sidecar.istio.io/status").isPresent()
        ? Membership.SIDECAR
        : Membership.OPEN;
  }

  /// Source: Istio, Ambient, "Verify that a pod is in the mesh": the note of the node agent; not
  /// the label. A pod with the note of a sidecar is kept out, so both contradict each other.
  private static Membership ambient(Subject subject) {
    var hasSidecarNote = subject.annotation("sidecar.istio.io/status").isPresent();
    return switch (subject.annotation("ambient.istio.io/redirection").orElse("")) {
      case "enabled" -> hasSidecarNote ? Membership.OPEN : Membership.AMBIENT;
      case "pending" -> Membership.OPEN;
      default -> Membership.OUT;
    };
  }

  /// Source: Consul on Kubernetes, Annotations and Labels, `connect-inject-status`.
  private static Membership consul(Subject subject) {
    if (!subject.has("consul-dataplane")) {
      return Membership.OUT;
    }
    return subject.annotation(Consul.PREFIX + "connect-inject-status").orElse("").equals("injected")
        ? Membership.CONSUL
        : Membership.OPEN;
  }

  /// Source: Azure Kubernetes Service, Cilium mutual TLS: namespaces are enrolled by a label.
  private Membership cilium(Subject subject) {
    return objects
            .labelsOfNamespace(subject.namespace())
            .getOrDefault("io.cilium/mtls-enabled", "")
            .equals("true")
        ? Membership.CILIUM
        : Membership.OUT;
  }

  private List<Membership> meant(Subject subject) {
    var found = new ArrayList<Membership>();
    found.add(
        new Injection(objects, planes).isMeant(subject) || sidecar(subject) == Membership.SIDECAR
            ? Membership.SIDECAR
            : ambientMeant(subject));
    found.add(linkerdMeant(subject));
    found.add(consulMeant(subject));
    found.add(cilium(subject));
    return found;
  }

  /// Source: Istio, Ambient, "Add workloads to the mesh": the pod's label before the namespace's.
  private Membership ambientMeant(Subject subject) {
    var label = "istio.io/dataplane-mode";
    var mode =
        subject
            .label(label)
            .orElse(objects.labelsOfNamespace(subject.namespace()).getOrDefault(label, ""));
    return mode.equals("ambient") && subject.annotation("sidecar.istio.io/status").isEmpty()
        ? Membership.AMBIENT
        : Membership.OUT;
  }

  /// Source: Linkerd, Automatic Proxy Injection: the pod's annotation before the namespace's; not
  /// without an account token, nor where every port is UDP.
  private Membership linkerdMeant(Subject subject) {
    var key = "linkerd.io/inject";
    var asked =
        subject
            .annotation(key)
            .orElse(
                objects.annotationsOfNamespace(subject.namespace()).getOrDefault(key, "disabled"))
            .toLowerCase(Locale.ROOT);
    if (!asked.equals("enabled") && !asked.equals("ingress")) {
      return Membership.OUT;
    }
    var ports = subject.ports().toList();
    var isUdp =
        !ports.isEmpty()
            && ports.stream().allMatch(it -> it.at("protocol").text().orElse("").equals("UDP"));
    var hasToken = subject.spec().at("automountServiceAccountToken").bool().orElse(true);
    if (isUdp) {
      return Membership.OUT;
    }
    if (hasToken) {
      return Membership.LINKERD;
    }
    return subject.spec().at("volumes").items().isEmpty() ? Membership.OUT : Membership.OPEN;
  }

  /// Source: Consul on Kubernetes, Helm chart, `connectInject.default`: false; never in
  /// `kube-system`.
  private Membership consulMeant(Subject subject) {
    var isMeant =
        subject
            .annotation(Consul.PREFIX + "connect-inject")
            .map("true"::equals)
            .orElseGet(this::isInjectedByDefault);
    return isMeant && !subject.namespace().equals("kube-system")
        ? Membership.CONSUL
        : Membership.OUT;
  }

  private boolean isInjectedByDefault() {
    return objects.core("Deployment").stream()
        .flatMap(it -> it.at("spec").at("template").at("spec").at("containers").items().stream())
        .flatMap(it ->
            Stream.concat(
                Objects.texts(it.at("command")).stream(), Objects.texts(it.at("args")).stream()))
        .anyMatch(argument -> argument.contains("-default-inject=true"));
  }
}
