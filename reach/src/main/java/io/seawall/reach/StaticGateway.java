package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksProperty;
import java.util.List;

/// The gateway of its own that annotated pods may leave the cluster by.
///
/// Source: Microsoft Learn, "Configure Static Egress Gateway in AKS": network policies do not act
/// on what annotated pods send through it, and it leaves by the nodes of the gateway pool; for IPv4
/// alone.
final class StaticGateway {
  private final boolean mayExist;

  StaticGateway(Snapshot snapshot) {
    this.mayExist = snapshot.aks().map(StaticGateway::mayExist).orElse(true);
  }

  private static boolean mayExist(AksCluster aks) {
    Fact<Boolean> enabled = aks.staticEgressGateway();
    return switch (AksProperty.STATIC_EGRESS_GATEWAY.standing(enabled, aks.apiVersion())) {
      case WRITTEN -> enabled.is(true);
      case LEFT_AT_DEFAULT -> false;
      case UNRESOLVED, NOT_SHOWN -> true;
    };
  }

  /// Whether these pods may leave through it.
  boolean mayCarry(Endpoint.Pods pods) {
    return mayExist && !pods.v6() && !pods.hostNetwork() && pods.example().asksForStaticGateway();
  }

  /// The way through it, which may or may not exist.
  Path path() {
    String text =
        "annotated pods leave by the nodes of the gateway: neither their policies nor the routes of"
            + " their own node speak of that";
    Hop hop = CloudHops.unknown("static egress gateway", text);
    return new Path("static egress gateway", false, List.of(hop));
  }

  /// What gets through it.
  Bounds packets() {
    return path().packets();
  }
}
