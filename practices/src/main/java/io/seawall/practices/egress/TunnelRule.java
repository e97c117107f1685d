package io.seawall.practices.egress;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Situation;
import io.seawall.reach.Region;
import io.seawall.reach.TagTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A rule of a firewall for the tunnel that clusters had before konnectivity: UDP 1194 and TCP 9000
/// to the control plane, wherever in Azure it is. It counts as meant, since AKS asked for it, and
/// is told as stale, since clusters of today use TCP 443.
///
/// Source: Microsoft Learn, "Outbound network and FQDN rules for AKS clusters", required network
/// rules.
record TunnelRule(FirewallRule rule) {
  private static final PacketSet TUNNEL =
      PacketSet.to(Protocol.UDP, 1194).or(PacketSet.to(Protocol.TCP, 9000));

  /// @return empty also if other rules, too, let such packets to addresses that are not known
  static Optional<TunnelRule> of(Situation situation) {
    List<FirewallRule> unsure =
        situation.snapshot().facts().azure().firewalls().stream()
            .flatMap(firewall -> firewall.networkRules().stream())
            .filter(rule -> rule.rule().verdict() == Verdict.ALLOW)
            .filter(rule -> !rule.rule().ports().packets().disjoint(TUNNEL))
            .filter(rule -> !rule.doubts().isEmpty() || !isExact(rule.rule().peers()))
            .toList();
    return unsure.stream().allMatch(TunnelRule::isTunnel)
        ? unsure.stream().findFirst().map(TunnelRule::new)
        : Optional.empty();
  }

  private static boolean isExact(Peers peers) {
    return peers instanceof Peers.Addresses || peers instanceof Peers.Everybody;
  }

  private static boolean isTunnel(FirewallRule rule) {
    return rule.doubts().isEmpty()
        && rule.rule().ports().packets().implies(TUNNEL)
        && rule.rule().peers() instanceof Peers.Tag(var name)
        && isAzureCloud(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isAzureCloud(String tag) {
    return tag.equals("azurecloud") || tag.startsWith("azurecloud.");
  }

  /// The same regions without what the rule lets by, perhaps.
  static List<Region> without(Situation situation, List<Region> regions) {
    if (of(situation).isEmpty()) {
      return regions;
    }
    AddressSet behind = behind(situation);
    List<Region> out = new ArrayList<>();
    for (Region region : regions) {
      boolean byRule = region.addresses().implies(behind);
      PacketSet all = region.packets().sure();
      PacketSet sure = byRule ? all.minus(TUNNEL) : all;
      PacketSet possible = region.packets().possible().minus(TUNNEL.minus(sure));
      if (!possible.isEmpty()) {
        out.add(new Region(region.addresses(), new Bounds(sure, possible)));
      }
    }
    return out;
  }

  /// The addresses that tunnel rules alone let such packets to, where tables tell the tag.
  private static AddressSet behind(Situation situation) {
    TagTables tables = TagTables.of(situation.snapshot());
    AddressSet tagged = AddressSet.EMPTY;
    AddressSet others = AddressSet.EMPTY;
    for (AzureFirewall firewall : situation.snapshot().facts().azure().firewalls()) {
      for (FirewallRule rule : firewall.networkRules()) {
        if (rule.rule().verdict() != Verdict.ALLOW
            || rule.rule().ports().packets().disjoint(TUNNEL)) {
          continue;
        }
        switch (rule.rule().peers()) {
          case Peers.Addresses(var addresses) -> others = others.or(addresses.possible());
          case Peers.Tag(var name) ->
              tagged =
                  tagged.or(tables.find(name).map(AddressBounds::sure).orElse(AddressSet.EMPTY));
          case Peers.Everybody _,
              Peers.Pods _,
              Peers.Nodes _,
              Peers.Outside _,
              Peers.AllOf _,
              Peers.AnyOf _,
              Peers.Not _,
              Peers.Block _,
              Peers.ApplicationGroup _,
              Peers.Proxied _,
              Peers.Unknown _ ->
              others = AddressSet.ALL;
        }
      }
    }
    return tagged.minus(others);
  }

  /// What is told of it.
  String note() {
    return "rule "
        + rule.rule().name()
        + " of "
        + rule.object()
        + " lets the old tunnel to all of AzureCloud: stale and over-wide, unless konnectivity is"
        + " missing";
  }
}
