package io.seawall.practices.mesh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;

/// Nothing is authorised by default: at every port some object denies what no rule allows.
///
/// Source: Istio documentation, "Authorization Policy" (without an ALLOW policy that selects the
/// workload, all is allowed); Linkerd documentation, "Authorization Policy", default policies;
/// Consul documentation, "Service intentions" (default policy).
public final class MeshNoDefaultDeny implements Check {
  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_NO_DEFAULT_DENY";
  }

  @Override
  public String claim() {
    return "what no rule of the mesh allows is denied";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return new MeshOpenings(
            this,
            opening -> !MeshOpenings.isPast(opening) && MeshOpenings.isByDefault(opening),
            "what no rule allows is denied")
        .judge(situation);
  }
}
