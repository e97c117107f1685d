package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.reach.Target.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which rules of an Azure Firewall match.
final class FirewallMatches {
  /// Translations, then network rules.
  private final List<Candidate> addressed;

  private final List<Candidate> requests;
  private final RuleIndex byDestination;

  /// @param doubt why it matches perhaps, whatever the addresses are
  private record Candidate(
      FirewallRule rule, AddressBounds sources, AddressBounds destinations, Optional<String> doubt) {
    boolean isFrom(AddressSet source) {
      return !source.disjoint(sources.possible());
    }
  }

  FirewallMatches(AzureFirewall firewall, Tags tags) {
    this.addressed =
        Stream.concat(
                firewall.translations().stream()
                    .map(rule ->
                        candidate(rule, tags, Optional.of("leads to another address (DNAT)"))),
                firewall.networkRules().stream().map(rule -> candidate(rule, tags, byName(rule))))
            .toList();
    this.requests =
        firewall.applicationRules().stream()
            .map(rule -> candidate(rule, tags, Optional.empty()))
            .toList();
    this.byDestination =
        new RuleIndex(addressed.stream().map(one -> one.destinations.possible()).toList());
  }

  private static Candidate candidate(FirewallRule rule, Tags tags, Optional<String> doubt) {
    return new Candidate(
        rule,
        tags.addresses(rule.rule().local(), Optional.empty()),
        tags.addresses(rule.rule().peers(), Optional.empty()),
        rule.doubts().isEmpty()
            ? doubt
            : Optional.of("may match: it is not known " + String.join("; ", rule.doubts())));
  }

  private static Optional<String> byName(FirewallRule rule) {
    return rule.hosts().isEmpty()
        ? Optional.empty()
        : Optional.of("may match: the addresses of " + names(rule) + " are not known");
  }

  /// A rule and the packets that it matches.
  ///
  /// @param doubt why some of them may not match; empty if they all do for sure
  record Matched(FirewallRule rule, Bounds packets, Optional<String> doubt) {
    Verdict verdict() {
      return rule.rule().verdict();
    }
  }

  /// The translations and network rules that match anything, in the order in which they are asked.
  List<Matched> byAddress(AddressSet source, Target target) {
    List<Matched> out = new ArrayList<>();
    boolean byAddress = target.asked() instanceof Asked.ByAddress;
    byDestination
        .overlapping(target.addresses())
        .mapToObj(addressed::get)
        .filter(one -> one.rule.hosts().isEmpty() || !byAddress)
        .filter(one -> one.isFrom(source))
        .filter(one -> !target.addresses().disjoint(one.destinations.possible()))
        .forEach(one -> {
          boolean sure =
              source.implies(one.sources.sure())
                  && target.addresses().implies(one.destinations.sure());
          out.add(matched(one, sure, one.doubt));
        });
    return out;
  }

  /// The application rules that match anything, in the order in which they are asked.
  List<Matched> requests(AddressSet source, Asked asked) {
    List<Matched> out = new ArrayList<>();
    for (Candidate one : requests) {
      HostMatch host =
          one.rule.hosts().isEmpty() ? HostMatch.YES : HostMatch.of(one.rule.hosts(), asked);
      if (host != HostMatch.NO && one.isFrom(source)) {
        Optional<String> doubt =
            one.doubt.or(() ->
                host == HostMatch.PERHAPS
                    ? Optional.of(perhaps(one.rule, asked))
                    : Optional.empty());
        out.add(matched(one, source.implies(one.sources.sure()), doubt));
      }
    }
    return out;
  }

  private static Matched matched(Candidate one, boolean sure, Optional<String> otherwise) {
    PacketSet packets = one.rule.rule().ports().packets();
    Optional<String> doubt =
        otherwise.isPresent() || sure ? otherwise : Optional.of(unsure(one.rule));
    return new Matched(
        one.rule,
        doubt.isPresent() ? new Bounds(PacketSet.EMPTY, packets) : Bounds.exactly(packets),
        doubt);
  }

  /// The rules that let by packets of these sources to names.
  List<FirewallRule> toNames(AddressSet source) {
    return Stream.concat(addressed.stream(), requests.stream())
        .filter(one -> one.rule.rule().verdict() == Verdict.ALLOW && !one.rule.hosts().isEmpty())
        .filter(one -> one.isFrom(source))
        .map(Candidate::rule)
        .toList();
  }

  private static String perhaps(FirewallRule rule, Asked asked) {
    return asked instanceof Asked.ByName
        ? "may match: what " + names(rule) + " means is not known"
        : "speaks of " + names(rule) + ": whether a request asks for that is not known";
  }

  static String names(FirewallRule rule) {
    List<String> texts = rule.hosts().stream().map(FirewallRule.Host::text).toList();
    return texts.size() <= 3
        ? String.join(", ", texts)
        : String.join(", ", texts.subList(0, 2)) + " and " + (texts.size() - 2) + " more";
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
}
