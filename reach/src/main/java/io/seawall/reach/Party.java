package io.seawall.reach;

import io.seawall.packets.AddressSet;
import java.util.Optional;

/// One end of a packet as security groups of Azure see it.
///
/// @param addresses where its address lies
/// @param pool the pool of the node that has the address, or that carries the pod that has it;
///   empty for an address of which nobody knows whose it is
/// @param own whether it is the primary address of the node's network interface for sure
record Party(AddressSet addresses, Optional<String> pool, boolean own) {
  /// Somebody at one of these addresses.
  static Party at(AddressSet addresses) {
    return new Party(addresses, Optional.empty(), false);
  }

  /// A node of a pool.
  static Party node(String pool, AddressSet addresses) {
    return new Party(addresses, Optional.of(pool), true);
  }

  /// A pod on a node of a pool, with an address of its own or with that of its node.
  static Party pod(String pool, AddressSet addresses) {
    return new Party(addresses, Optional.of(pool), false);
  }

  /// The same addresses, whoever has them.
  Party nameless() {
    return at(addresses);
  }
}
