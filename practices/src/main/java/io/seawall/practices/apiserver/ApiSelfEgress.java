package io.seawall.practices.apiserver;

import io.seawall.model.cloud.AksCluster;
import io.seawall.packets.Address;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.AuthorizedRanges;
import io.seawall.reach.EgressAddresses;
import io.seawall.reach.TagTables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The nodes of the cluster can still open their own API: with authorized ranges, the address that
/// they leave by must be one of them. AKS adds that of its load balancer by itself, and no other.
/// With `userDefinedRouting` they leave by the appliance that routes lead to, whose public address
/// no part of the input names, even where the subnet has a NAT gateway: the route wins.
///
/// Source: Microsoft Learn, "Use API server authorized IP ranges in AKS", outbound types.
public final class ApiSelfEgress implements Check {
  @Override
  public Practice practice() {
    return Practice.API_SERVER;
  }

  @Override
  public String code() {
    return "API_SELF_EGRESS";
  }

  @Override
  public String claim() {
    return "the authorized ranges hold the address that the cluster itself leaves by";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    Optional<AksCluster> aks = situation.snapshot().aks();
    Optional<List<String>> ranges =
        aks.filter(cluster -> !cluster.apiServer().privateCluster().is(true))
            .filter(cluster -> !cluster.apiServer().vnetIntegration().is(true))
            .flatMap(cluster -> cluster.apiServer().authorizedIpRanges().known())
            .filter(list -> !list.isEmpty());
    Optional<String> type = aks.flatMap(cluster -> cluster.network().outboundType().known());
    boolean own =
        type.map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> text.contains("natgateway") || text.equals("userdefinedrouting"))
            .isPresent();
    return ranges.isEmpty() || !own
        ? List.of()
        : List.of(
            finding(
                    situation,
                    aks.orElseThrow(),
                    AuthorizedRanges.of(ranges.get(), TagTables.of(situation.snapshot())))
                .at(aks.orElseThrow().apiServer().authorizedIpRanges().where()));
  }

  private Finding finding(Situation situation, AksCluster aks, AuthorizedRanges ranges) {
    String subject = situation.clusterSubject();
    String type = aks.network().outboundType().known().orElse("");
    EgressAddresses own = situation.reach().egressAddresses();
    Optional<Address> missing =
        own.addresses().stream()
            .filter(address -> !ranges.admitted().contains(address))
            .findFirst();
    if (missing.isPresent() && !ranges.unknown().isEmpty()) {
      return Finding.unknown(
          this,
          Severity.MEDIUM,
          subject,
          "nodes leave by " + missing.get() + ", and whom an authorized range admits is not known",
          List.of(
              new Missing(
                  "whom the entry " + ranges.unknown().getFirst() + " admits",
                  "az network list-service-tags -l " + aks.location() + " -o json")));
    }
    if (missing.isPresent()) {
      return Finding.refuted(
              this,
              Severity.MEDIUM,
              subject,
              "nodes leave by " + missing.get() + ", which no authorized range holds")
          .shown(
              new Witness(missing.get().toString(), "apiserver", "tcp/443"),
              List.of(
                  new Step(
                      "authorized IP ranges",
                      "deny",
                      subject,
                      "authorizedIPRanges",
                      Optional.of(aks.apiServer().authorizedIpRanges().where()),
                      "holds " + ranges.written())));
    }
    return own.complete()
        ? Finding.proved(
            this, Severity.MEDIUM, subject, "the address that nodes leave by is authorized")
        : Finding.unknown(
            this,
            Severity.MEDIUM,
            subject,
            "outboundType " + type + ": whether its address is authorized is not known",
            List.of(
                new Missing(
                    "the public addresses that nodes leave by (outboundType " + type + ")",
                    "az network nat gateway list -o json, az network public-ip list -o json; behind"
                        + " a route, the public address of the firewall")));
  }
}
