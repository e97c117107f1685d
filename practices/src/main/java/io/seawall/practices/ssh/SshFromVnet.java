package io.seawall.practices.ssh;

import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Pool;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// No other machine of the virtual network, of a peered one or on-premises behind a gateway can
/// open TCP 22 of a node, the declared bastions excepted.
///
/// Source: Microsoft Learn, "Virtual network service tags": default rule AllowVnetInBound admits
/// the tag VirtualNetwork, which holds peers and what gateways announce.
public final class SshFromVnet implements Check {
  @Override
  public Practice practice() {
    return Practice.NODE_SSH;
  }

  @Override
  public String code() {
    return "SSH_FROM_VNET";
  }

  @Override
  public String claim() {
    return "nobody in the virtual network but the bastions can open SSH on a node";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    List<Finding> findings =
        new ArrayList<>(
            SshPools.of(situation)
                .judge(
                    this,
                    Severity.HIGH,
                    pool -> new OutsideWays(situation, pool, sources(situation, pool)).way()));
    findings.addAll(LoneGroups.fromNetwork(situation, this, Severity.HIGH));
    return findings;
  }

  private static OutsideWays.Sources sources(Situation situation, Pool pool) {
    AddressSet out = situation.config().bastions().or(AddressSet.of(Space.WIRESERVER));
    AddressSet sure = network(pool).minus(out);
    Missing settle =
        new Missing(
            "the address spaces of the network, its peers and the premises behind a gateway",
            "az network vnet list -o json");
    String noun = "the network and its peers";
    AddressSet possible = isClosed(pool) ? sure : sure.or(Space.PRIVATE).minus(out);
    return new OutsideWays.Sources(sure, possible, noun, settle);
  }

  /// The addresses of the network and its peers, as far as they are known.
  static AddressSet network(Pool pool) {
    Optional<VirtualNetwork> network = pool.nodeSubnet().map(Pool.Place::network);
    AddressSet all = network.flatMap(VirtualNetwork::space).orElse(AddressSet.EMPTY);
    for (var peering : network.map(VirtualNetwork::peerings).orElse(List.of())) {
      all = all.or(peering.remoteSpace().orElse(AddressSet.EMPTY));
    }
    return all;
  }

  /// Whether nobody can be connected to the network but those whose addresses are known.
  private static boolean isClosed(Pool pool) {
    return pool.nodeSubnet()
        .map(Pool.Place::network)
        .filter(network -> network.space().isPresent())
        .filter(network ->
            network.peerings().stream()
                .noneMatch(peering -> peering.gatewayTransit() || peering.remoteSpace().isEmpty()))
        .filter(network ->
            network.subnets().stream()
                .noneMatch(subnet -> subnet.name().equalsIgnoreCase("GatewaySubnet")))
        .isPresent();
  }
}
