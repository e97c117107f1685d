package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Sorts facts by the cluster they belong to. Facts of two clusters are never judged together.
///
/// One cluster in the input owns everything. Several AKS clusters own what lies in or below their
/// folder. Kubernetes objects without an AKS cluster are one cluster, unless folders side by side
/// hold the same objects: then each is one.
final class Clusters {
  private Clusters() {}

  /// @param diagnostics grows with complaints about facts that cannot be told apart
  static List<Snapshot> of(Facts facts, List<Diagnostic> diagnostics) {
    List<AksCluster> aks = Merging.pools(facts.azure(), diagnostics);
    List<Snapshot> snapshots =
        switch (aks.size()) {
          case 0 -> withoutAks(facts, diagnostics);
          case 1 -> List.of(snapshot(aks.getFirst(), facts));
          default -> several(aks, facts, diagnostics);
        };
    List<SourceRef> lost = LostInput.places(diagnostics);
    return named(snapshots).stream()
        .map(snapshot -> Merging.complete(snapshot, lost, diagnostics))
        .toList();
  }

  /// Clusters of one name are told apart by their resource groups.
  private static List<Snapshot> named(List<Snapshot> snapshots) {
    Map<String, Long> uses =
        snapshots.stream().collect(Collectors.groupingBy(Snapshot::name, Collectors.counting()));
    return snapshots.stream()
        .map(s -> {
          String group = s.aks().map(aks -> aks.id().after("resourceGroups")).orElse("");
          boolean unique = uses.getOrDefault(s.name(), 1L) == 1 || group.isEmpty();
          return unique ? s : new Snapshot(s.name() + " in " + group, s.aks(), s.facts());
        })
        .toList();
  }

  private static Snapshot snapshot(AksCluster aks, Facts facts) {
    return new Snapshot(aks.name(), Optional.of(aks), facts);
  }

  private static List<Snapshot> withoutAks(Facts facts, List<Diagnostic> diagnostics) {
    if (facts.kubernetes().isEmpty() && facts.azure().isEmpty()) {
      return List.of();
    }
    Set<String> folders = foldersWithSameObjects(facts);
    if (folders.size() < 2) {
      return List.of(new Snapshot("cluster", Optional.empty(), facts));
    }
    List<Snapshot> out = new ArrayList<>();
    for (String folder : folders) {
      Facts own = Slices.of(facts, ref -> inside(folder, ref), ref -> inside(folder, ref));
      out.add(new Snapshot(name(folder), Optional.empty(), own));
    }
    Predicate<SourceRef> elsewhere = ref -> folders.stream().noneMatch(f -> inside(f, ref));
    Facts rest = Slices.of(facts, elsewhere, elsewhere);
    if (!rest.equals(Facts.NONE)) {
      out.add(new Snapshot("cluster", Optional.empty(), rest));
    }
    diagnostics.add(
        Diagnostic.note(
            "SEVERAL_CLUSTERS",
            SourceRef.of(folders.iterator().next(), 0),
            "the same objects in " + String.join(", ", folders),
            "one cluster in the input, or one folder for each",
            "each folder is judged as a cluster of its own"));
    return out;
  }

  private static List<Snapshot> several(
      List<AksCluster> clusters, Facts facts, List<Diagnostic> diagnostics) {
    Map<String, List<AksCluster>> homes = new LinkedHashMap<>();
    clusters.forEach(c -> homes.computeIfAbsent(folder(c.where()), _ -> new ArrayList<>()).add(c));
    Function<SourceRef, Optional<String>> home = ref -> deepest(homes.keySet(), ref);
    List<Snapshot> out = new ArrayList<>();
    for (AksCluster cluster : clusters) {
      String own = folder(cluster.where());
      boolean alone = homes.getOrDefault(own, List.of()).size() == 1;
      Predicate<SourceRef> kubernetes =
          ref -> alone && home.apply(ref).filter(own::equals).isPresent();
      Predicate<SourceRef> azure = ref -> home.apply(ref).map(own::equals).orElse(true);
      Facts slice = Slices.of(facts, kubernetes, azure);
      out.add(snapshot(cluster, slice));
    }
    Facts rest =
        Slices.of(
            facts,
            ref ->
                home.apply(ref).map(h -> homes.getOrDefault(h, List.of()).size() > 1).orElse(true),
            _ -> false);
    if (!rest.kubernetes().isEmpty()) {
      SourceRef where = Slices.first(rest).orElseThrow();
      diagnostics.add(
          Diagnostic.warning(
              "WHICH_CLUSTER",
              where,
              "Kubernetes objects beside " + clusters.size() + " AKS clusters",
              "a folder for each cluster, with its objects in it",
              "they are judged as a cluster of their own"));
      out.add(new Snapshot("cluster", Optional.empty(), rest));
    }
    return out;
  }

  /// Folders directly below the common folder of all Kubernetes objects that hold an object with
  /// the same identity as one in another.
  private static Set<String> foldersWithSameObjects(Facts facts) {
    Map<String, Set<String>> foldersOfObject = new TreeMap<>();
    List<SourceRef> all = Slices.identities(facts);
    String common = commonFolder(all);
    for (SourceRef ref : all) {
      foldersOfObject
          .computeIfAbsent(ref.object(), _ -> new HashSet<>())
          .add(topFolder(common, ref.file()));
    }
    Set<String> shared = new TreeSet<>();
    foldersOfObject.values().stream()
        .filter(folders -> folders.size() > 1)
        .forEach(folders -> folders.stream().filter(f -> !f.equals(common)).forEach(shared::add));
    return shared;
  }

  private static String commonFolder(List<SourceRef> refs) {
    String common = refs.isEmpty() ? "" : folder(refs.getFirst());
    for (SourceRef ref : refs) {
      while (!common.isEmpty() && !inside(common, ref)) {
        common = common.contains("/") ? common.substring(0, common.lastIndexOf('/')) : "";
      }
    }
    return common;
  }

  private static String topFolder(String common, String file) {
    int start = common.isEmpty() ? 0 : common.length() + 1;
    int slash = file.indexOf('/', start);
    return slash < 0 ? common : file.substring(0, slash);
  }

  private static Optional<String> deepest(Set<String> folders, SourceRef ref) {
    return folders.stream()
        .filter(folder -> inside(folder, ref))
        .max(Comparator.comparingInt(String::length));
  }

  static String folder(SourceRef ref) {
    int slash = ref.file().lastIndexOf('/');
    return slash < 0 ? "" : ref.file().substring(0, slash);
  }

  private static boolean inside(String folder, SourceRef ref) {
    return folder.isEmpty() || ref.file().startsWith(folder + "/");
  }

  private static String name(String folder) {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }
}
