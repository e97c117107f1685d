package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureResource;
import io.seawall.dialects.AzureResources;
import io.seawall.dialects.Dialect;
import io.seawall.dialects.firewall.WrittenRule.Kind;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.document.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads firewalls, policies, groups of rule collections and IP groups, and puts them together at
/// the end.
final class FirewallReading implements Dialect.Reading {
  private final List<Diagnostic> complaints = new ArrayList<>();
  private final Map<ResourceId, WrittenFirewall> firewalls = new LinkedHashMap<>();
  private final Map<ResourceId, AddressGroup> addressGroups = new LinkedHashMap<>();
  private final Policies policies = new Policies(complaints);

  @Override
  public boolean accept(Document document) {
    boolean taken = false;
    for (AzureResource resource : AzureResources.of(document)) {
      switch (resource.kind()) {
        case FIREWALL -> take(WrittenFirewall.read(resource, complaints));
        case FIREWALL_POLICY -> policies.addPolicy(resource);
        case RULE_COLLECTION_GROUP -> policies.addGroup(resource);
        case ADDRESS_GROUP ->
            addressGroups.merge(
                resource.id(),
                AddressGroup.read(resource, complaints),
                (before, again) -> before.joined(again, resource.name()));
        case MANAGED_CLUSTER,
            AGENT_POOL,
            SECURITY_GROUP,
            SECURITY_RULE,
            DEFAULT_SECURITY_RULE,
            VIRTUAL_NETWORK,
            SUBNET,
            PEERING,
            ROUTE_TABLE,
            ROUTE,
            NETWORK_INTERFACE,
            SCALE_SET,
            PUBLIC_PREFIX,
            LOAD_BALANCER,
            PRIVATE_ZONE,
            ZONE_LINK,
            ZONE_ADDRESSES,
            ZONE_GROUP,
            PUBLIC_ADDRESS,
            NAT_GATEWAY,
            DEPLOYMENT,
            OTHER,
            ADMIN_CONFIGURATION,
            ADMIN_COLLECTION,
            ADMIN_RULE,
            NETWORK_GROUP,
            STATIC_MEMBER -> {
          continue;
        }
      }
      taken = true;
    }
    return taken;
  }

  /// Two documents of one firewall are one if they say the same.
  private void take(WrittenFirewall firewall) {
    WrittenFirewall before = firewalls.putIfAbsent(firewall.id(), firewall);
    if (before != null && !before.sameAs(firewall)) {
      firewalls.put(firewall.id(), before.doubted());
      complaints.add(
          Policies.twice("Azure Firewall " + firewall.name(), firewall.where(), before.where()));
    }
  }

  @Override
  public Parsed<Facts> close() {
    Meaning meaning = new Meaning(addressGroups);
    List<AzureFirewall> out =
        firewalls.values().stream().map(firewall -> close(firewall, meaning)).toList();
    return new Parsed<>(
        new Facts(Facts.NONE.kubernetes(), Facts.NONE.azure().withFirewalls(out)), complaints);
  }

  private AzureFirewall close(WrittenFirewall written, Meaning meaning) {
    Policies.Chain rules =
        written.policy().known().isPresent()
            ? policies.chain(written.policy().known().get(), written.where(), meaning)
            : new Policies.Chain(
                meaning.of(written.groups(), "Azure Firewall " + written.name()),
                written.dnsProxy(),
                written.mayStop());
    if (!rules.dnsProxy()) {
      rules.of(Kind.NETWORK).stream()
          .filter(rule -> !rule.hosts().isEmpty() && rule.doubts().isEmpty())
          .forEach(rule -> complaints.add(withoutProxy(rule)));
    }
    return new AzureFirewall(
        written.id(),
        written.name(),
        written.policy().known(),
        written.privateAddresses(),
        written.subnet().known(),
        written.publicAddresses(),
        rules.of(Kind.TRANSLATION),
        rules.of(Kind.NETWORK),
        rules.of(Kind.APPLICATION),
        rules.mayStop(),
        written.where());
  }

  /// Source: Microsoft Learn, "Use FQDN filtering in network rules": DNS proxy is required.
  private static Diagnostic withoutProxy(FirewallRule rule) {
    return Diagnostic.warning(
        "NAMES_WITHOUT_DNS_PROXY",
        rule.rule().where(),
        "destinationFqdns in a network rule, and no DNS proxy",
        "dnsSettings.enableProxy true, and clients that ask the firewall",
        "without it the firewall and its clients may see different addresses");
  }
}
