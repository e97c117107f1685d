package io.seawall.analysis.question;

import io.seawall.analysis.question.Group.Member;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.reach.Universe;
import java.util.Optional;

/// The packets that a question is about, in the grammar of the command line: `tcp/443`, `udp/53`,
/// `tcp/8000-8100`, `tcp/http` (a port by the name that the receiving pod gives it), `tcp`, `icmp`,
/// `any`.
///
/// @param packets none where the port has a name: only the receiver can tell
/// @param name the protocol and name of a named port
public record PortQuery(String text, PacketSet packets, Optional<NamedPort> name) {
  /// Any packet.
  public static final PortQuery ANY = new PortQuery("any", PacketSet.ALL, Optional.empty());

  /// @return empty if the text is not in the grammar
  public static Optional<PortQuery> parse(String text) {
    if (text.equalsIgnoreCase("any")) {
      return Optional.of(ANY);
    }
    int slash = text.indexOf('/');
    Optional<Protocol> protocol = Protocol.parse(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return protocol.map(p -> new PortQuery(text, PacketSet.of(p), Optional.empty()));
    }
    String range = text.substring(slash + 1);
    if (isName(range)) {
      return protocol
          .filter(Protocol::hasPorts)
          .map(p -> new PortQuery(text, PacketSet.EMPTY, Optional.of(new NamedPort(p, range))));
    }
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
                    : PacketSet.icmp(p, first, Optional.empty()),
                Optional.empty()));
  }

  /// The question as this receiver understands it.
  PortQuery at(Universe universe, Member receiver) {
    if (name.isEmpty()) {
      return this;
    }
    PacketSet resolved =
        receiver
            .workload()
            .map(workload -> universe.resolve(name.get(), workload))
            .orElse(PacketSet.EMPTY);
    return new PortQuery(text, resolved, Optional.empty());
  }

  /// Names of ports have a letter (Kubernetes API, ContainerPort.name: an IANA service name, RFC
  /// 6335 section 5.1).
  private static boolean isName(String text) {
    return text.length() <= 15
        && text.chars().anyMatch(c -> c >= 'a' && c <= 'z')
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static int number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : -1;
  }
}
