package io.seawall.reach;

import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;

/// Addresses with a meaning of their own.
public final class Space {
  /// The instance metadata service (Microsoft Learn, "Azure Instance Metadata Service").
  public static final Address IMDS = Address.parse("169.254.169.254").orElseThrow();

  /// The platform address of the host: WireServer, Azure DNS, load balancer probes (Microsoft
  /// Learn, "What is IP address 168.63.129.16?").
  public static final Address WIRESERVER = Address.parse("168.63.129.16").orElseThrow();

  /// Addresses that no host on the public Internet has: private networks, loopback, link-local,
  /// multicast and reserved blocks (RFC 6890, RFC 5771, RFC 4291), and Azure's platform address.
  /// Blocks for documentation (RFC 5737) are not among them: a rule that names one means the
  /// Internet.
  public static final AddressSet NOT_PUBLIC =
      AddressSet.ofBlocks(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "224.0.0.0/4",
              "240.0.0.0/4")
          .or(AddressSet.of(WIRESERVER))
          .or(AddressSet.ALL_V6.minus(AddressSet.ofBlocks("2000::/3")));

  /// Addresses that a host on the public Internet can have, of both families.
  public static final AddressSet PUBLIC = AddressSet.ALL.minus(NOT_PUBLIC);

  /// Addresses that private networks use (RFC 1918, RFC 6598, RFC 4193).
  public static final AddressSet PRIVATE =
      AddressSet.of(
          Cidr.of("10.0.0.0/8"),
          Cidr.of("172.16.0.0/12"),
          Cidr.of("192.168.0.0/16"),
          Cidr.of("100.64.0.0/10"),
          Cidr.of("fc00::/7"));

  /// Addresses that a pod or node can have where nothing better is known: any unicast address but
  /// loopback, link-local and the platform's.
  static final AddressSet HOSTS =
      AddressSet.ALL.minus(
          AddressSet.ofBlocks(
                  "0.0.0.0/8",
                  "127.0.0.0/8",
                  "169.254.0.0/16",
                  "224.0.0.0/3",
                  "::/127",
                  "fe80::/10",
                  "ff00::/8")
              .or(AddressSet.of(WIRESERVER)));

  /// Addresses that lead no further than to the next machine (RFC 3927, RFC 4291).
  static final AddressSet LINK_LOCAL = AddressSet.ofBlocks("169.254.0.0/16", "fe80::/10");

  private Space() {}
}
