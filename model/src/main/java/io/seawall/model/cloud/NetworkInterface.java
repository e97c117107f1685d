package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.packets.Address;
import java.util.List;
import java.util.Optional;

/// A network interface of a machine that is in no scale set (Microsoft.Network/networkInterfaces).
public record NetworkInterface(
    ResourceId id, String name, List<Configuration> configurations, SourceRef where) {
  public NetworkInterface {
    configurations = List.copyOf(configurations);
  }

  /// One private address of the interface.
  ///
  /// @param address empty where it is not known, as before it is created
  public record Configuration(
      Optional<Address> address,
      Fact<ResourceId> subnet,
      Fact<List<ResourceId>> applicationGroups) {}
}
