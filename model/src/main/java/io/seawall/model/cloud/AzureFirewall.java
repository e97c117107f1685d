package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An Azure Firewall (Microsoft.Network/azureFirewalls) with all rules that are in force on it: its
/// own, or those of its policy and of the policies that this one inherits from.
///
/// Rules of one kind stand in the order in which they are asked. The kinds are asked one after the
/// other: translation first, then network rules, then application rules; what no rule speaks of is
/// denied.
///
/// Source: Microsoft Learn, "Configure Azure Firewall rules", rule processing logic.
///
/// @param policy the policy that its rules are from; empty for rules of its own
/// @param privateAddresses that routes name as their next hop; none if the input does not tell them
/// @param subnet where it stands; empty if the input does not tell, and in a virtual hub
/// @param publicAddresses ids of the addresses that it sends from
/// @param translations DNAT rules; `local` is the source, `peers` the destination before
///   translation
/// @param networkRules rules by address, protocol and port
/// @param applicationRules rules by the name that a request over HTTP, HTTPS or SQL asks for
/// @param mayStop what else may stop what rules allow, such as `threatIntelMode Deny`
public record AzureFirewall(
    ResourceId id,
    String name,
    Optional<ResourceId> policy,
    List<Address> privateAddresses,
    Optional<ResourceId> subnet,
    List<ResourceId> publicAddresses,
    List<FirewallRule> translations,
    List<FirewallRule> networkRules,
    List<FirewallRule> applicationRules,
    List<String> mayStop,
    SourceRef where) {
  public AzureFirewall {
    privateAddresses = List.copyOf(privateAddresses);
    publicAddresses = List.copyOf(publicAddresses);
    translations = List.copyOf(translations);
    networkRules = List.copyOf(networkRules);
    applicationRules = List.copyOf(applicationRules);
    mayStop = List.copyOf(mayStop);
  }

  /// The rules of all kinds.
  public List<FirewallRule> rules() {
    return Stream.of(translations, networkRules, applicationRules).flatMap(List::stream).toList();
  }

  /// `Azure Firewall fw-hub`.
  public String title() {
    return "Azure Firewall " + name;
  }
}
