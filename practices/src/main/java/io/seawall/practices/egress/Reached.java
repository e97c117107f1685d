package io.seawall.practices.egress;

import io.seawall.model.Bounds;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Amounts;
import io.seawall.practices.Config;
import io.seawall.reach.PacketText;
import io.seawall.reach.Region;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The public addresses that somebody can send packets to, without those that the team declares.
///
/// @param sure addresses that packets get to for sure
/// @param possible addresses that packets may get to
/// @param packets what gets to the sure addresses, or may get to the possible ones if none is sure
record Reached(AddressSet sure, AddressSet possible, Bounds packets) {
  private static final Packet HTTPS = new Packet(Protocol.TCP, 443, 49_152);

  /// What regions come to.
  static Reached of(List<Region> regions, Config.Egress declared) {
    List<AddressRange> sure = new ArrayList<>();
    List<AddressRange> possible = new ArrayList<>();
    Bounds packets = Bounds.NONE;
    for (Region region : regions) {
      List<AddressRange> own = region.addresses().minus(declared.addresses()).ranges();
      if (own.isEmpty()) {
        continue;
      }
      possible.addAll(own);
      if (!region.packets().sure().isEmpty()) {
        sure.addAll(own);
      }
      packets = packets.or(region.packets());
    }
    return new Reached(AddressSet.of(sure), AddressSet.of(possible), packets);
  }

  Reached or(Reached that) {
    return new Reached(sure.or(that.sure), possible.or(that.possible), packets.or(that.packets));
  }

  /// Whether there are more addresses than the team accepts: none beside a declared allow-list,
  /// else the threshold. IPv6 addresses count in networks of 2^64, the smallest that anybody is
  /// given (RFC 6177).
  static boolean tooMany(AddressSet addresses, Config.Egress declared) {
    BigInteger most = declared.addresses().isEmpty() ? declared.threshold() : BigInteger.ZERO;
    BigInteger networks =
        Amounts.v6(addresses).add(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)).shiftRight(64);
    return Amounts.v4(addresses).compareTo(most) > 0 || networks.compareTo(most) > 0;
  }

  /// A region that shows how far packets get: one where they do for sure, if there is one.
  static Optional<Region> shown(List<Region> regions, Config.Egress declared) {
    Optional<Region> best = Optional.empty();
    for (Region region : regions) {
      AddressSet own = region.addresses().minus(declared.addresses());
      boolean sure = !region.packets().sure().isEmpty();
      if (!own.isEmpty() && (best.isEmpty() || sure)) {
        best = Optional.of(new Region(own, region.packets()));
        if (sure) {
          break;
        }
      }
    }
    return best;
  }

  /// A packet of the set: HTTPS if it can be, since everybody knows it.
  static Packet example(Bounds packets) {
    PacketSet set = packets.sure().isEmpty() ? packets.possible() : packets.sure();
    return set.contains(HTTPS) ? HTTPS : set.witness().orElseThrow();
  }

  /// ` (TCP 443)`; empty text if any packet gets there.
  String ports() {
    PacketSet set = sure.isEmpty() ? packets.possible() : packets.sure();
    return set.isAll() || set.isEmpty() ? "" : " (" + PacketText.of(set) + ")";
  }
}
