package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The rules of a network security group, asked for one source and one destination.
///
/// Source: Microsoft Learn, "Network security groups": rules by ascending priority, the first match
/// decides; platform traffic is filtered only by rules that name its tag.
final class GroupRules {
  private static final AddressSet PLATFORM =
      AddressSet.of(Space.IMDS).or(AddressSet.of(Space.WIRESERVER));

  private final Tags tags;

  GroupRules(Tags tags) {
    this.tags = tags;
  }

  Tags tags() {
    return tags;
  }

  /// @param local where the address of the machine lies that the group guards
  /// @param peer where the other address lies
  Hop hop(
      String place,
      SecurityGroup group,
      Direction direction,
      Optional<Subnet> subnet,
      AddressSet local,
      AddressSet peer) {
    boolean platform = direction == Direction.EGRESS && isPlatform(peer);
    List<Rule> rules =
        group.rules(direction).stream()
            .filter(rule -> !platform || namesPlatform(rule.peers()))
            .toList();
    Bounds packets = platform ? Bounds.ALL : Bounds.NONE;
    for (Rule rule : rules.reversed()) {
      Bounds match = match(rule, subnet, local, peer);
      packets =
          switch (rule.verdict()) {
            case ALLOW -> packets.or(match);
            case DENY -> packets.minus(match);
            case PASS -> packets;
          };
    }
    return new Hop(
        place,
        packets,
        packet ->
            decided(
                group,
                rules,
                rule -> match(rule, subnet, local, peer),
                packet,
                platform
                    ? platform(group, direction, subnet, local, peer, packet)
                    : unmatched(group)));
  }

  private Bounds match(Rule rule, Optional<Subnet> subnet, AddressSet local, AddressSet peer) {
    AddressBounds mine = tags.addresses(rule.local(), subnet);
    AddressBounds other = tags.addresses(rule.peers(), subnet);
    if (local.disjoint(mine.possible()) || peer.disjoint(other.possible())) {
      return Bounds.NONE;
    }
    PacketSet packets = rule.ports().packets();
    boolean sure = local.implies(mine.sure()) && peer.implies(other.sure());
    return sure ? Bounds.exactly(packets) : new Bounds(PacketSet.EMPTY, packets);
  }

  /// Whether these are addresses that the machine under the node serves itself. What comes from
  /// there, such as probes of a load balancer, is filtered like anything else.
  static boolean isPlatform(AddressSet destination) {
    return !destination.isEmpty() && destination.implies(PLATFORM);
  }

  private static boolean namesPlatform(Peers peers) {
    return switch (peers) {
      case Peers.Tag(var name) -> name.toLowerCase(Locale.ROOT).startsWith("azureplatform");
      case Peers.AnyOf(var inner) -> inner.stream().anyMatch(GroupRules::namesPlatform);
      case Peers.Everybody _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _,
          Peers.AllOf _,
          Peers.Not _,
          Peers.Addresses _,
          Peers.Block _,
          Peers.Unknown _ ->
          false;
    };
  }

  private static Reason decided(
      SecurityGroup group,
      List<Rule> rules,
      Function<Rule, Bounds> matches,
      Packet packet,
      Reason otherwise) {
    Reason reason = otherwise;
    // Backwards, as above: a rule that may match leaves a doubt only if the others say otherwise.
    for (Rule rule : rules.reversed()) {
      if (rule.verdict() == Verdict.PASS) {
        continue;
      }
      Bounds match = matches.apply(rule);
      Reason.Opinion verdict =
          rule.verdict() == Verdict.ALLOW ? Reason.Opinion.ALLOW : Reason.Opinion.DENY;
      if (match.sure().contains(packet)) {
        reason = reason(group, rule, verdict, word(rule));
      } else if (match.possible().contains(packet) && !verdict.agrees(reason.opinion())) {
        reason =
            reason(
                group,
                rule,
                Reason.Opinion.UNKNOWN,
                "may match: the addresses behind it are not known");
      }
    }
    return reason;
  }

  private static Reason reason(
      SecurityGroup group, Rule rule, Reason.Opinion opinion, String text) {
    return new Reason(
        opinion, group.title(), rule.where().field(), Optional.of(rule.where()), text);
  }

  private static Reason unmatched(SecurityGroup group) {
    return new Reason(
        Reason.Opinion.DENY, group.title(), "", Optional.of(group.where()), "no rule allows it");
  }

  private static String word(Rule rule) {
    String verb = rule.verdict() == Verdict.ALLOW ? "allows " : "denies ";
    return verb + (rule.peers() instanceof Peers.Tag(var name) ? name : "it");
  }

  /// Platform traffic that no rule names by its tag; a rule that names the address is shown, since
  /// it has no effect.
  private Reason platform(
      SecurityGroup group,
      Direction direction,
      Optional<Subnet> subnet,
      AddressSet local,
      AddressSet peer,
      Packet packet) {
    String unfiltered = "platform traffic is not filtered unless a rule names its tag";
    return group.rules(direction).stream()
        .filter(rule -> rule.verdict() == Verdict.DENY && !isDefault(rule))
        .filter(rule -> match(rule, subnet, local, peer).possible().contains(packet))
        .findFirst()
        .map(rule ->
            new Reason(
                Reason.Opinion.NO_OPINION,
                group.title(),
                rule.where().field(),
                Optional.of(rule.where()),
                "denies the address and has no effect: " + unfiltered))
        .orElseGet(() ->
            new Reason(
                Reason.Opinion.NO_OPINION,
                group.title(),
                "",
                Optional.of(group.where()),
                unfiltered));
  }

  private static boolean isDefault(Rule rule) {
    return rule.where().field().contains("defaultSecurityRules");
  }
}
