package io.seawall.dialects.firewall;

import io.seawall.model.Bounds;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.FirewallRule.Host;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.List;

/// A rule of a firewall as written.
///
/// Source: Microsoft.Network firewallPolicies/ruleCollectionGroups (NetworkRule, ApplicationRule,
/// NatRule) and azureFirewalls (AzureFirewallNetworkRule, AzureFirewallApplicationRule,
/// AzureFirewallNatRule).
///
/// @param destinations none for rules that speak of names alone
/// @param packets those that it speaks of by protocol and port
/// @param hosts the names that it speaks of
/// @param doubts what is not known of it; it matches perhaps, if there are any
record WrittenRule(
    Kind kind,
    String name,
    List<Address> sources,
    List<Address> destinations,
    Bounds packets,
    List<Host> hosts,
    List<String> doubts,
    SourceRef where) {
  WrittenRule {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    hosts = List.copyOf(hosts);
    doubts = List.copyOf(doubts);
  }

  /// When rules are asked: all of one kind before all of the next.
  ///
  /// Source: Microsoft Learn, "Configure Azure Firewall rules": DNAT, then network, then
  /// application rules, whatever the priorities of their groups.
  enum Kind {
    TRANSLATION,
    NETWORK,
    APPLICATION
  }

  /// One entry of a list of addresses.
  sealed interface Address {
    /// `*`.
    record Every() implements Address {}

    /// An address, a CIDR block or a range.
    record Range(AddressSet addresses) implements Address {}

    /// A service tag, such as `AzureCloud.westeurope`.
    record ServiceTag(String name) implements Address {}

    /// The addresses of an IP group.
    record Members(ResourceId group) implements Address {}

    /// Something that cannot be read, or is known elsewhere only.
    record Unreadable(String missing) implements Address {}
  }

  /// A rule of which nothing can be told. Asked among network rules, it may decide anything.
  static WrittenRule unknown(String name, String missing, SourceRef where) {
    return new WrittenRule(
        Kind.NETWORK,
        name,
        List.of(new Address.Every()),
        List.of(new Address.Every()),
        Bounds.ALL,
        List.of(),
        List.of(missing),
        where);
  }

  /// The same rule with more that is not known of it.
  WrittenRule doubted(List<String> more) {
    List<String> all = new ArrayList<>(doubts);
    all.addAll(more);
    return new WrittenRule(kind, name, sources, destinations, packets, hosts, all, where);
  }

  /// The same rule wherever it stands, for comparisons.
  WrittenRule anywhere() {
    return new WrittenRule(
        kind, name, sources, destinations, packets, hosts, doubts, SourceRef.of("", 0));
  }
}
