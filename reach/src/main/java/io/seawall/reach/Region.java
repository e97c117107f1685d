package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.packets.AddressSet;

/// Addresses outside of the cluster that all get the same packets.
///
/// @param addresses of one family; at least one
/// @param packets never [Bounds#NONE]
public record Region(AddressSet addresses, Bounds packets) {}
