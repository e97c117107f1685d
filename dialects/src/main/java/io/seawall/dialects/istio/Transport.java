package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.Mode;
import io.seawall.dialects.istio.IstioObject.PeerAuthentication;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Note;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Which connections the proxy of a workload takes: the mode of the mesh, of the namespace and of
/// the workload, the narrower before the wider, and at one level the oldest object alone.
///
/// Source: Istio documentation, "PeerAuthentication" (port level, then workload, namespace, mesh)
/// and "Security", peer authentication; Istio source, pilot/pkg/model/authentication.go (the oldest
/// object at a level; a selector in the root namespace has no effect).
final class Transport {
  private final List<PeerAuthentication> all;
  private final String root;
  private final boolean ambient;

  /// What counts at a level.
  ///
  /// @param doubted whether it is not known which of several objects it is, and they differ
  private record Winner(PeerAuthentication object, boolean doubted) {}

  /// The mode of a port, and the object that says so.
  record Setting(Mode mode, Optional<PeerAuthentication> by) {}

  /// The modes of a workload.
  ///
  /// @param otherwise of every port that `ports` does not hold
  record Modes(Setting otherwise, Map<Integer, Setting> ports, List<Note> notes) {
    Modes {
      ports = Map.copyOf(ports);
      notes = List.copyOf(notes);
    }
  }

  Transport(List<PeerAuthentication> all, String rootNamespace, boolean ambient) {
    this.all = all;
    this.root = rootNamespace;
    this.ambient = ambient;
  }

  /// The modes at a workload.
  Modes of(Workload workload) {
    List<Note> notes = new ArrayList<>();
    String namespace = workload.id().namespace();
    boolean home = namespace.equals(root);
    Optional<Winner> mesh = winner(wide(root, home), notes);
    Optional<Winner> ofNamespace =
        namespace.equals(root) ? Optional.empty() : winner(wide(namespace, true), notes);
    Optional<Winner> own =
        namespace.equals(root) ? Optional.empty() : winner(narrow(workload), notes);
    vain(notes);
    empty(workload, notes);
    Setting otherwise = new Setting(Mode.PERMISSIVE, Optional.empty());
    for (Optional<Winner> level : List.of(mesh, ofNamespace, own)) {
      otherwise = level.map(next(otherwise)).orElse(otherwise);
    }
    Map<Integer, Setting> ports = new TreeMap<>();
    if (own.isPresent()) {
      ports(own.get(), otherwise, ports);
      if (isStrictPortLeftOut(own.get().object, mesh, ofNamespace)) {
        ports.replaceAll((_, setting) ->
            setting.mode == Mode.STRICT ? new Setting(Mode.UNKNOWN, setting.by) : setting);
      }
      unusedPorts(own.get().object, workload, notes);
      if (isWithdrawn(own.get().object, mesh, ofNamespace)) {
        otherwise = new Setting(Mode.UNKNOWN, Optional.of(own.get().object));
      }
    }
    return new Modes(otherwise, ports, notes);
  }

  private Function<Winner, Setting> next(Setting before) {
    return winner -> {
      PeerAuthentication object = winner.object;
      if (object.mode() == Mode.UNSET && !winner.doubted && !object.broken()) {
        return before;
      }
      boolean sure = !winner.doubted && (!object.broken() || object.mode() == before.mode);
      return new Setting(sure ? meant(object.mode()) : Mode.UNKNOWN, Optional.of(object));
    };
  }

  /// Tunnels carry the identity in any mode, so that in ambient mode nothing can be disabled.
  private Mode meant(Mode mode) {
    return ambient && mode == Mode.DISABLE ? Mode.PERMISSIVE : mode;
  }

  /// In ambient mode a port can only be permissive: nothing takes the strictness that the workload
  /// inherits from a port that says DISABLE.
  private void ports(Winner own, Setting otherwise, Map<Integer, Setting> ports) {
    boolean sure = !own.doubted && !own.object.broken();
    boolean kept = own.object.mode() == Mode.UNSET && otherwise.mode == Mode.STRICT;
    own.object
        .ports()
        .forEach((port, mode) -> {
          Mode meant = mode == Mode.UNSET ? otherwise.mode : mode;
          if (ambient && mode == Mode.DISABLE) {
            meant = kept ? Mode.STRICT : Mode.PERMISSIVE;
          }
          ports.put(port, new Setting(sure ? meant : Mode.UNKNOWN, Optional.of(own.object)));
        });
  }

  /// In ambient mode a strict port of a workload that is not strict itself may be left out where
  /// the mesh is strict and the namespace says nothing (Istio source,
  /// pilot/pkg/serviceregistry/ambient/authorization.go): no document tells.
  private boolean isStrictPortLeftOut(
      PeerAuthentication own, Optional<Winner> mesh, Optional<Winner> ofNamespace) {
    return ambient
        && (own.mode() == Mode.PERMISSIVE || own.mode() == Mode.DISABLE)
        && ofNamespace.filter(one -> one.object.mode() != Mode.UNSET).isEmpty()
        && mesh.filter(one -> one.object.mode() == Mode.STRICT).isPresent();
  }

