package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.VirtualNetwork.Peering;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the parts of a virtual network, which have the same properties inside it and as resources
/// of their own.
///
/// Source: Microsoft.Network REST API, SubnetPropertiesFormat and
/// VirtualNetworkPeeringPropertiesFormat.
final class NetworkReader {
  private final List<Diagnostic> complaints;

  NetworkReader(List<Diagnostic> complaints) {
    this.complaints = complaints;
  }

  /// The subnets inside a network.
  List<Subnet> subnets(AzureProperties network, ResourceId id) {
    List<Subnet> out = new ArrayList<>();
    for (AzureProperties part : network.children("subnets").known().orElse(List.of())) {
      String name = part.text("name").known().orElse("");
      ResourceId own = part.id("id").known().orElse(new ResourceId(id.text() + "/subnets/" + name));
      out.add(subnet(own, name, inner(part), part.where()));
    }
    return out;
  }

  Subnet subnet(ResourceId id, String name, AzureProperties properties, SourceRef where) {
    return new Subnet(
        id,
        name,
        Prefixes.of(properties, "addressPrefix", "addressPrefixes", complaints),
        properties.reference("networkSecurityGroup"),
        properties.reference("routeTable"),
        properties.reference("natGateway"),
        properties.bool("defaultOutboundAccess"),
        serviceEndpoints(properties),
        where);
  }

  /// Those that reach the service of every tenant: a service endpoint policy names the accounts of
  /// storage that are meant, and of nothing else.
  ///
  /// Source: Microsoft Learn, "Virtual network service endpoint policies for Azure Storage".
  private static List<String> serviceEndpoints(AzureProperties subnet) {
    boolean limited =
        !subnet.children("serviceEndpointPolicies").known().orElse(List.of()).isEmpty();
    return subnet.children("serviceEndpoints").known().orElse(List.of()).stream()
        .flatMap(endpoint -> endpoint.text("service").known().stream())
        .filter(service -> !limited || !lower(service).startsWith("microsoft.storage"))
        .toList();
  }

  /// The peerings inside a network. Where the list of them or of the subnets is not known, one that
  /// may connect anything, since a subnet can hold a gateway, too.
  List<Peering> peerings(AzureProperties network) {
    List<Peering> out = new ArrayList<>();
    for (String list : List.of("virtualNetworkPeerings", "subnets")) {
      if (network.children(list) instanceof Fact.Unresolved<List<AzureProperties>>(var _, var at)) {
        out.add(unknown(at));
      }
    }
    for (AzureProperties part :
        network.children("virtualNetworkPeerings").known().orElse(List.of())) {
      out.add(peering(part.text("name").known().orElse(""), inner(part), part.where()));
    }
    return out;
  }

  /// A peering that may connect anything.
  static Peering unknown(SourceRef where) {
    return new Peering("", Optional.empty(), true, where);
  }

  /// A peering connects nothing while it is not connected on both sides, or with access to the
  /// other network switched off.
  ///
  /// Source: Microsoft Learn, "Create, change, or delete a virtual network peering": peeringState;
  /// without access the tag VirtualNetwork does not hold the other network.
  Peering peering(String name, AzureProperties properties, SourceRef where) {
    Fact<String> state = properties.text("peeringState");
    boolean apart =
        properties.bool("allowVirtualNetworkAccess").is(false)
            || state.known().filter(s -> !s.equalsIgnoreCase("Connected")).isPresent();
    boolean gateway =
        mayBe(properties.bool("allowGatewayTransit"))
            || mayBe(properties.bool("useRemoteGateways"));
    return new Peering(
        name,
        apart ? Optional.of(AddressSet.EMPTY) : remoteSpace(properties),
        !apart && gateway,
        where);
  }

  private static boolean mayBe(Fact<Boolean> fact) {
    return fact.is(true) || fact instanceof Fact.Unresolved<Boolean>;
  }

  /// What the peering connects at present (`remoteAddressSpace`) and what the other network has by
  /// now (`remoteVirtualNetworkAddressSpace`), together.
  private Optional<AddressSet> remoteSpace(AzureProperties peering) {
    Fact<List<String>> synced = peering.in("remoteAddressSpace").texts("addressPrefixes");
    Fact<List<String>> current =
        peering.in("remoteVirtualNetworkAddressSpace").texts("addressPrefixes");
    if (synced.isLeftOut() || current.isLeftOut()) {
      return Prefixes.of(synced.isLeftOut() ? current : synced, complaints);
    }
    return Prefixes.of(synced, complaints)
        .flatMap(space -> Prefixes.of(current, complaints).map(space::or));
  }

  /// The properties of a part, under `properties` or beside its name.
  static AzureProperties inner(AzureProperties part) {
    AzureProperties inner = part.in("properties");
    return inner.fields().isPresent() || inner.expression().isPresent() ? inner : part;
  }

  /// A text that Azure compares without regard to case.
  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
