package io.seawall.practices.egress;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Amounts;
import io.seawall.practices.Check;
import io.seawall.practices.Config;
import io.seawall.practices.Doubts;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.practices.Situation.PodsOf;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Path;
import io.seawall.reach.Region;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// No workload can reach more public addresses than the team accepts: those it declares, or as many
/// as the threshold says where it declares none.
///
/// Source: RFC 6890 and the IANA registries for what is public.
public final class EgressFromPod implements Check {
  private static final PacketSet DNS = PacketSet.to(Protocol.UDP, 53);
  private static final String WAY_OUT =
      "the AKS cluster is not in the input: outboundType is taken as loadBalancer, its default";

  @Override
  public Practice practice() {
    return Practice.EGRESS;
  }

  @Override
  public String code() {
    return "EGRESS_FROM_POD";
  }

  @Override
  public String claim() {
    return "no workload can reach more of the Internet than is declared";
  }

  @Override
  public boolean judgesPolicies() {
    return true;
  }

  @Override
  public List<Finding> judge(Situation situation) {
    IdentityHashMap<List<Region>, Spread> known = new IdentityHashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Workload workload : situation.ownWorkloads()) {
      findings.add(new Judgement(this, situation, workload, known).finding());
    }
    if (situation.podsOf() == PodsOf.SOME_POLICIES
        || (findings.isEmpty() && situation.hasCluster())) {
      findings.add(
          Finding.unknown(
              this,
              Severity.HIGH,
              situation.clusterSubject(),
              situation.untoldPods(),
              List.of(situation.pods())));
    }
    return findings;
  }

  /// What regions come to, once for all workloads that get the same ones.
  private record Spread(
      Reached reached, Optional<Region> shown, boolean open, boolean doubted, String amount) {
    static Spread of(List<Region> regions, Config.Egress declared) {
      return of(Reached.of(regions, declared), Reached.shown(regions, declared), declared);
    }

    static Spread of(Reached reached, Optional<Region> shown, Config.Egress declared) {
      boolean open = Reached.tooMany(reached.sure(), declared);
      return new Spread(
          reached,
          shown,
          open,
          Reached.tooMany(reached.possible(), declared),
          Amounts.addresses(open ? reached.sure() : reached.possible(), "public")
              + reached.ports());
    }

    Spread or(Spread that, Config.Egress declared) {
      boolean here = shown.isPresent() && (!reached.sure().isEmpty() || that.shown.isEmpty());
      return of(reached.or(that.reached), here ? shown : that.shown, declared);
    }
  }

  /// Where packets of one endpoint can go, and the first place that shows it.
  private record Shown(Endpoint from, Region region) {}

  private record Judgement(
      Check check,
      Situation situation,
      Workload workload,
      IdentityHashMap<List<Region>, Spread> known) {
    Finding finding() {
      Config.Egress declared = situation.config().egress();
      IdentityHashMap<Spread, Endpoint> spreads = new IdentityHashMap<>();
      for (Endpoint from : situation.reach().universe().of(workload.id())) {
        List<Region> regions = situation.reach().leaving(from, Space.PUBLIC);
        spreads.putIfAbsent(known.computeIfAbsent(regions, key -> Spread.of(key, declared)), from);
      }
      Spread all = Spread.of(List.of(), declared);
      Optional<Shown> shown = Optional.empty();
      for (Map.Entry<Spread, Endpoint> entry : spreads.entrySet()) {
        Spread one = entry.getKey();
        if (shown.isEmpty() || (all.reached.sure().isEmpty() && !one.reached.sure().isEmpty())) {
          shown = one.shown.map(region -> new Shown(entry.getValue(), region));
        }
        all = spreads.size() == 1 ? one : all.or(one, declared);
      }
      if (all.open) {
        return open(all, shown.orElseThrow());
      }
      if (all.doubted) {
        return doubted(all, shown.orElseThrow());
      }
      Optional<Finding> beside = beside(declared);
      return beside.isPresent() ? beside.get() : proved(all);
    }

    /// What policies let out leaves by a NAT gateway, whatever the outbound type says.
    private Optional<Finding> beside(Config.Egress declared) {
      List<SideDoor> doors = SideDoor.natGateways(situation);
      Reached out = doors.isEmpty() ? Reached.of(List.of(), declared) : byPolicies(declared);
      if (!Reached.tooMany(out.possible(), declared)) {
        return Optional.empty();
      }
      Optional<SideDoor> doubted =
          doors.stream().filter(door -> !door.missing().isEmpty()).findFirst();
      SideDoor door = doubted.orElse(doors.getFirst());
      String subject = workload.id().toString();
      boolean open =
          doubted.isEmpty()
              && doors.size() == situation.pools().size()
              && Address.parse(door.to()).filter(out.sure()::contains).isPresent();
      List<Missing> missing =
          doubted.isPresent()
              ? door.missing()
              : List.of(
                  new Missing(
                      "which nodes the pods run on, and what their routes cover",
                      "kubectl get pods,nodes -A -o json"));
      Finding finding =
          open
              ? Finding.refuted(
                  check, Severity.HIGH, subject, "no policy stops it: " + door.summary())
              : Finding.unknown(check, Severity.HIGH, subject, door.summary(), missing);
      Step step =
          new Step(
              "way out of Azure",
              open ? "allow" : "unknown",
              door.object(),
              door.where().field(),
              Optional.of(door.where()),
              door.summary());
      return Optional.of(
          finding
              .shown(
                  new Witness(subject, door.to(), Reached.example(out.packets()).toString()),
                  List.of(step))
              .at(door.where()));
    }

    private Reached byPolicies(Config.Egress declared) {
      List<Region> regions = new ArrayList<>();
      for (Endpoint from : situation.reach().universe().of(workload.id())) {
        for (Endpoint.Outside to : situation.reach().universe().outside(Space.PUBLIC)) {
          regions.add(
              new Region(
                  AddressSet.of(List.of(to.addresses())), situation.reach().policies(from, to)));
        }
      }
      return Reached.of(
          regions.stream().filter(region -> !region.packets().possible().isEmpty()).toList(),
          declared);
    }

    private Finding open(Spread all, Shown shown) {
      String summary =
          workload.hostNetwork()
              ? "uses hostNetwork and leaves with its node: " + all.amount
              : "reaches " + all.amount;
      List<String> taken = situation.snapshot().aks().isPresent() ? List.of() : List.of(WAY_OUT);
      return shown(
          Finding.refuted(check, Severity.HIGH, workload.id().toString(), summary).assuming(taken),
          shown);
    }

    private Finding doubted(Spread all, Shown shown) {
      Witness witness = witness(shown);
      List<Step> steps = steps(shown);
      return Finding.unknown(
              check,
              Severity.HIGH,
              workload.id().toString(),
              "may reach " + all.amount,
              Doubts.of(situation, steps))
          .shown(witness, steps)
          .at(place(steps));
    }

    private Finding proved(Spread all) {
      String dns =
          situation.reach().universe().of(workload.id()).stream()
                  .allMatch(from -> situation.reach().sent(from).possible().disjoint(DNS))
              ? ", nor DNS: it cannot resolve a name"
              : "";
      String summary =
          all.reached.possible().isEmpty()
              ? "reaches no public address" + dns
              : "reaches at most " + all.amount;
      return Finding.proved(check, Severity.HIGH, workload.id().toString(), summary)
          .assuming(List.of(situation.allPods()))
          .at(workload.where());
    }

    private Finding shown(Finding finding, Shown shown) {
      List<Step> steps = steps(shown);
      return finding.shown(witness(shown), steps).at(place(steps));
    }

    private Witness witness(Shown shown) {
      return new Witness(
          workload.id().toString(),
          shown.region.addresses().first().orElseThrow().toString(),
          Reached.example(shown.region.packets()).toString());
    }

    /// The way of the example; of several the first that it gets through for sure.
    private List<Step> steps(Shown shown) {
      Packet packet = Reached.example(shown.region.packets());
      List<Path> paths =
          situation
              .reach()
              .universe()
              .outside(shown.region.addresses().first().orElseThrow())
              .map(to -> situation.reach().paths(shown.from, to))
              .orElse(List.of());
      return paths.stream()
          .filter(path -> path.packets().sure().contains(packet))
          .findFirst()
          .or(() ->
              paths.stream().filter(path -> path.packets().possible().contains(packet)).findFirst())
          .map(path -> situation.way(path, packet))
          .orElse(List.of());
    }

    private SourceRef place(List<Step> steps) {
      return steps.stream()
          .flatMap(step -> step.where().stream())
          .findFirst()
          .orElse(workload.where());
    }
  }
}
