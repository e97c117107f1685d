package io.seawall.practices;

import io.seawall.model.policy.Peers;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The address space cut wherever a rule or a route of Azure begins or ends to hold: addresses of
/// one part get the same answer from Azure.
public final class Cuts {
  private final TreeSet<Address> starts = new TreeSet<>();

  /// Cuts at both ends of each range of the set.
  public void at(AddressSet set) {
    for (AddressRange range : set.ranges()) {
      starts.add(range.first());
      range.last().next().ifPresent(starts::add);
    }
  }

  /// Cuts wherever the addresses that are meant begin or end.
  public void at(Peers peers) {
    peers.parts().forEach(this::at);
  }

  private void at(Peers.Part part) {
    switch (part) {
      case Peers.Addresses(var addresses) -> {
        at(addresses.sure());
        at(addresses.possible());
      }
      case Peers.Block block -> at(block.addresses());
      case Peers.Everybody _,
          Peers.Proxied _,
          Peers.ApplicationGroup _,
          Peers.Unknown _,
          Peers.Tag _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _ -> {}
    }
  }

  /// The parts of a space, in order.
  public List<AddressRange> parts(AddressSet space) {
    List<AddressRange> parts = new ArrayList<>();
    for (AddressRange range : space.ranges()) {
      Address from = range.first();
      for (Address start : starts.subSet(range.first(), false, range.last(), true)) {
        parts.add(new AddressRange(from, start.previous().orElseThrow()));
        from = start;
      }
      parts.add(new AddressRange(from, range.last()));
    }
    return parts;
  }
}
