package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.dialects.AzureResources;
import io.seawall.dialects.Dialect;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.NetworkInterface;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cloud.OutboundBalancer;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.PublicPrefix;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.ServiceTags;
import io.seawall.model.document.Document;
import io.seawall.packets.Address;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads resources of the network, and puts parts that stand apart into their networks and tables
/// at the end.
final class AzureNetworkReading implements Dialect.Reading {
  private final List<Diagnostic> complaints = new ArrayList<>();
  private final Networks networks = new Networks(complaints);
  private final RouteTables routeTables = new RouteTables(complaints);
  private final Map<ResourceId, ScaleSet> scaleSets = new LinkedHashMap<>();
  private final List<PublicAddress> publicAddresses = new ArrayList<>();
  private final List<NatGateway> natGateways = new ArrayList<>();
  private final List<OtherResource> others = new ArrayList<>();
  private final List<NetworkInterface> interfaces = new ArrayList<>();
  private final List<ServiceTags> serviceTags = new ArrayList<>();
  private final PrivateZones zones = new PrivateZones(complaints);
  private final NetworkSettings settings = new NetworkSettings();
  private final List<OutboundBalancer> balancers = new ArrayList<>();
  private final List<PublicPrefix> prefixes = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    if (ServiceTagReader.isTable(document)) {
      serviceTags.add(ServiceTagReader.read(document, complaints));
      return true;
    }
    List<AzureResource> resources = AzureResources.of(document);
    boolean taken = false;
    for (AzureResource resource : resources) {
      switch (resource.kind()) {
        case VIRTUAL_NETWORK -> {
          networks.addNetwork(resource);
          settings.addNetwork(resource);
        }
        case SUBNET -> {
          networks.addSubnet(resource);
          settings.addSubnet(resource);
        }
        case PEERING -> networks.addPeering(resource);
        case ROUTE_TABLE -> routeTables.addTable(resource);
        case ROUTE -> routeTables.addRoute(resource);
        case NETWORK_INTERFACE -> interfaces.add(networkInterface(resource));
        case SCALE_SET -> take(ScaleSetReader.read(resource, complaints));
        case PUBLIC_ADDRESS -> publicAddresses.add(publicAddress(resource));
        case PUBLIC_PREFIX -> prefixes.add(publicPrefix(resource));
        case LOAD_BALANCER -> balancers.add(BalancerReader.read(resource, complaints));
        case PRIVATE_ZONE -> zones.addZone(resource);
        case ZONE_LINK, ZONE_ADDRESSES -> zones.addPart(resource);
        case ZONE_GROUP -> zones.addGroup(resource);
        case NAT_GATEWAY -> natGateways.add(natGateway(resource));
        case OTHER, DEPLOYMENT -> others.add(other(resource));
        case MANAGED_CLUSTER,
            AGENT_POOL,
            SECURITY_GROUP,
            SECURITY_RULE,
            DEFAULT_SECURITY_RULE,
            FIREWALL,
            FIREWALL_POLICY,
            RULE_COLLECTION_GROUP,
            ADDRESS_GROUP,
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
    Optional<Diagnostic> refusal = resources.isEmpty() ? Refusal.of(document) : Optional.empty();
    refusal.ifPresent(complaints::add);
    return taken || refusal.isPresent();
  }

  /// Two documents of one scale set are one; what they tell differently is not known.
  private void take(ScaleSet set) {
    ScaleSet before = scaleSets.putIfAbsent(set.id(), set);
    if (before == null) {
      return;
    }
    ScaleSet both =
        new ScaleSet(
            before.id(),
            before.name(),
            before.pool(),
            Fact.joined(before.securityGroup(), set.securityGroup()),
            Fact.joined(before.subnet(), set.subnet()),
            Fact.joined(before.applicationGroups(), set.applicationGroups()),
            Fact.joined(before.podApplicationGroups(), set.podApplicationGroups()),
            before.where());
    if (!both.equals(before)) {
      complaints.add(Twice.told("scale set " + set.name(), set.where(), before.where()));
    }
    scaleSets.put(set.id(), both);
  }

  private PublicPrefix publicPrefix(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    return new PublicPrefix(
        resource.id(), properties.text("ipPrefix").known().flatMap(Cidr::parse), resource.where());
  }

  private static OtherResource other(AzureResource resource) {
    return new OtherResource(resource.id(), resource.type(), resource.name(), resource.where());
  }

  private PublicAddress publicAddress(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    Fact<String> text = properties.text("ipAddress");
    Optional<Address> address = text.known().filter(t -> !t.isEmpty()).flatMap(Address::parse);
    if (address.isEmpty() && text.known().filter(t -> !t.isEmpty()).isPresent()) {
      complaints.add(
          Diagnostic.error(
              "ADDRESS_PREFIX",
              text.where(),
              "the text \"" + text.known().orElse("") + "\"",
              "an IP address",
              ""));
    }
    return new PublicAddress(resource.id(), address, resource.where());
  }

  /// Source: Microsoft.Network REST API, NetworkInterfaceIPConfigurationPropertiesFormat.
  private NetworkInterface networkInterface(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    List<NetworkInterface.Configuration> configurations =
        properties.children("ipConfigurations").known().orElse(List.of()).stream()
            .map(NetworkReader::inner)
            .map(one ->
                new NetworkInterface.Configuration(
                    one.text("privateIPAddress").known().flatMap(Address::parse),
                    one.reference("subnet"),
                    one.references("applicationSecurityGroups")))
            .toList();
    properties.reportMisspelt();
    return new NetworkInterface(resource.id(), resource.name(), configurations, resource.where());
  }

  /// Source: Microsoft.Network REST API, NatGatewayPropertiesFormat.
  private NatGateway natGateway(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    Fact<List<AzureProperties>> written = properties.children("publicIpAddresses");
    List<ResourceId> ids = new ArrayList<>();
    boolean complete =
        !(written instanceof Fact.Unresolved<List<AzureProperties>>)
            && properties.children("publicIpPrefixes").known().orElse(List.of()).isEmpty();
    for (AzureProperties address : written.known().orElse(List.of())) {
      Optional<ResourceId> id = address.id("id").known();
      id.ifPresent(ids::add);
      complete &= id.isPresent();
    }
    return new NatGateway(resource.id(), resource.name(), ids, complete, resource.where());
  }

  @Override
  public Parsed<Facts> close() {
    Facts.Azure azure =
        new Facts.Azure(
            List.of(),
            List.of(),
            networks.close(),
            List.of(),
            routeTables.close(),
            List.copyOf(scaleSets.values()),
            publicAddresses,
            natGateways,
            others);
    Facts.Surroundings surroundings =
        new Facts.Surroundings(
            interfaces,
            serviceTags,
            zones.close(),
            settings.ownDns(),
            settings.guardedSubnets(),
            balancers,
            prefixes);
    return new Parsed<>(
        new Facts(Facts.NONE.kubernetes(), azure.withSurroundings(surroundings)), complaints);
  }
}
