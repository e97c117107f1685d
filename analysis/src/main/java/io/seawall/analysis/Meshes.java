package io.seawall.analysis;

import io.seawall.dialects.Dialects;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Member.Place;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Says of each workload of a cluster what the service meshes make of it. Two meshes can share a
/// cluster, so each pod is asked about by itself.
final class Meshes {
  private Meshes() {}

  static Snapshot joined(Snapshot snapshot) {
    Facts.Kubernetes kubernetes = snapshot.facts().kubernetes();
    List<Function<Workload, Member>> meshes =
        Dialects.MESHES.stream().map(mesh -> mesh.in(kubernetes, snapshot.aks())).toList();
    List<Policy> lost = UnreadPolicies.ofMeshes(kubernetes.policies());
    Map<Member, Member> doubted = new HashMap<>();
    List<Workload> joined =
        kubernetes.workloads().stream()
            .map(workload -> {
              Member member = member(workload, meshes);
              return workload.in(
                  doubted.computeIfAbsent(member, one -> lost.isEmpty() ? one : one.after(lost)));
            })
            .toList();
    Facts facts = new Facts(kubernetes.withWorkloads(joined), snapshot.facts().azure());
    return new Snapshot(snapshot.name(), snapshot.aks(), facts);
  }

  private static Member member(Workload workload, List<Function<Workload, Member>> meshes) {
    Member best = Member.NONE;
    for (Function<Workload, Member> mesh : meshes) {
      Member one = mesh.apply(workload);
      if (rank(one) > rank(best)) {
        best = one;
      }
    }
    return best;
  }

  /// A pod is in one mesh. One of which a mesh only says that it is not in it may be in another.
  private static int rank(Member member) {
    return member.place().map(Place::standing).map(Meshes::rank).orElse(0);
  }

  private static int rank(Standing standing) {
    return switch (standing) {
      case Standing.In _ -> 3;
      case Standing.Unknown _ -> 2;
      case Standing.Out _ -> 1;
    };
  }
}
