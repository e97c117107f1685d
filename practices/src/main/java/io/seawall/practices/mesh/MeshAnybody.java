package io.seawall.practices.mesh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;

/// Every rule that allows names identities: none lets by whoever has a certificate, an address or
/// no identity at all.
///
/// Source: Istio documentation, "Authorization Policy", Source, and "Security", dependency on
/// mutual TLS; Linkerd documentation, "Authorization Policy" (MeshTLSAuthentication); Consul
/// documentation, "Service intentions".
public final class MeshAnybody implements Check {
  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_ANYBODY";
  }

  @Override
  public String claim() {
    return "every rule of the mesh that allows names whom";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return new MeshOpenings(
            this,
            opening -> !MeshOpenings.isPast(opening) && MeshOpenings.isByRule(opening),
            "every rule names whom it allows")
        .judge(situation);
  }
}
