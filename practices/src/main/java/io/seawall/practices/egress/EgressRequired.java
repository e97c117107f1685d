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

/// Nodes can still reach what AKS needs outside, on TCP 443; a network isolated cluster with an
/// artifact cache needs nothing. The required endpoints are names, so a filter that lets some
/// addresses by and not others leaves it open.
///
/// Source: Microsoft Learn, "Outbound network and FQDN rules for AKS clusters" and "Network
/// isolated AKS clusters" (`bootstrapProfile.artifactSource`).
public final class EgressRequired implements Check {
  private static final PacketSet HTTPS = PacketSet.to(Protocol.TCP, 443);

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
        .shown(new Witness("node", "mcr.microsoft.com", "tcp/443"), List.of())
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

  /// How much of the Internet nodes can open on TCP 443.
  private enum Open {
    ALL,
    SOME,
    NONE
  }

  private static Open open(Situation situation) {
    AddressSet wanted = Space.PUBLIC.and(AddressSet.ALL_V4);
    boolean all = true;
    boolean any = false;
    for (Endpoint.Nodes nodes : situation.reach().universe().nodes()) {
      if (nodes.v6()) {
        continue;
      }
      AddressSet sure = AddressSet.EMPTY;
      for (Region region : situation.reach().leaving(nodes, wanted)) {
        any |= !region.packets().possible().disjoint(HTTPS);
        if (!region.packets().sure().disjoint(HTTPS)) {
          sure = sure.or(region.addresses());
        }
      }
      all &= wanted.implies(sure);
    }
    return all ? Open.ALL : any ? Open.SOME : Open.NONE;
  }

  private Finding byReach(Situation situation, SourceRef where) {
    String subject = situation.clusterSubject();
    return switch (open(situation)) {
      case ALL ->
          Finding.proved(
                  this, Severity.LOW, subject, "nodes can open TCP 443 of every public address")
              .at(where);
      case NONE ->
          Finding.refuted(
                  this,
                  Severity.LOW,
                  subject,
                  "nodes can open TCP 443 of no public address, and AKS requires several")
              .shown(new Witness("node", "mcr.microsoft.com", "tcp/443"), List.of())
              .at(where);
      case SOME ->
          Finding.unknown(
                  this,
                  Severity.LOW,
                  subject,
                  "whether nodes reach the endpoints that AKS requires is not known",
                  List.of(
                      new Missing(
                          "what the rules on the way let by to mcr.microsoft.com,"
                              + " management.azure.com and the other required names",
                          "az network firewall policy rule-collection-group list -o json (to read yourself)")))
              .at(where);
    };
  }
}
