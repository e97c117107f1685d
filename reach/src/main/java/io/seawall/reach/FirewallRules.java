package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.reach.FirewallMatches.Matched;
import io.seawall.reach.Target.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of an Azure Firewall, asked for one source and one destination.
///
/// Source: Microsoft Learn, "Configure Azure Firewall rules": DNAT, then network rules, then
/// application rules; the first match ends it, so that an application rule is never asked of what a
/// network rule speaks of; then, for HTTP and HTTPS, the infrastructure rule collection; everything
/// else is denied.
final class FirewallRules {
  private static final String PLACE = "Azure Firewall";
  private static final PacketSet WEB =
      PacketSet.to(Protocol.TCP, 80).or(PacketSet.to(Protocol.TCP, 443));

  private static final int MOST_KNOWN = 1_000;

  private final Tags tags;
  private final Map<ResourceId, FirewallMatches> matches = new HashMap<>();

  /// What application rules let by, at most so many; it depends on no address of the target.
  private final Map<Asking, Bounds> requests = new HashMap<>();

  private record Asking(ResourceId firewall, AddressSet source, Asked asked) {}

  FirewallRules(Tags tags) {
    this.tags = tags;
  }

  private FirewallMatches matches(AzureFirewall firewall) {
    return matches.computeIfAbsent(firewall.id(), _ -> new FirewallMatches(firewall, tags));
  }

  /// @param source where the address lies that the firewall sees
  Hop hop(AzureFirewall firewall, AddressSet source, Target target) {
    FirewallMatches rules = matches(firewall);
    if (requests.size() >= MOST_KNOWN) {
      requests.clear();
    }
    Bounds byName =
        requests.computeIfAbsent(
            new Asking(firewall.id(), source, target.asked()),
            asking ->
                folded(infrastructure(asking.asked), rules.requests(source, asking.asked)));
    Bounds packets = folded(byName, rules.byAddress(source, target));
    return new Hop(PLACE, packets, packet -> why(firewall, source, target, packet));
  }

  /// What rules let by before others are asked.
  private static Bounds folded(Bounds others, List<Matched> rules) {
    Bounds packets = others;
    for (Matched one : rules.reversed()) {
      packets =
          switch (one.verdict()) {
            case ALLOW -> packets.or(one.packets());
            case DENY -> packets.minus(one.packets());
            case PASS -> packets;
          };
    }
    return packets;
  }

  /// The rules that let by packets of these sources to names.
  List<FirewallRule> toNames(AzureFirewall firewall, AddressSet source) {
    return matches(firewall).toNames(source);
  }

  /// What the rules that every firewall brings with it let by, perhaps: requests for names of
  /// Azure's own platform.
  ///
  /// Source: Microsoft Learn, "Infrastructure FQDNs for Azure Firewall".
  private static Bounds infrastructure(Asked asked) {
    boolean perhaps =
        switch (asked) {
          case Asked.ByName(var name) -> FqdnTags.mayBeInfrastructure(name);
          case Asked.ByAddress _ -> false;
          case Asked.Somehow _ -> true;
        };
    return perhaps ? new Bounds(PacketSet.EMPTY, WEB) : Bounds.NONE;
  }

  private Reason why(AzureFirewall firewall, AddressSet source, Target target, Packet packet) {
    FirewallMatches matches = matches(firewall);
    List<Matched> rules = new ArrayList<>(matches.byAddress(source, target));
    rules.addAll(matches.requests(source, target.asked()));
    Reason reason = unmatched(firewall, packet, target.asked());
    for (Matched one : rules.reversed()) {
      Reason.Opinion opinion =
          one.verdict() == Verdict.ALLOW ? Reason.Opinion.ALLOW : Reason.Opinion.DENY;
      if (one.packets().sure().contains(packet)) {
        reason = reason(one.rule(), opinion, word(one.rule()) + stopper(firewall, opinion));
      } else if (one.packets().possible().contains(packet)
          && !opinion.agrees(reason.opinion())) {
        reason = reason(one.rule(), Reason.Opinion.UNKNOWN, one.doubt().orElse("may match"));
      }
    }
    return reason;
  }

  private static Reason unmatched(AzureFirewall firewall, Packet packet, Asked asked) {
    boolean doubted = infrastructure(asked).possible().contains(packet);
    return new Reason(
        doubted ? Reason.Opinion.UNKNOWN : Reason.Opinion.DENY,
        firewall.title(),
        "",
        Optional.of(firewall.where()),
        doubted
            ? "has no rule for it, but its built-in infrastructure rules may allow it"
            : "denies what no rule allows");
  }

  private static Reason reason(FirewallRule rule, Reason.Opinion opinion, String text) {
    return new Reason(
        opinion,
        rule.object(),
        rule.rule().where().field(),
        Optional.of(rule.rule().where()),
        text);
  }

  private static String word(FirewallRule rule) {
    String verb = rule.rule().verdict() == Verdict.ALLOW ? "allows " : "denies ";
    if (!rule.hosts().isEmpty()) {
      return verb + FirewallMatches.names(rule);
    }
    return verb + (rule.rule().peers() instanceof Peers.Tag(var name) ? name : "it");
  }

  private static String stopper(AzureFirewall firewall, Reason.Opinion opinion) {
    return opinion == Reason.Opinion.ALLOW && !firewall.mayStop().isEmpty()
        ? ", unless " + String.join(" or ", firewall.mayStop()) + " stops it"
        : "";
  }
}
