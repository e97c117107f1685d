package io.seawall.packets;

/// What a rule can see of one packet besides its addresses.
///
/// @param destination the destination port, or the ICMP type; 0 where the protocol has neither
/// @param source the source port, or the ICMP code; 0 where the protocol has neither
public record Packet(Protocol protocol, int destination, int source) {
  public Packet {
    int most = protocol.hasPorts() ? Ports.LAST : protocol.hasTypes() ? 255 : 0;
    if (destination < 0 || destination > most || source < 0 || source > most) {
      throw new IllegalArgumentException(protocol + " has no " + destination + "/" + source);
    }
  }

  /// `tcp/443`, `icmp/8`, or the name of a protocol without ports.
  @Override
  public String toString() {
    String name = protocol.toString().toLowerCase(java.util.Locale.ROOT);
    return protocol.hasPorts() || protocol.hasTypes() ? name + "/" + destination : name;
  }
}
