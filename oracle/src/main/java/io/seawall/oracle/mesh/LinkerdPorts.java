package io.seawall.oracle.mesh;

import java.util.List;
import java.util.Optional;

/// Lists of ports as Linkerd writes them: numbers, ranges and names of container ports. Source:
/// Linkerd, Proxy Configuration.
final class LinkerdPorts {
  private LinkerdPorts() {}

  static boolean hold(List<String> ports, Subject subject, int port) {
    return ports.stream().filter(it -> !it.isEmpty()).anyMatch(it -> holds(it, subject, port));
  }

  private static boolean holds(String item, Subject subject, int port) {
    if (!Character.isDigit(item.charAt(0))) {
      return subject.portsNamed(item).contains(port);
    }
    var ends = item.split("-", 2);
    return Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
  }

  /// The argument of the init container of a live pod.
  static Optional<String> argument(Subject subject, String name) {
    var arguments =
        subject.live()
            ? subject
                .container("linkerd-init")
                .map(it -> Objects.texts(it.at("args")))
                .orElse(List.of())
            : List.<String>of();
    var at = arguments.indexOf(name);
    return at >= 0 && at + 1 < arguments.size()
        ? Optional.of(arguments.get(at + 1))
        : Optional.empty();
  }
}
