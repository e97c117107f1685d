package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork.Subnet;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.reach.PeerFunction.Met;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final Map<Guarded, PeerFunction> functions = new HashMap<>();

  /// What a group is asked for.
  ///
  /// @param local where the addresses lie that it guards
  private record Guarded(
      ResourceId group, Direction direction, Optional<ResourceId> subnet, AddressSet local) {}

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
    if (direction == Direction.EGRESS && isPlatform(peer)) {
      return platformHop(place, group, subnet, local, peer);
    }
    Bounds packets = function(group, direction, subnet, local).at(peer);
    return new Hop(
        place,
        packets,
        packet -> {
          AddressSet shown = PeerFunction.shown(packets, packet, peer);
          return decided(
              group,
              group.rules(direction),
              rule -> match(rule, subnet, local, shown),
              packet,
              unmatched(group));
        });
  }

  /// What gets by to or from each address, platform traffic apart.
  PeerFunction function(
      SecurityGroup group, Direction direction, Optional<Subnet> subnet, AddressSet local) {
    return functions.computeIfAbsent(
        new Guarded(group.id(), direction, subnet.map(Subnet::id), local),
        _ ->
            PeerFunction.of(
                group.rules(direction).stream()
                    .flatMap(rule -> met(rule, subnet, local).stream())
                    .toList(),
                Bounds.NONE));
  }

  private Optional<Met> met(Rule rule, Optional<Subnet> subnet, AddressSet local) {
    AddressBounds mine = tags.addresses(rule.local(), subnet);
    return local.disjoint(mine.possible())
        ? Optional.empty()
        : Optional.of(
            new Met(
                rule.verdict(),
                tags.addresses(rule.peers(), subnet),
                rule.ports().packets(),
                local.implies(mine.sure())));
  }

  private Hop platformHop(
      String place,
      SecurityGroup group,
      Optional<Subnet> subnet,
      AddressSet local,
      AddressSet peer) {
    Direction direction = Direction.EGRESS;
    List<Rule> rules =
        group.rules(direction).stream().filter(rule -> namesPlatform(rule.peers())).toList();
    List<Met> met = rules.stream().flatMap(rule -> met(rule, subnet, local).stream()).toList();
    return new Hop(
        place,
        PeerFunction.of(met, Bounds.ALL).at(peer),
        packet ->
            decided(
                group,
                rules,
                rule -> match(rule, subnet, local, peer),
                packet,
                platform(group, direction, subnet, local, peer, packet)));
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
          Peers.Proxied _,
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
                "may match: " + Tags.missing(rule).orElse("the addresses behind it are not known"));
      }
    }
    return reason;
  }

  private static Reason reason(
      SecurityGroup group, Rule rule, Reason.Opinion opinion, String text) {
    String own = rule.where().object();
    boolean before = own.startsWith("security admin rule");
    return new Reason(
        opinion,
        before ? own : group.title(),
        rule.where().field(),
        Optional.of(rule.where()),
        text);
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
