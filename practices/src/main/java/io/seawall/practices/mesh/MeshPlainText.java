package io.seawall.practices.mesh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.MeshReach.Stranger;
import java.util.List;

/// A workload in a mesh takes mutually authenticated connections alone: because its proxy refuses
/// others, or because no rule lets somebody by who has no identity.
///
/// Source: Istio documentation, "PeerAuthentication" (PERMISSIVE is the default); Linkerd
/// documentation, "Authorization Policy"; Consul documentation, "Mutual TLS mode".
public final class MeshPlainText implements Check {
  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_PLAINTEXT";
  }

  @Override
  public String claim() {
    return "a workload of the mesh takes no plain text";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return new MeshOpenings(
            this,
            opening -> opening.stranger() == Stranger.PLAIN_TEXT && !MeshOpenings.isPast(opening),
            "no plain text gets by")
        .judge(situation);
  }
}
