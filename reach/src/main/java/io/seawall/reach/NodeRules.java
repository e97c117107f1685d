package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksProperty;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;

/// What AKS nodes themselves do with packets of their pods to the platform, besides any policy.
final class NodeRules {
  private static final PacketSet HTTP = PacketSet.to(Protocol.TCP, 80);
  private static final PacketSet AGENT =
      PacketSet.of(Protocol.TCP, Ports.of(80).or(Ports.of(32_526)), Ports.ALL);

  /// Add-ons beside which AKS refuses to restrict the metadata service.
  ///
  /// Source: Microsoft Learn, "Block pod access to the Azure Instance Metadata Service (IMDS)
  /// endpoint", limitations.
  private static final List<String> EXCLUDE_RESTRICTION =
      List.of(
          "azurepolicy",
          "omsagent",
          "ingressapplicationgateway",
          "aciconnectorlinux",
          "httpapplicationrouting");

  private final Optional<AksCluster> aks;

  NodeRules(Snapshot snapshot) {
    this.aks = snapshot.aks();
  }

  /// The restriction of the instance metadata service: an iptables rule on Linux nodes that drops
  /// TCP 80; pods with the host network are not affected (Microsoft Learn, as above).
  Hop metadata(Endpoint.Pods pods) {
    String place = "IMDS restriction of the node";
    if (pods.hostNetwork() || pods.example().os() == OperatingSystem.WINDOWS) {
      return open(place, "does not cover pods with the host network or on Windows");
    }
    Fact<String> access =
        aks.<Fact<String>>map(cluster -> cluster.network().podLinkLocalAccess())
            .orElse(new Fact.Known<>("IMDS", SourceRef.of("", 0)));
    return switch (access) {
      case Fact.Known<String>(var value, _) when value.equalsIgnoreCase("None") ->
          switchedOn(place);
      case Fact.Known<String> _ -> open(place, "not switched on (podLinkLocalAccess)");
      case Fact.Unresolved<String>(var expression, _) ->
          doubted(place, HTTP, "podLinkLocalAccess depends on " + expression);
      case Fact.Null<String> _ -> open(place, "not switched on (podLinkLocalAccess)");
      case Fact.Absent<String> _ -> unseenRestriction(place);
    };
  }

  private Hop switchedOn(String place) {
    Optional<String> conflict = conflict();
    if (conflict.isPresent()) {
      return doubted(
          place,
          HTTP,
          "podLinkLocalAccess is None beside the add-on "
              + conflict.get()
              + ", a pair that Azure refuses");
    }
    return hostRoutingMayPass()
        ? doubted(
            place,
            HTTP,
            "eBPF host routing (accelerationMode BpfVeth) may pass by the rule of the node")
        : dropped(place, HTTP, "podLinkLocalAccess is None: TCP 80 is dropped");
  }

  private Optional<String> conflict() {
    return aks.stream()
        .flatMap(cluster ->
            EXCLUDE_RESTRICTION.stream().filter(name -> cluster.addonEnabled(name).is(true)))
        .findFirst();
  }

  /// Only preview versions of the API show the property: an answer without it tells nothing, unless
  /// AKS would have refused to switch the restriction on.
  private Hop unseenRestriction(String place) {
    AksCluster cluster = aks.orElseThrow();
    Optional<String> conflict = conflict();
    if (conflict.isPresent()) {
      return open(place, "cannot be switched on beside the add-on " + conflict.get());
    }
    if (cluster.identity().oidcIssuer().is(false)) {
      return open(place, "cannot be switched on without the OIDC issuer");
    }
    if (AksProperty.POD_LINK_LOCAL_ACCESS.isShownBy(cluster.apiVersion())) {
      return open(place, "not switched on (podLinkLocalAccess)");
    }
    return doubted(
        place,
        HTTP,
        "podLinkLocalAccess is not in this answer: only preview versions of the API show it");
  }

  /// The default rule for WireServer: TCP 80 and 32526 of pods are dropped, DNS is open; packets
  /// from the node's own network pass (AKS node provisioning).
  Hop wireServer(Endpoint.Pods pods) {
    String place = "WireServer rule of the node";
    if (pods.hostNetwork()) {
      return open(place, "does not cover pods with the host network");
    }
    if (aks.isEmpty()) {
      return doubted(place, AGENT, "the AKS cluster is not in the input: its nodes may have none");
    }
    if (pods.example().os() == OperatingSystem.WINDOWS || hostRoutingMayPass()) {
      return doubted(
          place,
          AGENT,
          "eBPF host routing (accelerationMode BpfVeth) or Windows may pass by the rule of the node");
    }
    return dropped(place, AGENT, "AKS nodes drop TCP 80 and 32526 of pods");
  }

  private boolean hostRoutingMayPass() {
    return aks.flatMap(cluster -> cluster.accelerationMode().known())
        .filter(mode -> mode.equalsIgnoreCase("BpfVeth"))
        .isPresent();
  }

  private static Hop open(String place, String why) {
    return new Hop(place, Bounds.ALL, _ -> Reason.of(Reason.Opinion.NO_OPINION, why));
  }

  private static Hop dropped(String place, PacketSet packets, String why) {
    return new Hop(
        place,
        Bounds.exactly(PacketSet.ALL.minus(packets)),
        packet -> reason(packets.contains(packet), Reason.Opinion.DENY, why));
  }

  private static Hop doubted(String place, PacketSet packets, String why) {
    return new Hop(
        place,
        new Bounds(PacketSet.ALL.minus(packets), PacketSet.ALL),
        packet -> reason(packets.contains(packet), Reason.Opinion.UNKNOWN, why));
  }

  private static Reason reason(boolean concerned, Reason.Opinion opinion, String why) {
    return concerned
        ? Reason.of(opinion, why)
        : Reason.of(Reason.Opinion.NO_OPINION, "does not speak of this port");
  }
}
