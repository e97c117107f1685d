package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Fact;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.List;

/// Settings of networks and subnets that bear on names and private endpoints alone. What cannot be
/// read of them is complained of where the network is read.
final class NetworkSettings {
  private final List<ResourceId> ownDns = new ArrayList<>();
  private final List<ResourceId> guardedSubnets = new ArrayList<>();

  /// Source: Microsoft.Network REST API, DhcpOptions: without servers Azure's own DNS answers.
  void addNetwork(AzureResource network) {
    AzureProperties properties = network.properties(new ArrayList<>());
    Fact<List<String>> servers = properties.in("dhcpOptions").texts("dnsServers");
    if (!servers.isLeftOut() && !servers.is(List.of())) {
      ownDns.add(network.id());
    }
    for (AzureProperties part : properties.children("subnets").known().orElse(List.of())) {
      String name = part.text("name").known().orElse("");
      ResourceId id =
          part.id("id").known().orElse(new ResourceId(network.id().text() + "/subnets/" + name));
      add(id, NetworkReader.inner(part));
    }
  }

  void addSubnet(AzureResource subnet) {
    add(subnet.id(), subnet.properties(new ArrayList<>()));
  }

  /// Source: Microsoft.Network REST API, SubnetPropertiesFormat.privateEndpointNetworkPolicies:
  /// Disabled, NetworkSecurityGroupEnabled, RouteTableEnabled or Enabled.
  private void add(ResourceId id, AzureProperties subnet) {
    Fact<String> policies = subnet.text("privateEndpointNetworkPolicies");
    boolean off =
        policies.isLeftOut() || policies.known().filter("Disabled"::equalsIgnoreCase).isPresent();
    if (!off) {
      guardedSubnets.add(id);
    }
  }

  /// The networks that ask DNS servers of their own, or may.
  List<ResourceId> ownDns() {
    return ownDns;
  }

  /// The subnets whose rules hold for private endpoints, or may.
  List<ResourceId> guardedSubnets() {
    return guardedSubnets;
  }
}
