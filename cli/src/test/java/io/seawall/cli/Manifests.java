package io.seawall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Kubernetes objects in short, written to a folder that commands read.
record Manifests(Path folder, List<String> objects) {
  Manifests {
    objects = List.copyOf(objects);
  }

  static Manifests in(Path folder) {
    return new Manifests(folder, List.of());
  }

  /// The same with one more object.
  Manifests with(String text) {
    return new Manifests(folder, Stream.concat(objects.stream(), Stream.of(text)).toList());
  }

  /// @param labels as YAML writes them in one line, such as `{app: web}`
  Manifests namespace(String name, String labels) {
    return with(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %s, labels: %s}
        """
            .formatted(name, labels));
  }

  /// @param pod such as `shop/web`
  Manifests pod(String pod, String labels) {
    String[] name = pod.split("/", 2);
    return with(
        """
        apiVersion: v1
        kind: Pod
        metadata: {namespace: %s, name: %s, labels: %s}
        spec: {containers: [{name: main, image: main}]}
        """
            .formatted(name[0], name[1], labels));
  }

  /// A NetworkPolicy.
  ///
  /// @param spec as YAML, in one line or in several that start at the margin
  Manifests policy(String policy, String spec) {
    String[] name = policy.split("/", 2);
    return with(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: %s, name: %s}
        spec:
        """
                .formatted(name[0], name[1])
            + spec.strip().indent(2));
  }

  /// An AdminNetworkPolicy.
  Manifests admin(String name, int priority, String spec) {
    return with(
        """
        apiVersion: policy.networking.k8s.io/v1alpha1
        kind: AdminNetworkPolicy
        metadata: {name: %s}
        spec:
          priority: %d
        """
                .formatted(name, priority)
            + spec.strip().indent(2));
  }

  /// Runs a command on the folder.
  ///
  /// @param words what stands behind the folder
  Ran run(String command, String... words) throws IOException {
    Files.writeString(folder.resolve("objects.yaml"), String.join("---\n", objects));
    return Ran.of(
        Stream.concat(Stream.of(command, folder.toString()), Stream.of(words))
            .toArray(String[]::new));
  }
}
