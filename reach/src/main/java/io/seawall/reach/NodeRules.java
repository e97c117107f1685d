package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksProperty;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cluster.Workload.OperatingSystem;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
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

  /// The month before which no node could have the restriction: its preview came with the extension
  /// aks-preview 7.0.0b2 for Azure CLI 2.61.
  private static final YearMonth FIRST_RESTRICTION = YearMonth.of(2024, 6);

  private static final String ON_VIRTUAL_NODE =
      "it runs on a virtual node: what a container group can open of the platform is not known";

  private final Optional<AksCluster> aks;
  private final Addressing addressing;
  private final List<OtherResource> others;

  NodeRules(Snapshot snapshot, Addressing addressing) {
    this.aks = snapshot.aks();
    this.addressing = addressing;
    this.others = snapshot.facts().azure().others();
  }

  /// The restriction of the instance metadata service: an iptables rule on Linux nodes that drops
  /// TCP 80; pods with the host network are not affected (Microsoft Learn, as above).
  Hop metadata(Endpoint.Pods pods) {
    String place = "IMDS restriction of the node";
    if (pods.example().virtualNode()) {
      return doubted(place, HTTP, ON_VIRTUAL_NODE);
    }
    if (pods.hostNetwork() || addressing.os(pods) == OperatingSystem.WINDOWS) {
      return open(place, "does not cover pods with the host network or on Windows");
    }
    Fact<String> access =
        aks.<Fact<String>>map(cluster -> cluster.network().podLinkLocalAccess())
            .orElse(new Fact.Known<>("IMDS", SourceRef.of("", 0)));
    return switch (access) {
      case Fact.Known<String>(var value, _) when value.equalsIgnoreCase("None") ->
          doubt(pods)
              .map(why -> doubted(place, HTTP, "podLinkLocalAccess is None, but " + why))
              .orElseGet(
                  () -> dropped(place, HTTP, "podLinkLocalAccess is None: TCP 80 is dropped"));
      case Fact.Known<String> _ -> open(place, "not switched on (podLinkLocalAccess)");
      case Fact.Unresolved<String>(var expression, _) ->
          doubted(place, HTTP, "podLinkLocalAccess depends on " + expression);
      case Fact.Null<String> _ -> open(place, "not switched on (podLinkLocalAccess)");
      case Fact.Absent<String> _ -> unseenRestriction(place);
    };
  }

  /// Why a restriction that is switched on may not act on these pods.
  private Optional<String> doubt(Endpoint.Pods pods) {
    return conflict()
        .or(this::extension)
        .map(name -> "Azure refuses it beside " + name)
        .or(() -> bypass(pods))
        .or(() ->
            pods.pools().stream()
                .sorted()
                .flatMap(pool -> addressing.oldestImage(pool).stream())
                .filter(image -> image.built().isBefore(FIRST_RESTRICTION))
                .findFirst()
                .map(image ->
                    "node image " + image.name() + " is older: the nodes may not be reimaged yet"));
  }

  /// What is switched on that AKS refuses to have beside the restriction.
  private Optional<String> conflict() {
    if (aks.isEmpty()) {
      return Optional.empty();
    }
    AksCluster cluster = aks.get();
    if (cluster.appRouting().is(true)) {
      return Optional.of("application routing");
    }
    if (cluster.costAnalysis().is(true)) {
      return Optional.of("cost analysis");
    }
    if (cluster.aiToolchainOperator().is(true)) {
      return Optional.of("the AI toolchain operator");
    }
    return EXCLUDE_RESTRICTION.stream()
        .filter(name -> cluster.addonEnabled(name).is(true))
        .findFirst()
        .map(name -> "the add-on " + name);
  }

  /// A cluster extension: AKS refuses the restriction beside Flux, Dapr, App Configuration, Azure
  /// Machine Learning, Container Storage and Backup.
  private Optional<String> extension() {
    return others.stream()
        .filter(other ->
            other.type().toLowerCase(Locale.ROOT).startsWith("microsoft.kubernetesconfiguration/"))
        .findFirst()
        .map(other -> "extensions such as " + other.name());
  }

  /// What may lead packets of these pods past the iptables rules of their node: Windows has none,
  /// and eBPF host routing skips them.
  private Optional<String> bypass(Endpoint.Pods pods) {
    if (addressing.os(pods) != OperatingSystem.LINUX) {
      return Optional.of("the pods may run on Windows, which has no such rule");
    }
    return hostRoutingMayPass(pods)
        ? Optional.of("eBPF host routing (accelerationMode BpfVeth) may pass by the rule")
        : Optional.empty();
  }

  /// Source: Microsoft Learn, "Performance for Container Networking with eBPF Host Routing": needs
  /// Advanced Container Networking Services and the Cilium data plane; nodes carry a label.
  private boolean hostRoutingMayPass(Endpoint.Pods pods) {
    if (pods.pools().stream().anyMatch(addressing::routesByHost)) {
      return true;
    }
    AksCluster cluster = aks.orElseThrow();
    Fact<String> mode = cluster.accelerationMode();
    return switch (AksProperty.ACCELERATION_MODE.standing(mode, cluster.apiVersion())) {
      case WRITTEN -> mode.known().filter("BpfVeth"::equalsIgnoreCase).isPresent();
      case LEFT_AT_DEFAULT -> false;
      case UNRESOLVED, NOT_SHOWN -> mayHaveCilium(cluster) && mayHaveAdvanced(cluster);
    };
  }

  private static boolean mayHaveCilium(AksCluster cluster) {
    Fact<String> dataplane = cluster.network().dataplane();
    Optional<String> policy = cluster.network().policy().known();
    return switch (AksProperty.NETWORK_DATAPLANE.standing(dataplane, cluster.apiVersion())) {
      case WRITTEN -> dataplane.known().filter("cilium"::equalsIgnoreCase).isPresent();
      case UNRESOLVED -> true;
      case LEFT_AT_DEFAULT -> policy.filter("cilium"::equalsIgnoreCase).isPresent();
      case NOT_SHOWN ->
          policy.isEmpty()
              || (!policy.get().equalsIgnoreCase("azure")
                  && !policy.get().equalsIgnoreCase("calico"));
    };
  }

  private static boolean mayHaveAdvanced(AksCluster cluster) {
    Fact<Boolean> enabled = cluster.advancedNetworking().enabled();
    return switch (AksProperty.ADVANCED_NETWORKING.standing(enabled, cluster.apiVersion())) {
      case WRITTEN -> enabled.is(true);
      case LEFT_AT_DEFAULT -> false;
      case UNRESOLVED, NOT_SHOWN -> true;
    };
  }

  /// Only preview versions of the API show the property: an answer without it tells nothing, unless
  /// AKS would have refused to switch the restriction on.
  private Hop unseenRestriction(String place) {
    AksCluster cluster = aks.orElseThrow();
    Optional<String> conflict = conflict();
    if (conflict.isPresent()) {
      return open(place, "cannot be switched on beside " + conflict.get());
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
    if (pods.example().virtualNode()) {
      return doubted(place, AGENT, ON_VIRTUAL_NODE);
    }
    if (pods.hostNetwork()) {
      return open(place, "does not cover pods with the host network");
    }
    if (aks.isEmpty()) {
      return doubted(place, AGENT, "the AKS cluster is not in the input: its nodes may have none");
    }
    return bypass(pods)
        .map(why -> doubted(place, AGENT, why))
        .orElseGet(() -> dropped(place, AGENT, "AKS nodes drop TCP 80 and 32526 of pods"));
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