  /// In ambient mode a strict mode that is inherited from the mesh may be withdrawn with the
  /// exception of a port (Istio source, pilot/pkg/serviceregistry/ambient, authorization.go and
  /// workloads.go): what becomes of the other ports no document tells.
  private boolean isWithdrawn(
      PeerAuthentication own, Optional<Winner> mesh, Optional<Winner> ofNamespace) {
    return ambient
        && own.mode() == Mode.UNSET
        && own.ports().containsValue(Mode.PERMISSIVE)
        && ofNamespace.filter(one -> one.object.mode() == Mode.UNSET).isPresent()
        && mesh.filter(one -> one.object.mode() == Mode.STRICT).isPresent();
  }

  /// Objects that speak of a whole namespace. Of those in the root namespace ambient mode has the
  /// ones without any selector speak of other namespaces.
  private List<PeerAuthentication> wide(String namespace, boolean home) {
    return all.stream()
        .filter(one -> one.namespace().equals(namespace) && one.attachment().selectsAll())
        .filter(one -> home || !(ambient && one.attachment().isEmptySelector()))
        .toList();
  }

  private List<PeerAuthentication> narrow(Workload workload) {
    return all.stream()
        .filter(one ->
            one.namespace().equals(workload.id().namespace())
                && !one.attachment().selectsAll()
                && one.attachment().selects(workload.labels()))
        .toList();
  }

  /// The oldest of them. Times have seconds: of two of one age, sidecars take the first by name and
  /// namespace, and ambient mode leaves it open, as does an input without times.
  private Optional<Winner> winner(List<PeerAuthentication> level, List<Note> notes) {
    if (level.size() < 2) {
      return level.stream().findFirst().map(one -> new Winner(one, false));
    }
    boolean timed = level.stream().noneMatch(one -> one.created().isEmpty());
    List<PeerAuthentication> sorted =
        level.stream()
            .sorted(
                Comparator.comparing(PeerAuthentication::created)
                    .thenComparing(one -> one.name() + "." + one.namespace()))
            .toList();
    PeerAuthentication first = sorted.getFirst();
    boolean tied = ambient && first.created().equals(sorted.get(1).created());
    Set<Object> said = new HashSet<>();
    (tied && timed
            ? sorted.stream().filter(one -> one.created().equals(first.created())).toList()
            : sorted)
        .forEach(one -> said.add(List.of(one.mode(), one.ports())));
    boolean open = (!timed || tied) && said.size() > 1;
    for (PeerAuthentication other : sorted.subList(1, sorted.size())) {
      notes.add(
          new Note(
              Note.Kind.FRAGILE,
              open
                  ? title(first) + " speaks of the same pods, and which of the two counts is open"
                  : "has no effect: " + title(first) + " is older and speaks of the same pods",
              other.where()));
    }
    return Optional.of(new Winner(first, open));
  }

  private void vain(List<Note> notes) {
    for (PeerAuthentication one : all) {
      if (one.namespace().equals(root) && !one.attachment().selectsAll()) {
        notes.add(
            new Note(
                Note.Kind.VAIN,
                "has no effect: a PeerAuthentication with a selector does nothing in the root"
                    + " namespace "
                    + root,
                one.where()));
      }
    }
  }

  /// A selector without labels means the whole namespace to sidecars, and less to ambient mode.
  private void empty(Workload workload, List<Note> notes) {
    for (PeerAuthentication one : all) {
      boolean near =
          one.namespace().equals(root) || one.namespace().equals(workload.id().namespace());
      if (near && one.attachment().isEmptySelector()) {
        notes.add(
            new Note(
                Note.Kind.FRAGILE,
                title(one)
                    + " has a selector without labels, which the ambient mesh does not take for the"
                    + " whole namespace: leave the selector out",
                one.where()));
      }
    }
  }

  private static void unusedPorts(PeerAuthentication own, Workload workload, List<Note> notes) {
    Set<Integer> known = new LinkedHashSet<>();
    workload
        .containers()
        .forEach(container -> container.ports().forEach(port -> known.add(port.number())));
    for (Integer port : own.ports().keySet()) {
      if (!known.isEmpty() && !known.contains(port)) {
        notes.add(
            new Note(
                Note.Kind.VAIN,
                "portLevelMtls names port "
                    + port
                    + ", which no container of "
                    + workload.id()
                    + " declares: it means ports of containers, not of Services",
                own.where()));
      }
    }
  }

  private static String title(PeerAuthentication one) {
    return "PeerAuthentication " + one.namespace() + "/" + one.name();
  }

  /// Where it stands.
  static SourceRef place(Setting setting, Workload workload) {
    return setting.by().map(PeerAuthentication::where).orElse(workload.where());
  }
}
