package io.seawall.reports.check;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Workload;
import io.seawall.practices.Situation;
import io.seawall.reports.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What was looked at, in one line: `shop AKS 1.33, Azure CNI overlay, engine cilium; 2 pools, 7
/// nodes, 41 workloads in 6 namespaces`.
final class ClusterHeader {
  private ClusterHeader() {}

  /// The line without the name of the cluster.
  static String of(Situation situation) {
    Snapshot snapshot = situation.snapshot();
    List<String> platform = new ArrayList<>();
    snapshot.aks().ifPresent(aks -> platform.addAll(platform(aks)));
    String engine =
        situation.engine().map(e -> "engine " + e.label()).orElse("engine unknown (--engine says)");
    platform.add(engine);
    String counts = counts(situation, snapshot);
    return String.join(", ", platform) + (counts.isEmpty() ? "" : "; " + counts);
  }

  private static List<String> platform(AksCluster aks) {
    List<String> parts = new ArrayList<>();
    parts.add(("AKS " + aks.kubernetesVersion()).strip());
    aks.network()
        .plugin()
        .known()
        .ifPresent(plugin -> parts.add(plugin(plugin, aks.network().pluginMode().known())));
    return parts;
  }

  private static String plugin(String plugin, Optional<String> mode) {
    String name =
        switch (plugin.toLowerCase(Locale.ROOT)) {
          case "azure" -> "Azure CNI";
          case "none" -> "own CNI";
          default -> plugin;
        };
    return name + mode.map(m -> " " + m.toLowerCase(Locale.ROOT)).orElse("");
  }

  private static String counts(Situation situation, Snapshot snapshot) {
    Facts.Kubernetes kubernetes = snapshot.facts().kubernetes();
    List<String> counts = new ArrayList<>();
    int pools = snapshot.aks().map(aks -> aks.pools().size()).orElse(0);
    if (pools > 0) {
      counts.add(Text.count(pools, "pool"));
    }
    if (!kubernetes.nodes().isEmpty()) {
      counts.add(Text.count(kubernetes.nodes().size(), "node"));
    }
    int workloads = situation.workloads().size();
    if (workloads > 0) {
      long namespaces =
          situation.workloads().keySet().stream().map(Workload.Id::namespace).distinct().count();
      counts.add(Text.count(workloads, "workload") + " in " + Text.count(namespaces, "namespace"));
    }
    return String.join(", ", counts);
  }
}
