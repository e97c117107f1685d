package io.seawall.dialects.kubernetes;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects pods and templates, and makes workloads of them once every owner has been seen.
///
/// Objects of different folders are kept apart: they may belong to different clusters.
final class Workloads {
  /// An object that owns pods.
  private record Owner(String folder, Workload.Id id) {}

  /// Live pods of one owner that are alike.
  private record Group(SourceRef where, List<Workload.Pod> pods) {}

  /// An object that makes pods.
  ///
  /// @param idle whether it makes none as it stands
  private record Template(
      Owner self,
      Optional<Workload.Id> controller,
      PodShape shape,
      boolean idle,
      SourceRef where) {}

  private final Map<PodShape, Map<Owner, Group>> groups = new LinkedHashMap<>();
  private final List<Template> templates = new ArrayList<>();
  private final Map<Owner, Optional<Workload.Id>> controllers = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private int ended;
  private Optional<SourceRef> firstEnded = Optional.empty();

  /// A live pod.
  void addPod(ObjectMeta meta, PodShape shape, Workload.Pod pod) {
    Owner owner = new Owner(meta.folder(), meta.controller().orElseGet(meta::id));
    groups
        .computeIfAbsent(shape, _ -> new LinkedHashMap<>(2))
        .computeIfAbsent(owner, _ -> new Group(meta.where(), new ArrayList<>(2)))
        .pods()
        .add(new Workload.Pod(pod.name(), pod.addresses(), shared(pod.node())));
  }

  /// One text for all that are equal.
  private String shared(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  /// An object with a template of pods.
  ///
  /// @param idle whether it makes no pod as it stands
  void addTemplate(ObjectMeta meta, PodShape shape, boolean idle) {
    Owner self = new Owner(meta.folder(), meta.id());
    controllers.put(self, meta.controller());
    templates.add(new Template(self, meta.controller(), shape, idle, meta.where()));
  }

  /// A pod or Job that has ended, and so has no address.
  void addEnded(ObjectMeta meta) {
    if (meta.type().known() == ObjectType.Kind.JOB) {
      controllers.put(new Owner(meta.folder(), meta.id()), meta.controller());
    }
    ended++;
    if (firstEnded.isEmpty()) {
      firstEnded = Optional.of(meta.where());
    }
  }

  /// Every workload: those of live pods, then the templates, each in the order of the input.
  List<Workload> close() {
    List<Workload> out = new ArrayList<>();
    groups.forEach((shape, owners) ->
        owners.forEach((owner, group) ->
            out.add(workload(top(owner, shape), owner.id(), shape, group.pods(), group.where()))));
    Set<Owner> present = new HashSet<>();
    templates.forEach(template -> present.add(template.self()));
    for (Template template : templates) {
      Optional<Owner> above =
          template.controller().map(id -> new Owner(template.self().folder(), id));
      if (above.isPresent() && !isManagedPart(template.self().id())) {
        above = Optional.empty();
      }
      if (above.isEmpty() || (!present.contains(above.get()) && !template.idle())) {
        Workload.Id id = above.map(Owner::id).orElse(template.self().id());
        out.add(workload(id, template.self().id(), template.shape(), List.of(), template.where()));
      }
    }
    return out;
  }

  /// One note on all that has ended, if anything has.
  Optional<Diagnostic> endedNote() {
    return firstEnded.map(where ->
        Diagnostic.note(
            "ENDED_PODS",
            where,
            ended == 1 ? "1 pod or Job that has ended" : ended + " pods or Jobs that have ended",
            "pods that run",
            "they have no address any more and are left out; this is the first"));
  }

  /// Whose the pods are. The controller of a ReplicaSet or a Job counts as the owner of its pods;
  /// where the ReplicaSet is not in the input, a Deployment's is known by the label
  /// `pod-template-hash`, whose value ends its name.
  ///
  /// Source: Kubernetes documentation, "Deployments", Pod-template-hash label.
  private Workload.Id top(Owner owner, PodShape shape) {
    Workload.Id id = owner.id();
    if (!isManagedPart(id)) {
      return id;
    }
    Optional<Workload.Id> controller = controllers.get(owner);
    if (controller != null) {
      return controller.orElse(id);
    }
    String ending = "-" + shape.labels().getOrDefault("pod-template-hash", "");
    return id.kind().equals("ReplicaSet")
            && ending.length() > 1
            && id.name().length() > ending.length()
            && id.name().endsWith(ending)
        ? new Workload.Id(
            id.namespace(),
            "Deployment",
            id.name().substring(0, id.name().length() - ending.length()))
        : id;
  }

  private static boolean isManagedPart(Workload.Id id) {
    return id.kind().equals("ReplicaSet") || id.kind().equals("Job");
  }

  private static Workload workload(
      Workload.Id id,
      Workload.Id controller,
      PodShape shape,
      List<Workload.Pod> pods,
      SourceRef where) {
    Workload workload =
        new Workload(
            id,
            controller,
            shape.labels(),
            shape.annotations(),
            shape.containers(),
            shape.hostNetwork(),
            shape.hostPid(),
            shape.os(),
            shape.virtualNode(),
            shape.serviceAccount(),
            shape.nodeSelector(),
            pods,
            where);
    return shape.setup().isEmpty() ? workload : workload.with(shape.setup());
  }
}
