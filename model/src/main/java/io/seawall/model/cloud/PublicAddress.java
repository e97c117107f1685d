package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import java.util.Optional;

/// A public IP address (Microsoft.Network/publicIPAddresses).
///
/// @param address empty while none is assigned
public record PublicAddress(ResourceId id, Optional<Address> address, SourceRef where) {}
