package io.seawall.practices;

import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Workload;
import io.seawall.practices.Finding.Missing;
import io.seawall.reach.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Policies of kinds that are known by name and not by meaning. The engine that reads them may
/// allow or deny more by them, so nothing is certain of the pods that they can pick.
public final class UnreadPolicies {
  private final List<OtherObject> ofCluster = new ArrayList<>();
  private final Map<String, List<OtherObject>> byNamespace = new HashMap<>();

  private UnreadPolicies() {}

  /// Those that somebody may enforce in this cluster.
  public static UnreadPolicies of(Situation situation) {
    UnreadPolicies unread = new UnreadPolicies();
    for (OtherObject object : situation.snapshot().facts().kubernetes().others()) {
      if (isEnforced(object, situation.engine())) {
        if (object.namespace().isEmpty()) {
          unread.ofCluster.add(object);
        } else {
          unread
              .byNamespace
              .computeIfAbsent(object.namespace(), _ -> new ArrayList<>())
              .add(object);
        }
      }
    }
    return unread;
  }

  private static boolean isEnforced(OtherObject object, Optional<Engine> engine) {
    List<Engine> readers =
        switch (object.kind()) {
          case "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy" -> List.of(Engine.CILIUM);
          case "GlobalNetworkPolicy", "StagedGlobalNetworkPolicy" -> List.of(Engine.CALICO);
          case "NetworkPolicy" ->
              object.apiGroup().endsWith("projectcalico.org") ? List.of(Engine.CALICO) : List.of();
          case "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy" ->
              List.of(Engine.CALICO, Engine.CILIUM);
          default -> List.of();
        };
    return engine.map(readers::contains).orElse(!readers.isEmpty());
  }

  /// One that may speak of the pods of a workload.
  public Optional<OtherObject> of(Workload workload) {
    if (workload.hostNetwork()) {
      return Optional.empty();
    }
    return ofCluster.stream()
        .findFirst()
        .or(() ->
            byNamespace.getOrDefault(workload.id().namespace(), List.of()).stream().findFirst());
  }

  /// What would have to be known of it.
  public static Missing missing(OtherObject object) {
    String name =
        object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
    return new Missing(
        "what " + object.kind() + " " + name + " allows or denies",
        "read it: policies of this kind are counted and not judged yet");
  }
}
