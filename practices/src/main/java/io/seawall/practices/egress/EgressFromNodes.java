package io.seawall.practices.egress;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.RouteTable;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.practices.Amounts;
import io.seawall.practices.Check;
import io.seawall.practices.Config;
import io.seawall.practices.Doubts;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Path;
import io.seawall.reach.Region;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// No node can reach more public addresses than the team accepts, by whatever way out Azure gives
/// it. What no Kubernetes policy governs leaves like this: the node itself and pods with
/// hostNetwork.
///
/// Source: Microsoft Learn, "Customize cluster egress with outbound types in AKS".
public final class EgressFromNodes implements Check {
  @Override
  public Practice practice() {
    return Practice.EGRESS;
  }

  @Override
  public String code() {
    return "EGRESS_FROM_NODES";
  }

  @Override
  public String claim() {
    return "no node can reach more of the Internet than is declared";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    if (situation.snapshot().aks().isEmpty()) {
      return situation.snapshot().facts().azure().securityGroups().stream()
          .map(group -> new LoneEgress(this, situation, group).finding())
          .toList();
    }
    List<Finding> findings = new ArrayList<>();
    for (Pool pool : situation.pools()) {
      findings.add(new Judgement(this, situation, pool).finding());
    }
    situation.autoProvisioning().ifPresent(where -> findings.add(unlisted(where)));
    return findings;
  }

  /// Nodes that the cluster makes as pods need them are in no pool, and their subnet is named by an
  /// object of the cluster.
  private Finding unlisted(SourceRef where) {
    return Finding.unknown(
            this,
            Severity.MEDIUM,
            "auto-provisioned nodes",
            "nodeProvisioningProfile Auto makes nodes that no pool lists",
            List.of(
                new Missing(
                    "the subnets of auto-provisioned nodes (AKSNodeClass, spec.vnetSubnetID), and"
                        + " their routes and NAT gateways",
                    "kubectl get aksnodeclasses,nodes -o json, az network vnet list -o json")))
        .at(where);
  }

  private record Shown(Endpoint.Nodes from, Region region) {}

  private record Judgement(Check check, Situation situation, Pool pool) {
    Finding finding() {
      Config.Egress declared = situation.config().egress();
      Reached all = Reached.of(List.of(), declared);
      Optional<Shown> shown = Optional.empty();
      NamesOut names = NamesOut.NONE;
      for (Endpoint.Nodes from : pool.endpoints()) {
        List<Region> regions =
            TunnelRule.without(situation, situation.reach().leavingByAddress(from, Space.PUBLIC));
        names = names.or(NamesOut.of(situation, from));
        Reached one = Reached.of(regions, declared);
        if (shown.isEmpty() || (all.sure().isEmpty() && !one.sure().isEmpty())) {
          shown = Reached.shown(regions, declared).map(region -> new Shown(from, region));
        }
        all = all.or(one);
      }
      if (Reached.tooMany(all.sure(), declared)) {
        return open(all, shown.orElseThrow());
      }
      if (names.open().isPresent()) {
        return named(names.open().get(), true);
      }
      Optional<Finding> beside =
          SideDoor.of(situation, pool).map(door -> door.finding(check, pool));
      if (beside.isPresent()) {
        return beside.get();
      }
      if (Reached.tooMany(all.possible(), declared)) {
        return doubted(all, shown.orElseThrow());
      }
      return names.doubted().isPresent() ? named(names.doubted().get(), false) : proved(all, names);
    }

    private Finding named(NamesOut.Wide wide, boolean sure) {
      return wide.finding(check, Severity.MEDIUM, situation, pool.subject(), pool.asked(), sure);
    }

    private Finding open(Reached all, Shown shown) {
      List<Step> steps = steps(shown);
      Step last = steps.getLast();
      String way = last.object().isEmpty() ? last.text() : route(last) + last.text();
      return Finding.refuted(
              check,
              Severity.MEDIUM,
              pool.subject(),
              Amounts.addresses(all.sure(), "public") + all.ports() + " in reach: " + way)
          .shown(witness(shown), steps)
          .at(place(steps));
    }

    /// `route hole of rt-aks `; the object alone where a route did not decide.
    private String route(Step step) {
      for (RouteTable table : situation.snapshot().facts().azure().routeTables()) {
        for (RouteTable.Route route : table.routes()) {
          if (step.where().equals(Optional.of(route.where()))) {
            return "route " + route.name() + " of " + table.name() + " ";
          }
        }
      }
      return step.object() + " ";
    }

    private Finding doubted(Reached all, Shown shown) {
      List<Step> steps = steps(shown);
      return Finding.unknown(
              check,
              Severity.MEDIUM,
              pool.subject(),
              "may reach " + Amounts.addresses(all.possible(), "public") + all.ports(),
              Doubts.of(situation, steps))
          .shown(witness(shown), steps)
          .at(place(steps));
    }

    private Finding proved(Reached all, NamesOut names) {
      String type =
          situation
              .snapshot()
              .aks()
              .flatMap(aks -> aks.network().outboundType().known())
              .map(text -> "outboundType " + text + ": ")
              .orElse("");
      String summary =
          all.possible().isEmpty()
              ? type + "no public address in reach"
              : type + "at most " + Amounts.addresses(all.possible(), "public") + " in reach";
      String stale = TunnelRule.of(situation).map(rule -> "; " + rule.note()).orElse("");
      return Finding.proved(check, Severity.MEDIUM, pool.subject(), summary + names.text() + stale)
          .at(place(List.of()));
    }

    private Witness witness(Shown shown) {
      return new Witness(
          pool.asked(),
          shown.region.addresses().first().orElseThrow().toString(),
          Reached.example(shown.region.packets()).toString());
    }

    private List<Step> steps(Shown shown) {
      Packet packet = Reached.example(shown.region.packets());
      AddressSet first = AddressSet.of(shown.region.addresses().first().orElseThrow());
      return situation.reach().universe().outside(first).stream()
          .flatMap(to -> situation.reach().paths(shown.from, to).stream())
          .map(Path::hops)
          .findFirst()
          .map(hops -> situation.way(new Path("", true, hops), packet))
          .orElse(List.of());
    }

    private SourceRef place(List<Step> steps) {
      return steps.stream()
          .flatMap(step -> step.where().stream())
          .findFirst()
          .or(() -> pool.azure().map(azure -> azure.where()))
          .orElse(situation.snapshot().aks().orElseThrow().where());
    }
  }
}
