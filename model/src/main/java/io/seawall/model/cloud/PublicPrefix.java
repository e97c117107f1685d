package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import io.seawall.packets.Cidr;
import java.util.Optional;

/// A block of public addresses (Microsoft.Network/publicIPPrefixes).
///
/// @param block empty while none is assigned
public record PublicPrefix(ResourceId id, Optional<Cidr> block, SourceRef where) {}
