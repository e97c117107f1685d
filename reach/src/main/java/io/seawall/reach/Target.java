package io.seawall.reach;

import io.seawall.packets.AddressSet;

/// Where a packet goes.
///
/// @param addresses where its destination lies
/// @param asked by what its sender asks for it
record Target(AddressSet addresses, Asked asked) {
  /// By what a request asks for its receiver, which a filter of requests looks at (the server name
  /// of TLS, the Host of HTTP).
  sealed interface Asked {
    /// By this name, in lower case; by some name that ends like it, if it starts with `*`.
    record ByName(String name) implements Asked {}

    /// By its address alone.
    record ByAddress() implements Asked {}

    /// By any name that leads there, or by none.
    record Somehow() implements Asked {}
  }

  /// Other addresses, asked for in the same way.
  Target in(AddressSet others) {
    return new Target(others, asked);
  }
}
