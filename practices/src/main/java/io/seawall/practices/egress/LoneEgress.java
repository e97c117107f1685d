package io.seawall.practices.egress;

import io.seawall.model.Bounds;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Rule;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.practices.Amounts;
import io.seawall.practices.Check;
import io.seawall.practices.Config;
import io.seawall.practices.Cuts;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.GroupAlone;
import io.seawall.practices.GroupAlone.Peer;
import io.seawall.practices.Situation;
import io.seawall.reach.Region;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A security group in an input without a cluster: what its outbound rules alone let out of the
/// machines that it guards.
record LoneEgress(Check check, Situation situation, SecurityGroup group) {
  Finding finding() {
    Config.Egress declared = situation.config().egress();
    List<Region> regions = regions();
    Reached all = Reached.of(regions, declared);
    if (Reached.tooMany(all.sure(), declared)) {
      return shown(
          Finding.refuted(
              check,
              Severity.MEDIUM,
              subject(),
              "lets out to " + Amounts.addresses(all.sure(), "public") + all.ports()),
          Reached.shown(regions, declared).orElseThrow());
    }
    if (Reached.tooMany(all.possible(), declared)) {
      return shown(
          Finding.unknown(
              check,
              Severity.MEDIUM,
              subject(),
              "may let out to " + Amounts.addresses(all.possible(), "public") + all.ports(),
              List.of(
                  new Missing(
                      "which addresses a rule of the group means",
                      "az network list-service-tags -l LOCATION -o json (to read yourself)"))),
          Reached.shown(regions, declared).orElseThrow());
    }
    return Finding.proved(
            check,
            Severity.MEDIUM,
            subject(),
            all.possible().isEmpty()
                ? "lets nothing out to a public address"
                : "lets out to at most " + Amounts.addresses(all.possible(), "public"))
        .at(group.where());
  }

  private String subject() {
    return "nsg " + group.name();
  }

  private GroupAlone alone() {
    return new GroupAlone(group, Direction.EGRESS);
  }

  /// What gets out from some machine that the group guards, wherever that is.
  private List<Region> regions() {
    Cuts cuts = new Cuts();
    group.rules(Direction.EGRESS).forEach(rule -> cuts.at(rule.peers()));
    List<Region> regions = new ArrayList<>();
    for (AddressRange part : cuts.parts(Space.PUBLIC)) {
      Bounds packets = Bounds.NONE;
      for (AddressSet local : alone().locals()) {
        packets = packets.or(alone().packets(peer(part), local));
      }
      if (!packets.equals(Bounds.NONE)) {
        regions.add(new Region(AddressSet.of(List.of(part)), packets));
      }
    }
    return regions;
  }

  private static Peer peer(AddressRange part) {
    return Peer.outside(AddressSet.of(List.of(part)));
  }

  private Finding shown(Finding finding, Region region) {
    Packet packet = Reached.example(region.packets());
    AddressRange range = region.addresses().ranges().getFirst();
    Optional<Rule> rule =
        alone().locals().stream()
            .flatMap(local -> alone().decider(peer(range), local, packet).stream())
            .findFirst();
    List<Step> steps =
        rule
            .map(one ->
                new Step(
                    "NSG outbound",
                    finding.missing().isEmpty() ? "allow" : "unknown",
                    group.title(),
                    one.where().field(),
                    Optional.of(one.where()),
                    "lets it out"))
            .stream()
            .toList();
    return finding
        .shown(new Witness(subject(), range.first().toString(), packet.toString()), steps)
        .at(rule.map(Rule::where).orElse(group.where()));
  }
}
