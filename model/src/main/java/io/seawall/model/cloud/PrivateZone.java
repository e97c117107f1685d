package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import java.util.List;

/// A private DNS zone (Microsoft.Network/privateDnsZones) with its addresses.
///
/// @param name such as `privatelink.azurecr.io`
/// @param networks virtual networks that are linked to it
/// @param linksKnown false if it may be linked to others, too
public record PrivateZone(
    ResourceId id,
    String name,
    List<ResourceId> networks,
    boolean linksKnown,
    List<Entry> entries,
    SourceRef where) {
  public PrivateZone {
    networks = List.copyOf(networks);
    entries = List.copyOf(entries);
  }

  /// A name in the zone and its IPv4 addresses.
  ///
  /// @param name relative to the zone; `@` for the zone itself
  public record Entry(String name, List<Address> addresses) {
    public Entry {
      addresses = List.copyOf(addresses);
    }
  }
}
