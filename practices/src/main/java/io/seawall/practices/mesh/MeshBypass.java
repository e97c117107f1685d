package io.seawall.practices.mesh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;

/// No port of a workload in a mesh is left out of its proxy: what goes past it is neither
/// authenticated nor authorised.
///
/// Source: Istio documentation, "Resource Annotations"; Linkerd documentation, "Protocol Detection"
/// (skip ports); Consul documentation, "Annotations and labels" (transparent proxy).
public final class MeshBypass implements Check {
  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_BYPASS";
  }

  @Override
  public String claim() {
    return "nothing goes past the proxies of the mesh";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return new MeshOpenings(this, MeshOpenings::isPast, "every port goes through the proxy")
        .judge(situation);
  }
}
