package io.seawall.reach;

import io.seawall.model.cluster.Workload.OperatingSystem;
import java.util.Optional;

/// Where an engine does not act on the policies of pods, or not as they are written.
///
/// Sources: Microsoft Learn, "Secure traffic between pods by using network policies in AKS"
/// (engines, Windows, dual-stack networks) and "Virtual nodes"; the table of Cilium versions in
/// "Configure Azure CNI Powered by Cilium".
final class Coverage {
  private final Engine engine;
  private final Addressing addressing;
  private final boolean honoursRanges;

  /// Pods that the engine leaves open whatever their policies say.
  ///
  /// @param sure whether it does for sure
  record Gap(boolean sure, String why) {}

  Coverage(Engine engine, Addressing addressing) {
    this.engine = engine;
    this.addressing = addressing;
    this.honoursRanges = engine != Engine.CILIUM || addressing.knowsPortRanges();
  }

  /// Where the engine leaves this subject open, or may.
  Optional<Gap> gap(Endpoint subject) {
    if (!engine.enforces() || !(subject instanceof Endpoint.Pods pods)) {
      return Optional.empty();
    }
    if (pods.example().virtualNode()) {
      return Optional.of(new Gap(true, "virtual nodes have no Kubernetes policies"));
    }
    return onWindows(pods).or(() -> onNetwork(pods));
  }

  private Optional<Gap> onWindows(Endpoint.Pods pods) {
    OperatingSystem os = addressing.os(pods);
    if (os == OperatingSystem.LINUX || engine == Engine.CALICO) {
      return Optional.empty();
    }
    String windows =
        engine == Engine.CILIUM
            ? "cilium does not run on Windows nodes"
            : "Azure NPM on Windows is retired since 2026-09-30: whether it still acts is not known";
    return os == OperatingSystem.WINDOWS
        ? Optional.of(new Gap(engine == Engine.CILIUM, windows))
        : Optional.of(new Gap(false, "it may run on Windows, and " + windows));
  }

  private Optional<Gap> onNetwork(Endpoint.Pods pods) {
    if (engine == Engine.CILIUM) {
      return Optional.empty();
    }
    if (addressing.isDualStackOverlay()) {
      return Optional.of(
          new Gap(
              false,
              "AKS offers no policies of "
                  + engine.label()
                  + " on a dual-stack overlay: whether it acts there is not known"));
    }
    return pods.v6() && !engine.filtersV6()
        ? Optional.of(
            new Gap(
                false, engine.label() + " is made for IPv4: whether it acts on IPv6 is not known"))
        : Optional.empty();
  }

  /// Whether the exceptions of an address block count for this subject. Azure NPM does not support
  /// them on Windows.
  boolean exceptionsHonoured(Endpoint subject) {
    return engine.honoursExceptionsOnWindows()
        || !(subject instanceof Endpoint.Pods pods)
        || addressing.os(pods) != OperatingSystem.WINDOWS;
  }

  /// Whether a range of ports means all of them for sure: Cilium before 1.17, on AKS below
  /// Kubernetes 1.32, does not know `endPort`.
  boolean honoursRanges() {
    return honoursRanges;
  }

  /// Whether it says the same of this subject as another.
  boolean isAlike(Coverage other, Endpoint subject) {
    return gap(subject).map(Gap::sure).equals(other.gap(subject).map(Gap::sure))
        && exceptionsHonoured(subject) == other.exceptionsHonoured(subject);
  }
}
