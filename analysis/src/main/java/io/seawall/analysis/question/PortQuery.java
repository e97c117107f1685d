package io.seawall.analysis.question;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.Optional;

/// The packets that a question is about, in the grammar of the command line: `tcp/443`, `udp/53`,
/// `tcp/8000-8100`, `tcp`, `icmp`, `any`.
public record PortQuery(String text, PacketSet packets) {
  /// Any packet.
  public static final PortQuery ANY = new PortQuery("any", PacketSet.ALL);

  /// @return empty if the text is not in the grammar
  public static Optional<PortQuery> parse(String text) {
    if (text.equalsIgnoreCase("any")) {
      return Optional.of(ANY);
    }
    int slash = text.indexOf('/');
    Optional<Protocol> protocol = Protocol.parse(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return protocol.map(p -> new PortQuery(text, PacketSet.of(p)));
    }
    String range = text.substring(slash + 1);
    int dash = range.indexOf('-');
    int first = number(dash < 0 ? range : range.substring(0, dash));
    int last = dash < 0 ? first : number(range.substring(dash + 1));
    if (first < 0 || last > Ports.LAST || last < first) {
      return Optional.empty();
    }
    return protocol
        .filter(p -> p.hasPorts() || (p.hasTypes() && first == last && last <= 255))
        .map(p ->
            new PortQuery(
                text,
                p.hasPorts()
                    ? PacketSet.of(p, Ports.range(first, last), Ports.ALL)
                    : PacketSet.icmp(p, first, Optional.empty())));
  }

  private static int number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : -1;
  }
}
