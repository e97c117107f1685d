package io.seawall.reach;

import io.seawall.model.SourceRef;
import io.seawall.packets.PacketSet;
import java.util.Optional;

/// An object that has a proxy lead requests to a port of some pods.
///
/// @param object such as `Ingress shop/web`
/// @param led the packets that come to the pods
/// @param doubt why it is not sure that requests are led on; empty if it is
record Lead(String object, SourceRef where, PacketSet led, Proxy proxy, Optional<String> doubt) {}
