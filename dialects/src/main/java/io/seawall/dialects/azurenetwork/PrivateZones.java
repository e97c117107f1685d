package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.PrivateZone;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Private DNS zones while they are put together from documents of the zones, their links and
/// addresses, and from the zone groups of private endpoints.
///
/// Source: Microsoft.Network REST API, PrivateZone, VirtualNetworkLinkProperties,
/// RecordSetProperties and PrivateDnsZoneGroupPropertiesFormat.
final class PrivateZones {
  private final List<Diagnostic> complaints;
  private final Map<ResourceId, Zone> zones = new LinkedHashMap<>();

  /// A zone so far.
  private static final class Zone {
    final SourceRef where;
    final List<ResourceId> networks = new ArrayList<>();
    final List<PrivateZone.Entry> entries = new ArrayList<>();
    boolean linksKnown = true;

    Zone(SourceRef where) {
      this.where = where;
    }
  }

  PrivateZones(List<Diagnostic> complaints) {
    this.complaints = complaints;
  }

  void addZone(AzureResource resource) {
    zone(resource.id(), resource.where());
  }

  /// A link or addresses of a zone; left out where the name of the zone is an expression.
  void addPart(AzureResource resource) {
    Optional<ResourceId> parent = resource.parent();
    if (parent.isEmpty()) {
      return;
    }
    Zone zone = zone(parent.get(), resource.where());
    AzureProperties properties = resource.properties(complaints);
    if (resource.kind() == AzureResource.Kind.ZONE_LINK) {
      Fact<ResourceId> network = properties.reference("virtualNetwork");
      network.known().ifPresent(zone.networks::add);
      zone.linksKnown &= network.known().isPresent() && resource.certain();
    } else {
      Stream<String> texts =
          properties.children("aRecords").known().orElse(List.of()).stream()
              .flatMap(one -> one.text("ipv4Address").known().stream());
      add(zone, resource.name(), texts);
    }
  }

  /// What a private endpoint writes into the zones that it is bound to.
  void addGroup(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    for (AzureProperties one :
        properties.children("privateDnsZoneConfigs").known().orElse(List.of())) {
      AzureProperties config = NetworkReader.inner(one);
      Optional<ResourceId> id = config.id("privateDnsZoneId").known();
      if (id.isEmpty()) {
        continue;
      }
      for (AzureProperties set : config.children("recordSets").known().orElse(List.of())) {
        add(
            zone(id.get(), resource.where()),
            set.text("recordSetName").known().orElse(""),
            set.texts("ipAddresses").known().orElse(List.of()).stream());
      }
    }
  }

  private static void add(Zone zone, String name, Stream<String> texts) {
    List<Address> addresses = texts.flatMap(text -> Address.parse(text).stream()).toList();
    if (!addresses.isEmpty() && !name.isEmpty()) {
      zone.entries.add(new PrivateZone.Entry(name, addresses));
    }
  }

  private Zone zone(ResourceId id, SourceRef where) {
    return zones.computeIfAbsent(id, _ -> new Zone(where));
  }

  List<PrivateZone> close() {
    List<PrivateZone> out = new ArrayList<>();
    zones.forEach((id, zone) ->
        out.add(
            new PrivateZone(
                id, id.name(), zone.networks, zone.linksKnown, zone.entries, zone.where)));
    return out;
  }
}
