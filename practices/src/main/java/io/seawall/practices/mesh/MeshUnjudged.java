package io.seawall.practices.mesh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;

/// A mesh that is there requires mutual TLS and authorises nothing by default. That its objects are
/// there proves nothing; as long as their meaning is not judged, the answer is not known.
public final class MeshUnjudged implements Check {
  @Override
  public Practice practice() {
    return Practice.SERVICE_MESH;
  }

  @Override
  public String code() {
    return "MESH_UNJUDGED";
  }

  @Override
  public String claim() {
    return "the mesh requires mutual TLS and authorises nothing by default";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    MeshSigns signs = MeshSigns.of(situation);
    if (signs.isEmpty()) {
      return List.of();
    }
    return List.of(
        Finding.unknown(
            this,
            Severity.MEDIUM,
            situation.clusterSubject(),
            "found " + signs.found(),
            List.of(
                new Missing(
                    "whether the mesh requires mutual TLS and authorises nothing by default:"
                        + " its objects are counted and not judged yet",
                    "read its policies: PeerAuthentication, Server, MeshConfig or Mesh"))));
  }
}
