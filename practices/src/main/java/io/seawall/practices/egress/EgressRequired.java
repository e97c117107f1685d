package io.seawall.practices.egress;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksProperty;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Region;
import io.seawall.reach.Space;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Nodes can still reach every name outside that AKS requires of this cluster, by its cloud, region
/// and add-ons; a network isolated cluster with an artifact cache needs nothing. A filter that lets
/// some addresses by and not others leaves it open, since which addresses names have is not known.
///
/// Source: Microsoft Learn, "Outbound network and FQDN rules for AKS clusters" and "Network
/// isolated AKS clusters" (`bootstrapProfile.artifactSource`).
public final class EgressRequired implements Check {
  private static final PacketSet WEB =
      PacketSet.to(Protocol.TCP, 80).or(PacketSet.to(Protocol.TCP, 443));

  @Override
  public Practice practice() {
    return Practice.EGRESS;
  }

  @Override
  public String code() {
    return "EGRESS_REQUIRED";
  }

  @Override
  public String claim() {
    return "nodes can reach the endpoints that AKS requires";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    Optional<AksCluster> aks = situation.snapshot().aks();
    if (aks.isEmpty()) {
      return List.of();
    }
    Optional<String> type =
        aks.get().network().outboundType().known().map(text -> text.toLowerCase(Locale.ROOT));
    boolean isolated = type.filter(t -> t.equals("none") || t.equals("block")).isPresent();
    return List.of(
        isolated
            ? isolated(situation, aks.get())
            : byReach(situation, aks.get().network().where()));
  }

  private Finding isolated(Situation situation, AksCluster aks) {
    Fact<String> source = aks.artifactSource();
    return switch (AksProperty.ARTIFACT_SOURCE.standing(source, aks.apiVersion())) {
      case WRITTEN -> written(situation, source.known().orElseThrow(), source.where());
      case LEFT_AT_DEFAULT ->
          broken(
              situation,
              "no way out, but artifactSource is left at its default, Direct",
              source.where());
      case UNRESOLVED ->
          unknown(situation, "artifactSource depends on an expression", source.where());
      case NOT_SHOWN -> unknown(situation, "artifactSource is not in this answer", source.where());
    };
  }

  private Finding written(Situation situation, String source, SourceRef where) {
    return source.equalsIgnoreCase("Cache")
        ? Finding.proved(
                this,
                Severity.LOW,
                situation.clusterSubject(),
                "network isolated with an artifact cache: nothing outside is required")
            .at(where)
        : broken(situation, "no way out, but artifactSource " + source, where);
  }

  private Finding broken(Situation situation, String because, SourceRef where) {
    return Finding.refuted(
            this,
            Severity.LOW,
            situation.clusterSubject(),
            because + ": new nodes cannot fetch what they need")
        .shown(new Witness("node", "fqdn:mcr.microsoft.com", "tcp/443"), List.of())
        .at(where);
  }

  private Finding unknown(Situation situation, String fact, SourceRef where) {
    return Finding.unknown(
            this,
            Severity.LOW,
            situation.clusterSubject(),
            "no way out; whether nodes have an artifact cache is not known",
            List.of(new Missing(fact, situation.showCluster())))
        .at(where);
  }

  /// Whether every node can open TCP 80 and 443 of every public address: then nothing is asked name
  /// by name.
  private static boolean isOpen(Situation situation) {
    AddressSet wanted = Space.PUBLIC.and(AddressSet.ALL_V4);
    List<Endpoint.Nodes> asking =
        situation.reach().universe().nodes().stream().filter(nodes -> !nodes.v6()).toList();
    return !asking.isEmpty()
        && asking.stream()
            .allMatch(nodes -> {
              AddressSet sure = AddressSet.EMPTY;
              for (Region region : situation.reach().leaving(nodes, wanted)) {
                if (WEB.implies(region.packets().sure())) {
                  sure = sure.or(region.addresses());
                }
              }
              return wanted.implies(sure);
            });
  }

  private Finding byReach(Situation situation, SourceRef where) {
    return isOpen(situation)
        ? Finding.proved(
                this,
                Severity.LOW,
                situation.clusterSubject(),
                "nodes can open TCP 443 of every public address")
            .at(where)
        : new RequiredNames(this, situation, where).finding();
  }
}
