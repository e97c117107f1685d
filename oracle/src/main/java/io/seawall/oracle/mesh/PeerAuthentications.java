package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What transport a port of a pod with a sidecar takes. Source: Istio, PeerAuthentication.
record PeerAuthentications(Objects objects) {
  static final String GROUP = "security.istio.io";

  List<Tree> in(String namespace) {
    return objects.of(GROUP, "PeerAuthentication").stream()
        .filter(policy -> Objects.namespaceOf(policy).equals(namespace))
        .toList();
  }

  /// The mode, or OPEN where it hangs on which of several policies is the oldest.
  ///
  /// Source: Istio, PeerAuthentication: the workload's goes before the namespace's, that before the
  /// mesh's; UNSET inherits; PERMISSIVE if nothing says otherwise; a policy of the root namespace
  /// is for the mesh and has no selector.
  TlsMode mode(Subject subject, int port, String root) {
    var modes = EnumSet.noneOf(TlsMode.class);
    for (var ofMesh : winners(in(root), policy -> !hasSelector(policy))) {
      for (var ofNamespace : winners(own(subject, root), policy -> !hasSelector(policy))) {
        for (var ofWorkload : winners(own(subject, root), policy -> picks(policy, subject))) {
          modes.add(mode(List.of(ofMesh, ofNamespace, ofWorkload), port));
        }
      }
    }
    return one(modes);
  }

  static TlsMode one(Set<TlsMode> modes) {
    return modes.size() == 1 ? modes.iterator().next() : TlsMode.OPEN;
  }

  /// Policies of the pod's namespace; in the root namespace they are those of the mesh.
  List<Tree> own(Subject subject, String root) {
    return subject.namespace().equals(root) ? List.of() : in(subject.namespace());
  }

  private static TlsMode mode(List<Tree> levels, int port) {
    var mode = inherited(levels);
    var wanted = modeOf(ofPort(levels.getLast(), port));
    return wanted.equals("UNSET") ? mode : TlsMode.valueOf(wanted);
  }

  /// Source: Istio, PeerAuthentication.portLevelMtls: by the port of the container.
  static Tree ofPort(Tree policy, int port) {
    return ports(policy).getOrDefault(String.valueOf(port), new Tree(null));
  }

  static Map<String, Tree> ports(Tree policy) {
    return policy.at("spec").at("portLevelMtls").fields();
  }

  /// What the last level that says something says.
  static TlsMode inherited(List<Tree> levels) {
    return levels.stream()
        .map(level -> modeOf(level.at("spec").at("mtls")))
        .filter(mode -> !mode.equals("UNSET"))
        .reduce((_, later) -> later)
        .map(TlsMode::valueOf)
        .orElse(TlsMode.PERMISSIVE);
  }

  static String modeOf(Tree mtls) {
    return mtls.at("mode").text().orElse("UNSET");
  }

  /// Source: Istio, PeerAuthentication.selector: a selector without labels is as none.
  static boolean hasSelector(Tree policy) {
    return !policy.at("spec").at("selector").at("matchLabels").fields().isEmpty();
  }

  static boolean picks(Tree policy, Subject subject) {
    return hasSelector(policy)
        && Objects.selects(policy.at("spec").at("selector"), subject.labels());
  }

  /// The policy that counts at one level, absent if none; all that may be it where creation times
  /// are missing. Source: Istio, PeerAuthentication: of several the oldest counts, the others are
  /// ignored; of one age, the first by name.
  private static List<Tree> winners(List<Tree> policies, Predicate<Tree> isOfLevel) {
    var level =
        policies.stream().filter(isOfLevel).sorted(Comparator.comparing(Objects::nameOf)).toList();
    var oldest = oldest(level);
    return level.stream().allMatch(PeerAuthentications::hasTime) ? oldest.subList(0, 1) : oldest;
  }

  /// All of the least age, or all where an age is missing; one absent policy where there is none.
  static List<Tree> oldest(List<Tree> level) {
    if (level.isEmpty()) {
      return List.of(new Tree(null));
    }
    if (!level.stream().allMatch(PeerAuthentications::hasTime)) {
      return level;
    }
    var first = level.stream().map(PeerAuthentications::time).min(Comparator.naturalOrder());
    return level.stream().filter(policy -> time(policy).equals(first.orElseThrow())).toList();
  }

  private static boolean hasTime(Tree policy) {
    return !policy.at("metadata").at("creationTimestamp").isAbsent();
  }

  private static Instant time(Tree policy) {
    return Instant.parse(policy.at("metadata").at("creationTimestamp").text().orElseThrow());
  }
}
