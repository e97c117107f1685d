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
import java.util.stream.Stream;

/// The rules of a network security group, asked for one source and one destination.
///
/// Source: Microsoft Learn, "Network security groups": rules by ascending priority, the first match
/// decides; platform traffic is filtered only by rules that name its tag.
final class GroupRules {
  private static final AddressSet PLATFORM =
      AddressSet.of(Space.IMDS).or(AddressSet.of(Space.WIRESERVER));

  private static final Party EVERYBODY = Party.at(AddressSet.ALL);

  private final Tags tags;
  private final Map<Guarded, PeerFunction> functions = new HashMap<>();
  private final Map<ResourceId, Boolean> namingMembers = new HashMap<>();

  /// What a group is asked for.
  ///
  /// @param local whom it guards
  /// @param peer who the other end is, wherever its addresses lie
  private record Guarded(
      ResourceId group,
      Direction direction,
      Optional<ResourceId> subnet,
      Party local,
      Party peer) {}

  GroupRules(Tags tags) {
    this.tags = tags;
  }

  Tags tags() {
    return tags;
  }

  /// @param local the machine that the group guards
  /// @param peer the other end
  Hop hop(
      String place,
      SecurityGroup group,
      Direction direction,
      Optional<Subnet> subnet,
      Party local,
      Party peer) {
    if (direction == Direction.EGRESS && isPlatform(peer.addresses())) {
      return platformHop(place, group, subnet, local, peer);
    }
    Bounds packets = function(group, direction, subnet, local, peer).at(peer.addresses());
    return new Hop(
        place,
        packets,
        packet -> {
          AddressSet at = PeerFunction.shown(packets, packet, peer.addresses());
          Party shown = new Party(at, peer.pool(), peer.own());
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
      SecurityGroup group, Direction direction, Optional<Subnet> subnet, Party local, Party peer) {
    boolean members =
        namingMembers.computeIfAbsent(
            group.id(),
            _ ->
                Stream.of(Direction.values())
                    .flatMap(one -> group.rules(one).stream())
                    .anyMatch(Tags::nameMembers));
    Party mine = members ? local : local.nameless();
    Party other = members ? new Party(AddressSet.ALL, peer.pool(), peer.own()) : EVERYBODY;
    return functions.computeIfAbsent(
        new Guarded(group.id(), direction, subnet.map(Subnet::id), mine, other),
        _ ->
            PeerFunction.of(
                group.rules(direction).stream()
                    .flatMap(rule -> met(rule, subnet, mine, other).stream())
                    .toList(),
                Bounds.NONE));
  }

  private Optional<Met> met(Rule rule, Optional<Subnet> subnet, Party local, Party peer) {
    AddressBounds mine = tags.addresses(rule.local(), subnet, local);
    return local.addresses().disjoint(mine.possible())
        ? Optional.empty()
        : Optional.of(
            new Met(
                rule.verdict(),
                tags.addresses(rule.peers(), subnet, peer),
                rule.ports().packets(),
                local.addresses().implies(mine.sure())));
  }

  private Hop platformHop(
      String place, SecurityGroup group, Optional<Subnet> subnet, Party local, Party peer) {
    Direction direction = Direction.EGRESS;
    List<Rule> rules =
        group.rules(direction).stream().filter(rule -> namesPlatform(rule.peers())).toList();
    List<Met> met =
        rules.stream().flatMap(rule -> met(rule, subnet, local, peer).stream()).toList();
    return new Hop(
        place,
        PeerFunction.of(met, Bounds.ALL).at(peer.addresses()),
        packet ->
            decided(
                group,
                rules,
                rule -> match(rule, subnet, local, peer),
                packet,
                platform(group, direction, subnet, local, peer, packet)));
  }

  private Bounds match(Rule rule, Optional<Subnet> subnet, Party local, Party peer) {
    AddressBounds mine = tags.addresses(rule.local(), subnet, local);
    AddressBounds other = tags.addresses(rule.peers(), subnet, peer);
    if (local.addresses().disjoint(mine.possible())
        || peer.addresses().disjoint(other.possible())) {
      return Bounds.NONE;
    }
    PacketSet packets = rule.ports().packets();
    boolean sure = local.addresses().implies(mine.sure()) && peer.addresses().implies(other.sure());
    return sure ? Bounds.exactly(packets) : new Bounds(PacketSet.EMPTY, packets);
  }

  /// Whether these are addresses that the machine under the node serves itself. What comes from
  /// there, such as probes of a load balancer, is filtered like anything else.
  static boolean isPlatform(AddressSet destination) {
    return !destination.isEmpty() && destination.implies(PLATFORM);
  }

  private static boolean namesPlatform(Peers peers) {
    return peers
        .parts()
        .anyMatch(part ->
            part instanceof Peers.Tag(var name)
                && name.toLowerCase(Locale.ROOT).startsWith("azureplatform"));
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
      Party local,
      Party peer,
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
