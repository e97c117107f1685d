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
import io.seawall.reach.Target.Asked;
import java.util.ArrayList;
import java.util.List;
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

  FirewallRules(Tags tags) {
    this.tags = tags;
  }

  /// @param source where the address lies that the firewall sees
  Hop hop(AzureFirewall firewall, AddressSet source, Target target) {
    List<Matched> rules = rules(firewall, source, target);
    Bounds packets = infrastructure(target.asked());
    for (Matched one : rules.reversed()) {
      packets =
          switch (one.verdict()) {
            case ALLOW -> packets.or(one.packets);
            case DENY -> packets.minus(one.packets);
            case PASS -> packets;
          };
    }
    return new Hop(PLACE, packets, packet -> why(firewall, rules, packet, target.asked()));
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

  /// Those that match anything, in the order in which they are asked.
  private List<Matched> rules(AzureFirewall firewall, AddressSet source, Target target) {
    List<Matched> out = new ArrayList<>();
    for (FirewallRule rule : firewall.translations()) {
      match(rule, source, target, Optional.of("leads to another address (DNAT)"))
          .ifPresent(out::add);
    }
    for (FirewallRule rule : firewall.networkRules()) {
      Optional<String> byName =
          rule.hosts().isEmpty()
              ? Optional.empty()
              : Optional.of("may match: the addresses of " + names(rule) + " are not known");
      if (byName.isEmpty() || !(target.asked() instanceof Asked.ByAddress)) {
        match(rule, source, target, byName).ifPresent(out::add);
      }
    }
    for (FirewallRule rule : firewall.applicationRules()) {
      HostMatch host =
          rule.hosts().isEmpty() ? HostMatch.YES : HostMatch.of(rule.hosts(), target.asked());
      switch (host) {
        case NO -> {}
        case PERHAPS ->
            match(rule, source, target, Optional.of(perhaps(rule, target.asked())))
                .ifPresent(out::add);
        case YES -> match(rule, source, target, Optional.empty()).ifPresent(out::add);
      }
    }
    return out;
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

  private Optional<Matched> match(
      FirewallRule rule, AddressSet source, Target target, Optional<String> otherwise) {
    AddressBounds from = addresses(rule.rule().local());
    AddressBounds to = addresses(rule.rule().peers());
    if (source.disjoint(from.possible()) || target.addresses().disjoint(to.possible())) {
      return Optional.empty();
    }
    PacketSet packets = rule.rule().ports().packets();
    boolean sureOfAddresses = source.implies(from.sure()) && target.addresses().implies(to.sure());
    Optional<String> doubt =
        !rule.doubts().isEmpty()
            ? Optional.of("may match: it is not known " + String.join("; ", rule.doubts()))
            : sureOfAddresses ? otherwise : Optional.of(unsure(rule));
    Bounds matched =
        doubt.isPresent() ? new Bounds(PacketSet.EMPTY, packets) : Bounds.exactly(packets);
    return Optional.of(new Matched(rule, matched, doubt));
  }

  private static String unsure(FirewallRule rule) {
    return missing(rule.rule().local())
        .or(() -> missing(rule.rule().peers()))
        .map(missing -> "may match: " + missing)
        .orElse("may match: the addresses behind it are not known, or lie in it in part");
  }

  private static Optional<String> missing(Peers peers) {
    return switch (peers) {
      case Peers.Unknown(var missing) -> Optional.of(missing);
      case Peers.AnyOf(var inner) ->
          inner.stream().flatMap(one -> missing(one).stream()).findFirst();
      case Peers.Everybody _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _,
          Peers.AllOf _,
          Peers.Not _,
          Peers.Addresses _,
          Peers.Block _,
          Peers.Tag _ ->
          Optional.empty();
    };
  }

  private AddressBounds addresses(Peers peers) {
    return tags.addresses(peers, Optional.empty());
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
