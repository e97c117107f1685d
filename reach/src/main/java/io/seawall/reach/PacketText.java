package io.seawall.reach;

import io.seawall.packets.PacketSet;
import io.seawall.packets.PacketSet.Block;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Packet sets in words, such as `TCP 80,443; UDP 53`.
public final class PacketText {
  private PacketText() {}

  /// A packet set in one line: protocols in order of their number, the ports of each; `any` and
  /// `nothing` for the ends. Source ports are named only where they matter.
  public static String of(PacketSet packets) {
    if (packets.isAll() || packets.isEmpty()) {
      return packets.isEmpty() ? "nothing" : "any";
    }
    Map<Protocol, List<Block>> byProtocol = new LinkedHashMap<>();
    for (Block block : packets.blocks()) {
      byProtocol.computeIfAbsent(block.protocol(), _ -> new ArrayList<>()).add(block);
    }
    List<String> parts = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    byProtocol.forEach((protocol, blocks) -> {
      if (protocol.toString().startsWith("IP protocol")) {
        others.add(protocol.number());
      } else {
        parts.add(one(protocol, blocks));
      }
    });
    if (others.size() == 1) {
      parts.add("IP protocol " + others.getFirst());
    } else if (!others.isEmpty()) {
      parts.add(others.size() + " other IP protocols");
    }
    return String.join("; ", parts);
  }

  private static String one(Protocol protocol, List<Block> blocks) {
    Map<Ports, Ports> bySources = new LinkedHashMap<>();
    for (Block block : blocks) {
      bySources.merge(block.sources(), block.destinations(), Ports::or);
    }
    List<String> parts = new ArrayList<>();
    bySources.forEach((sources, destinations) -> {
      String ports = destinations == Ports.ALL ? "" : " " + destinations;
      String from = sources == Ports.ALL ? "" : " from " + sources;
      parts.add(protocol + ports + from);
    });
    return String.join(", ", parts);
  }
}
