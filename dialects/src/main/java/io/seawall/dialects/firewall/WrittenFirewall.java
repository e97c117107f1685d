package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.dialects.firewall.WrittenRule.Kind;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A firewall as written.
///
/// @param policy left out if the rules are its own
/// @param groups rules of its own, each kind a group
/// @param subnet of its first address
record WrittenFirewall(
    ResourceId id,
    String name,
    Fact<ResourceId> policy,
    List<Address> privateAddresses,
    Fact<ResourceId> subnet,
    List<ResourceId> publicAddresses,
    List<CollectionGroup> groups,
    boolean dnsProxy,
    List<String> mayStop,
    SourceRef where) {

  /// Source: Microsoft.Network REST API, AzureFirewallPropertiesFormat.
  static WrittenFirewall read(AzureResource resource, List<Diagnostic> complaints) {
    AzureProperties properties = resource.properties(complaints);
    List<Address> privates = new ArrayList<>();
    List<ResourceId> publics = new ArrayList<>();
    Fact<ResourceId> subnet = new Fact.Absent<>(resource.where());
    for (AzureProperties part : properties.children("ipConfigurations").known().orElse(List.of())) {
      AzureProperties configuration = CollectionReader.inner(part);
      address(configuration.text("privateIPAddress")).ifPresent(privates::add);
      configuration.reference("publicIPAddress").known().ifPresent(publics::add);
      subnet = subnet.known().isPresent() ? subnet : configuration.reference("subnet");
    }
    address(properties.in("hubIPAddresses").text("privateIPAddress")).ifPresent(privates::add);
    Fact<ResourceId> policy = properties.reference("firewallPolicy");
    List<String> mayStop =
        FirewallPolicy.isDeny(properties.text("threatIntelMode"))
            ? List.of("threatIntelMode Deny")
            : List.of();
    boolean proxy =
        properties
            .in("additionalProperties")
            .text("Network.DNS.EnableProxy")
            .known()
            .filter("true"::equalsIgnoreCase)
            .isPresent();
    WrittenFirewall firewall =
        new WrittenFirewall(
            resource.id(),
            resource.name(),
            policy,
            privates,
            subnet,
            publics,
            classic(resource, properties, policy, new CollectionReader(complaints)),
            proxy,
            mayStop,
            resource.where());
    properties.reportMisspelt();
    return firewall;
  }

  private static Optional<Address> address(Fact<String> text) {
    return text.known().flatMap(Address::parse);
  }

  /// The rules of a firewall without a policy: three lists, which an answer of the service gives in
  /// full.
  private static List<CollectionGroup> classic(
      AzureResource resource,
      AzureProperties properties,
      Fact<ResourceId> policy,
      CollectionReader reader) {
    if (policy instanceof Fact.Unresolved<ResourceId>(var expression, var at)) {
      return List.of(
          CollectionGroup.unknown(
              resource.id(),
              "the policy of firewall " + resource.name() + " is " + expression,
              at));
    }
    boolean expected = !resource.template();
    List<RuleCollection> all = new ArrayList<>();
    all.addAll(
        reader.collections(
            properties, "natRuleCollections", Optional.of(Kind.TRANSLATION), expected));
    all.addAll(
        reader.collections(
            properties, "networkRuleCollections", Optional.of(Kind.NETWORK), expected));
    all.addAll(
        reader.collections(
            properties, "applicationRuleCollections", Optional.of(Kind.APPLICATION), expected));
    List<String> doubts =
        resource.certain() ? List.of() : List.of("whether firewall " + resource.name() + " exists");
    return List.of(
        new CollectionGroup(
            resource.id(), Optional.empty(), Optional.of(0), all, doubts, resource.where()));
  }

  /// Whether another description of the firewall says the same.
  boolean sameAs(WrittenFirewall other) {
    return Fact.joined(policy, other.policy).equals(policy)
        && privateAddresses.equals(other.privateAddresses)
        && groups.size() == other.groups.size()
        && groups.getFirst().sameAs(other.groups.getFirst());
  }

  /// The same firewall with rules of which nothing can be told.
  WrittenFirewall doubted() {
    String missing = "two documents describe firewall " + name + " differently";
    return new WrittenFirewall(
        id,
        name,
        new Fact.Absent<>(where),
        privateAddresses,
        subnet,
        publicAddresses,
        List.of(CollectionGroup.unknown(id, missing, where)),
        dnsProxy,
        mayStop,
        where);
  }
}
