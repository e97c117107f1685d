package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.reach.PeerFunction.Met;
import io.seawall.reach.Target.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
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

  private final Tags tags;

  /// What was made, by the firewall itself and by who sends what.
  private final IdentityHashMap<AzureFirewall, Map<Sender, PeerFunction>> functions =
      new IdentityHashMap<>();

  private record Sender(AddressSet source, Asked asked) {}

  FirewallRules(Tags tags) {
    this.tags = tags;
  }

  /// @param source where the address lies that the firewall sees
  Hop hop(AzureFirewall firewall, AddressSet source, Target target) {
    Asked asked = target.asked();
    Bounds packets = function(firewall, source, asked).at(target.addresses());
    return new Hop(
        PLACE,
        packets,
        packet -> {
          AddressSet shown = PeerFunction.shown(packets, packet, target.addresses());
          return why(firewall, matched(firewall, source, target.in(shown)), packet, asked);
        });
  }

  /// What gets by to each address, for packets of these sources that are asked for in one way.
  PeerFunction function(AzureFirewall firewall, AddressSet source, Asked asked) {
    return functions
        .computeIfAbsent(firewall, _ -> new HashMap<>())
        .computeIfAbsent(
            new Sender(source, asked),
            _ ->
                PeerFunction.of(
                    spoken(firewall, asked).stream()
                        .flatMap(one -> met(one, source).stream())
                        .toList(),
                    infrastructure(asked)));
  }

  /// The rules that let by packets of these sources to names.
  List<FirewallRule> toNames(AzureFirewall firewall, AddressSet source) {
    List<FirewallRule> out = new ArrayList<>();
    for (List<FirewallRule> kind : List.of(firewall.networkRules(), firewall.applicationRules())) {
      for (FirewallRule rule : kind) {
        boolean allows = rule.rule().verdict() == Verdict.ALLOW && !rule.hosts().isEmpty();
        if (allows && !source.disjoint(addresses(rule.rule().local()).possible())) {
          out.add(rule);
        }
      }
    }
    return out;
  }

  /// A rule and the packets that it matches.
  ///
  /// @param doubt why some of them may not match; empty if they all do for sure
  private record Matched(FirewallRule rule, Bounds packets, Optional<String> doubt) {
    Verdict verdict() {
      return rule.rule().verdict();
    }
  }

  /// A rule that speaks of what is asked for.
  ///
  /// @param doubt why it may not, apart from addresses
  private record Spoken(FirewallRule rule, Optional<String> doubt) {}

  /// The rules that speak of what is asked for, in the order in which they are asked.
  private static List<Spoken> spoken(AzureFirewall firewall, Asked asked) {
    List<Spoken> out = new ArrayList<>();
    for (FirewallRule rule : firewall.translations()) {
      out.add(new Spoken(rule, Optional.of("leads to another address (DNAT)")));
    }
    for (FirewallRule rule : firewall.networkRules()) {
      if (rule.hosts().isEmpty()) {
        out.add(new Spoken(rule, Optional.empty()));
      } else if (!(asked instanceof Asked.ByAddress)) {
        String doubt = "may match: the addresses of " + names(rule) + " are not known";
        out.add(new Spoken(rule, Optional.of(doubt)));
      }
    }
    for (FirewallRule rule : firewall.applicationRules()) {
      HostMatch host = rule.hosts().isEmpty() ? HostMatch.YES : HostMatch.of(rule.hosts(), asked);
      switch (host) {
        case NO -> {}
        case PERHAPS -> out.add(new Spoken(rule, Optional.of(perhaps(rule, asked))));
        case YES -> out.add(new Spoken(rule, Optional.empty()));
      }
    }
    return out;
  }

  /// The rule as packets of these sources meet it; empty if it speaks of none of them.
  private Optional<Met> met(Spoken spoken, AddressSet source) {
    FirewallRule rule = spoken.rule;
    AddressBounds from = addresses(rule.rule().local());
    if (source.disjoint(from.possible())) {
      return Optional.empty();
    }
    boolean sure = spoken.doubt.isEmpty() && rule.doubts().isEmpty() && source.implies(from.sure());
    return Optional.of(
        new Met(
            rule.rule().verdict(),
            addresses(rule.rule().peers()),
            rule.rule().ports().packets(),
            sure));
  }

  private List<Matched> matched(AzureFirewall firewall, AddressSet source, Target target) {
    return spoken(firewall, target.asked()).stream()
        .flatMap(one -> matched(one, source, target.addresses()).stream())
        .toList();
  }

  private Optional<Matched> matched(Spoken spoken, AddressSet source, AddressSet target) {
    FirewallRule rule = spoken.rule;
    AddressBounds from = addresses(rule.rule().local());
    AddressBounds to = addresses(rule.rule().peers());
    if (source.disjoint(from.possible()) || target.disjoint(to.possible())) {
      return Optional.empty();
    }
    PacketSet packets = rule.rule().ports().packets();
    boolean sureOfAddresses = source.implies(from.sure()) && target.implies(to.sure());
    Optional<String> doubt =
        !rule.doubts().isEmpty()
            ? Optional.of("may match: it is not known " + String.join("; ", rule.doubts()))
            : sureOfAddresses ? spoken.doubt : Optional.of(unsure(rule));
    Bounds matched =
        doubt.isPresent() ? new Bounds(PacketSet.EMPTY, packets) : Bounds.exactly(packets);
    return Optional.of(new Matched(rule, matched, doubt));
  }

  private static String perhaps(FirewallRule rule, Asked asked) {
    return asked instanceof Asked.ByName
        ? "may match: what " + names(rule) + " means is not known"
        : "speaks of " + names(rule) + ": whether a request asks for that is not known";
  }

  private static String names(FirewallRule rule) {
    List<String> texts = rule.hosts().stream().map(FirewallRule.Host::text).toList();
    return texts.size() <= 3
        ? String.join(", ", texts)
        : String.join(", ", texts.subList(0, 2)) + " and " + (texts.size() - 2) + " more";
  }

  private static String unsure(FirewallRule rule) {
    return Tags.missing(rule.rule())
        .map(missing -> "may match: " + missing)
        .orElse("may match: the addresses behind it are not known, or lie in it in part");
  }

  private AddressBounds addresses(Peers peers) {
    return tags.addresses(peers, Optional.empty(), Party.at(AddressSet.ALL));
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

  private static Reason why(
      AzureFirewall firewall, List<Matched> rules, Packet packet, Asked asked) {
    Reason reason = unmatched(firewall, packet, asked);
    for (Matched one : rules.reversed()) {
      Reason.Opinion opinion =
          one.verdict() == Verdict.ALLOW ? Reason.Opinion.ALLOW : Reason.Opinion.DENY;
      if (one.packets.sure().contains(packet)) {
        reason = reason(one.rule, opinion, word(one.rule) + stopper(firewall, opinion));
      } else if (one.packets.possible().contains(packet) && !opinion.agrees(reason.opinion())) {
        reason = reason(one.rule, Reason.Opinion.UNKNOWN, one.doubt.orElse("may match"));
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
      return verb + names(rule);
    }
    return verb + (rule.rule().peers() instanceof Peers.Tag(var name) ? name : "it");
  }

  private static String stopper(AzureFirewall firewall, Reason.Opinion opinion) {
    return opinion == Reason.Opinion.ALLOW && !firewall.mayStop().isEmpty()
        ? ", unless " + String.join(" or ", firewall.mayStop()) + " stops it"
        : "";
  }
}
