package io.seawall.oracle;

import io.seawall.oracle.VirtualNetworks.Subnet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What service tags hold. Source: Azure, Virtual network service tags: some follow from the
/// network; the others are lists of public addresses that change weekly and are in no text.
final class ServiceTags {
  /// The host's virtual address: DNS, health probes, WireServer.
  static final Ip HOST = Ip.of("168.63.129.16");

  /// The instance metadata service.
  static final Ip METADATA = Ip.of("169.254.169.254");

  /// IPv4 blocks that the IANA IPv4 Special-Purpose Address Registry (RFC 6890) does not call
  /// globally reachable, and multicast.
  private static final List<Cidr> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "2001:db8::/32",
              "3fff::/20")
          .map(Cidr::of)
          .toList();

  /// Source: RFC 4291: the global unicast addresses that IANA gives out.
  private static final Cidr GLOBAL_SIX = Cidr.of("2000::/3");

  private ServiceTags() {}

  /// Whether the tag, as the rules of a group on this subnet mean it, holds the address. OPEN where
  /// a published table would tell.
  static Answer holds(String tag, Ip ip, Subnet subnet) {
    return switch (tag.toLowerCase(Locale.ROOT)) {
      case "virtualnetwork" -> Answer.of(inVirtualNetwork(ip, subnet));
      case "azureloadbalancer", "azureplatformdns" -> Answer.of(ip.equals(HOST));
      case "internet" -> Answer.of(isPublic(ip) && !inVirtualNetwork(ip, subnet));
      case "azureplatformimds" -> Answer.of(ip.equals(METADATA));
      default -> inTable(ip);
    };
  }

  /// Whether a tag that needs a published table holds the address.
  static Answer inTable(Ip ip) {
    return isPublic(ip) ? Answer.OPEN : Answer.NO;
  }

  private static boolean inVirtualNetwork(Ip ip, Subnet subnet) {
    return ip.equals(HOST)
        || subnet.virtualNetwork().stream().anyMatch(prefix -> prefix.contains(ip));
  }

  /// Whether a host on the Internet can have the address.
  static boolean isPublic(Ip ip) {
    return (ip.family() == 4 || GLOBAL_SIX.contains(ip))
        && SPECIAL.stream().noneMatch(block -> block.contains(ip));
  }
}
