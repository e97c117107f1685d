package io.seawall.oracle.mesh;

import io.seawall.oracle.Ip;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A pod, or the pods that a workload means to make.
///
/// @param spec the PodSpec
/// @param live whether it is a running pod, whose containers and annotations are evidence
record Subject(
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Tree spec,
    boolean live,
    List<Ip> addresses) {

  /// Source: Kubernetes, Service Accounts: a pod that names none has that called `default`.
  String serviceAccount() {
    return spec.at("serviceAccountName").text().orElse("default");
  }

  boolean isOnHostNetwork() {
    return spec.at("hostNetwork").isTrue();
  }

  /// All containers, init containers included: a proxy may be either.
  Stream<Tree> containers() {
    return Stream.concat(
        spec.at("containers").items().stream(), spec.at("initContainers").items().stream());
  }

  Optional<Tree> container(String wanted) {
    return containers()
        .filter(container -> container.at("name").text().orElse("").equals(wanted))
        .findFirst();
  }

  boolean has(String container) {
    return container(container).isPresent();
  }

  Optional<String> annotation(String key) {
    return Optional.ofNullable(annotations.get(key));
  }

  Optional<String> label(String key) {
    return Optional.ofNullable(labels.get(key));
  }

  /// The ports that the containers declare, proxies aside. Source: Kubernetes API, ContainerPort.
  Stream<Tree> ports() {
    return containers().flatMap(container -> container.at("ports").items().stream());
  }

  /// The numbers of the TCP ports of that name.
  List<Integer> portsNamed(String wanted) {
    return ports()
        .filter(port -> port.at("name").text().orElse("").equals(wanted))
        .filter(port -> port.at("protocol").text().orElse("TCP").equals("TCP"))
        .map(port -> port.at("containerPort").number().orElseThrow())
        .distinct()
        .toList();
  }
}
