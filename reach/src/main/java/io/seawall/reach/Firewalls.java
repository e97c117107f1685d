package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.packets.Address;
import java.util.List;
import java.util.Optional;

/// The firewalls of the input by the addresses that routes lead to.
final class Firewalls {
  private final List<AzureFirewall> all;
  private final Addressing addressing;

  Firewalls(Snapshot snapshot, Addressing addressing) {
    this.all = snapshot.facts().azure().firewalls();
    this.addressing = addressing;
  }

  /// The firewall with this private address; where no document tells the address of a firewall, the
  /// one in whose subnet it lies, since nothing but a firewall can stand in that.
  ///
  /// Source: Microsoft Learn, "Azure Firewall FAQ": AzureFirewallSubnet is for the firewall alone.
  ///
  /// @return empty also if there are several
  Optional<AzureFirewall> at(String nextHopAddress) {
    Optional<Address> address = Address.parse(nextHopAddress);
    List<AzureFirewall> found =
        all.stream()
            .filter(firewall -> address.filter(one -> isAt(firewall, one)).isPresent())
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private boolean isAt(AzureFirewall firewall, Address address) {
    return firewall.privateAddresses().isEmpty()
        ? firewall
            .subnet()
            .flatMap(addressing::subnet)
            .flatMap(Subnet::prefixes)
            .filter(prefixes -> prefixes.contains(address))
            .isPresent()
        : firewall.privateAddresses().contains(address);
  }
}
