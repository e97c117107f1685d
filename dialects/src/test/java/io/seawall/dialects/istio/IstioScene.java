package io.seawall.dialects.istio;

import io.seawall.dialects.MeshText;
import io.seawall.model.Facts;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Objects in flow style, read, with the workload `web` in namespace `shop` among them.
final class IstioScene {
  static final String ROOT = "istio-system";

  /// A mesh of which nothing is said.
  static final Settings PLAIN = settings("cluster.local");

  private final Facts.Kubernetes facts;

  IstioScene(String... objects) {
    this.facts = MeshText.read(objects).value().kubernetes();
  }

  /// A mesh with this trust domain and these aliases.
  static Settings settings(String... trustDomains) {
    return new Settings(
        false,
        ROOT,
        Optional.empty(),
        List.of(trustDomains),
        false,
        false,
        List.of(),
        Optional.empty());
  }

  /// The add-on of AKS with these revisions.
  static Settings addon(String... revisions) {
    return new Settings(
        true,
        "aks-istio-system",
        Optional.of(Set.of(revisions)),
        List.of("cluster.local"),
        false,
        false,
        List.of(),
        Optional.empty());
  }

  /// A policy in namespace `shop`.
  static String policy(String kind, String name, String spec) {
    return policy(kind, "shop", name, spec);
  }

  static String policy(String kind, String namespace, String name, String spec) {
    return """
    {apiVersion: security.istio.io/v1, kind: %s, metadata: {name: %s, namespace: %s}, spec: %s}
    """
        .formatted(kind, name, namespace, spec);
  }

  /// The workload as a template: port 8080 with the name `http`.
  static String deployment(String labels, String annotations, String spec) {
    return """
    {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {
    template: {metadata: {labels: {%s}, annotations: {%s}}, spec: {serviceAccountName: web,
    %s
    containers: [{name: web, image: i, ports: [{name: http, containerPort: 8080}]}]}}}}
    """
        .formatted(labels, annotations, spec);
  }

  static String deployment() {
    return deployment("app: web", "", "");
  }

  /// The workload as a live pod.
  ///
  /// @param containers further ones, each after a comma
  static String pod(String labels, String annotations, String spec, String containers) {
    return """
    {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {%s},
    annotations: {%s}}, spec: {serviceAccountName: web, nodeName: n, %s containers: [
    {name: web, image: i, ports: [{name: http, containerPort: 8080}]}%s]},
    status: {phase: Running, podIP: 10.1.0.1}}
    """
        .formatted(labels, annotations, spec, containers);
  }

  static String namespace(String name, String labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {%s}}}"
        .formatted(name, labels);
  }

  /// A Service before `app: web` in namespace `shop`.
  static String service(String name, String ports) {
    return """
    {apiVersion: v1, kind: Service, metadata: {name: %s, namespace: shop}, spec: {selector: {
    app: web}, ports: [%s]}}
    """
        .formatted(name, ports);
  }

  Facts.Kubernetes facts() {
    return facts;
  }

  Workload web() {
    return facts.workloads().stream()
        .filter(one -> one.id().name().equals("web"))
        .findFirst()
        .orElseThrow();
  }

  Optional<Namespace> shop() {
    return facts.namespaces().stream().filter(one -> one.name().equals("shop")).findFirst();
  }

  <T extends IstioObject> List<T> all(Class<T> kind) {
    return facts.mesh().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends IstioObject> T one(Class<T> kind) {
    return all(kind).getFirst();
  }
}
