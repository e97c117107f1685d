package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.EnumSet;
import java.util.List;

/// What transport a port of a pod in ambient mode takes: STRICT or PERMISSIVE. Source: Istio,
/// PeerAuthentication; Ambient, "Layer 4 authorization policies": the node proxy denies what has no
/// identity; it has no DISABLE.
record AmbientPeers(PeerAuthentications all) {

  /// The mode, or OPEN where which of two is the oldest, or how a combination is converted, is not
  /// defined.
  TlsMode mode(Subject subject, int port, String root) {
    var isRoot = subject.namespace().equals(root);
    var ofMesh =
        all.in(root).stream()
            .filter(
                policy -> isRoot ? !PeerAuthentications.hasSelector(policy) : hasNoSelector(policy))
            .toList();
    var own = all.own(subject, root);
    var ofNamespace = own.stream().filter(it -> !PeerAuthentications.hasSelector(it)).toList();
    var ofWorkload = own.stream().filter(it -> PeerAuthentications.picks(it, subject)).toList();
    var modes = EnumSet.noneOf(TlsMode.class);
    for (var mesh : PeerAuthentications.oldest(ofMesh)) {
      for (var namespace : PeerAuthentications.oldest(ofNamespace)) {
        for (var workload : PeerAuthentications.oldest(ofWorkload)) {
          modes.add(mode(mesh, namespace, workload, port));
        }
      }
    }
    return PeerAuthentications.one(modes);
  }

  private static boolean hasNoSelector(Tree policy) {
    return policy.at("spec").at("selector").isAbsent();
  }

  private static TlsMode mode(Tree mesh, Tree namespace, Tree workload, int port) {
    var own = PeerAuthentications.modeOf(workload.at("spec").at("mtls"));
    var ofPort = PeerAuthentications.modeOf(PeerAuthentications.ofPort(workload, port));
    if (own.equals("UNSET")) {
      var inherited = strictOrNot(PeerAuthentications.inherited(List.of(mesh, namespace)));
      return inherited == TlsMode.STRICT
          ? underStrict(namespace, workload, ofPort)
          : ofPort.equals("STRICT") ? TlsMode.STRICT : TlsMode.PERMISSIVE;
    }
    if (ofPort.equals("STRICT") && !own.equals("STRICT") && comesFromMesh(mesh, namespace)) {
      return TlsMode.OPEN;
    }
    return strictOrNot(TlsMode.valueOf(ofPort.equals("UNSET") ? own : ofPort));
  }

  /// Whether STRICT comes from the mesh alone. A STRICT port of a workload that is not itself is
  /// then left out when its policy is converted, as if the mesh's were in force.
  private static boolean comesFromMesh(Tree mesh, Tree namespace) {
    return PeerAuthentications.modeOf(mesh.at("spec").at("mtls")).equals("STRICT")
        && PeerAuthentications.modeOf(namespace.at("spec").at("mtls")).equals("UNSET");
  }

  /// Exceptions by port from an inherited STRICT: only a PERMISSIVE one is looked for; then the
  /// policy is converted as a whole, which fails where the namespace's own is unset, and is open
  /// where the namespace's has an empty selector.
  private static TlsMode underStrict(Tree namespace, Tree workload, String ofPort) {
    var hasException =
        PeerAuthentications.ports(workload).values().stream()
            .anyMatch(port -> PeerAuthentications.modeOf(port).equals("PERMISSIVE"));
    if (!hasException) {
      return TlsMode.STRICT;
    }
    var isLost =
        !namespace.isAbsent()
            && (PeerAuthentications.modeOf(namespace.at("spec").at("mtls")).equals("UNSET")
                || !hasNoSelector(namespace));
    if (isLost) {
      return ofPort.equals("PERMISSIVE") && hasNoSelector(namespace)
          ? TlsMode.PERMISSIVE
          : TlsMode.OPEN;
    }
    return ofPort.equals("UNSET") || ofPort.equals("STRICT") ? TlsMode.STRICT : TlsMode.PERMISSIVE;
  }

  private static TlsMode strictOrNot(TlsMode mode) {
    return mode == TlsMode.STRICT ? TlsMode.STRICT : TlsMode.PERMISSIVE;
  }
}
