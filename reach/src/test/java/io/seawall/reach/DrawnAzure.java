package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.reach.AzureSide.GroupRule;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.List;

/// The Azure side by chance: two pools, groups on subnets and interfaces, routes and tags.
final class DrawnAzure {
  /// Addresses in other parts of the network and beyond, that rules and routes speak of.
  static final List<String> OUTSIDE =
      List.of("10.0.2.9", "172.20.0.9", "192.168.0.9", "168.63.129.16", "9.9.9.9", "20.1.2.3");

  private DrawnAzure() {}

  static Gen<AzureSide> sides() {
    return choices -> {
      AzureSide side = new AzureSide();
      mode(side, choices);
      for (String pool : List.of("p", "q")) {
        pool(side, pool, choices);
      }
      side.group("nsg-a", rules(choices)).group("nsg-b", rules(choices));
      side.routes(
          "rt-a",
          Gen.pick(
                  List.of("0.0.0.0/0 VIRTUAL_APPLIANCE"),
                  List.of("0.0.0.0/0 VIRTUAL_APPLIANCE", "9.9.9.0/24 INTERNET"),
                  List.of("20.0.0.0/8 NONE"),
                  List.of("AzureCloud INTERNET", "0.0.0.0/0 NONE"),
                  List.<String>of())
              .from(choices)
              .toArray(String[]::new));
      String outbound =
          Gen.pick("", "loadBalancer", "userDefinedRouting", "none", "block", "newType")
              .from(choices);
      if (!outbound.isEmpty()) {
        side.property("outboundType", outbound);
      }
      if (choices.draw(3) == 2) {
        side.property("podLinkLocalAccess", Gen.pick("None", "IMDS").from(choices));
      }
      if (choices.draw(3) == 2) {
        side.peering("hub", choices.draw(2) == 1, "172.20.0.0/16");
      }
      return choices.draw(4) == 3 ? side.template() : side;
    };
  }

  private static void mode(AzureSide side, Choices choices) {
    switch (choices.draw(4)) {
      case 0 -> side.overlay("10.244.0.0/16");
      case 1 -> side.property("plugin", "azure");
      case 2 -> side.property("plugin", "kubenet").podCidrs("10.244.0.0/16");
      default -> side.property("plugin", "none");
    }
  }

  private static void pool(AzureSide side, String name, Choices choices) {
    boolean managed = choices.draw(4) == 3;
    AzureSide.Pool pool = side.pool(name, managed ? "" : "sn-" + name);
    if (choices.draw(4) == 3) {
      pool.podSubnet("sn-pods-" + name);
    }
    if (choices.draw(4) == 3) {
      pool.withPublicAddresses();
    }
    if (choices.draw(4) == 3) {
      pool.hostPorts(PacketSet.to(Protocol.TCP, 80));
    }
    if (choices.draw(4) == 3) {
      pool.inGroups("asg-web");
    }
    pool.done();
    Gen<String> groups = Gen.pick("", "nsg-a", "nsg-b", "nsg-unread");
    Gen<String> tables = Gen.pick("", "rt-a", "rt-unread");
    String third = name.equals("p") ? "0" : "1";
    if (choices.draw(5) != 4) {
      side.subnet(
          "sn-" + name, "10.0." + third + ".0/24", groups.from(choices), tables.from(choices));
      side.subnet(
          "sn-pods-" + name,
          "10.244." + third + ".0/24",
          groups.from(choices),
          tables.from(choices));
    }
    switch (choices.draw(4)) {
      case 1 -> side.interfaces(name, groups.from(choices));
      case 2 -> side.inApplicationGroups(name);
      case 3 -> side.inApplicationGroups(name, "asg-web");
      default -> {}
    }
  }

  private static GroupRule[] rules(Choices choices) {
    return RULES.listOf(0, 4).from(choices).toArray(GroupRule[]::new);
  }

  private static final Gen<Peers> PEERS =
      Gen.pick(
          AzureSide.every(),
          AzureSide.addresses("10.0.0.0/24"),
          AzureSide.addresses("10.0.0.4/32", "8.8.8.8/32"),
          AzureSide.addresses("169.254.169.254/32"),
          AzureSide.tag("VirtualNetwork"),
          AzureSide.tag("Internet"),
          AzureSide.tag("AzureLoadBalancer"),
          AzureSide.tag("AzureCloud"),
          AzureSide.tag("AzurePlatformIMDS"),
          AzureSide.applicationGroup("asg-web"),
          new Peers.Unknown("what the rule names"));

  private static final Gen<GroupRule> RULES =
      choices ->
          new GroupRule(
              Gen.pick(Direction.values()).from(choices),
              Gen.pick(Verdict.DENY, Verdict.ALLOW).from(choices),
              PEERS.from(choices),
              PEERS.from(choices),
              Gen.pick(
                      PacketSet.ALL,
                      PacketSet.to(Protocol.TCP, 22),
                      PacketSet.of(Protocol.UDP),
                      PacketSet.of(Protocol.TCP, Ports.ALL, Ports.of(22)))
                  .from(choices));
}
