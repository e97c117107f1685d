package io.seawall.practices;

import io.seawall.model.Bounds;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A security group asked about somebody of whom only the kind is known: a machine of the group's
/// network, whose addresses nobody gave, or one behind a service tag, whose addresses change weekly
/// and which is never empty.
///
/// Source: Microsoft Learn, "Network security groups" (first match by priority) and "Virtual
/// network service tags".
public record GroupAlone(SecurityGroup group, Direction direction) {

  /// The other end of a packet.
  ///
  /// @param where its address is one of these
  /// @param tag a service tag that holds it
  /// @param inNetwork whether it is in the network of the group (tag VirtualNetwork)
  public record Peer(AddressSet where, Optional<String> tag, boolean inNetwork) {
    /// A machine of the group's network.
    public static Peer inNetwork(AddressSet where) {
      return new Peer(where, Optional.empty(), true);
    }

    /// A machine outside of the group's network.
    public static Peer outside(AddressSet where) {
      return new Peer(where, Optional.empty(), false);
    }

    /// A machine behind a service tag, at some public address.
    public static Peer behind(String tag) {
      return new Peer(Space.PUBLIC, Optional.of(tag), false);
    }
  }

  private enum Match {
    NO,
    MAYBE,
    YES
  }

  /// The packets that the group lets by between a peer and a machine that it guards.
  ///
  /// @param local where the address of the machine lies
  public Bounds packets(Peer peer, AddressSet local) {
    Bounds packets = Bounds.NONE;
    for (Rule rule : group.rules(direction).reversed()) {
      Bounds match =
          switch (match(rule, peer, local)) {
            case YES -> Bounds.exactly(rule.ports().packets());
            case MAYBE -> new Bounds(PacketSet.EMPTY, rule.ports().packets());
            case NO -> Bounds.NONE;
          };
      packets =
          switch (rule.verdict()) {
            case ALLOW -> packets.or(match);
            case DENY -> packets.minus(match);
            case PASS -> packets;
          };
    }
    return packets;
  }

  /// The first rule that matches a packet, or possibly does.
  public Optional<Rule> decider(Peer peer, AddressSet local, Packet packet) {
    return group.rules(direction).stream()
        .filter(rule -> rule.ports().packets().contains(packet))
        .filter(rule -> match(rule, peer, local) != Match.NO)
        .findFirst();
  }

  /// Where machines that the group guards may be: each range that its rules name, and anywhere
  /// else. Public addresses are those of load balancers and left out.
  public List<AddressSet> locals() {
    AddressSet named = AddressSet.EMPTY;
    for (Rule rule : group.rules(direction)) {
      named = named.or(explicit(rule.local()));
    }
    named = named.minus(Space.PUBLIC);
    List<AddressSet> locals = new ArrayList<>();
    Cuts cuts = new Cuts();
    group.rules(direction).forEach(rule -> cuts.at(explicit(rule.local())));
    for (AddressRange part : cuts.parts(named)) {
      locals.add(AddressSet.of(List.of(part)));
    }
    if (!named.equals(AddressSet.ALL.minus(Space.PUBLIC))) {
      locals.add(AddressSet.ALL.minus(Space.PUBLIC).minus(named));
    }
    return locals;
  }

  /// The addresses that a rule names one by one or as blocks; none for tags and for anybody.
  public static AddressSet explicit(Peers peers) {
    return switch (peers) {
      case Peers.Addresses(var addresses) -> addresses.possible();
      case Peers.Block block -> block.addresses();
      case Peers.AnyOf(var inner) ->
          inner.stream().map(GroupAlone::explicit).reduce(AddressSet.EMPTY, AddressSet::or);
      case Peers.Everybody _,
          Peers.Tag _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Outside _,
          Peers.AllOf _,
          Peers.Not _,
          Peers.Proxied _,
          Peers.ApplicationGroup _,
          Peers.Unknown _ ->
          AddressSet.EMPTY;
    };
  }

  private static Match match(Rule rule, Peer peer, AddressSet local) {
    Match here = match(rule.local(), Peer.inNetwork(local));
    Match there = match(rule.peers(), peer);
    return here.compareTo(there) < 0 ? here : there;
  }

  private static Match match(Peers peers, Peer peer) {
    return switch (peers) {
      case Peers.Everybody _ -> Match.YES;
      case Peers.Addresses(var addresses) ->
          within(peer.where, addresses.sure(), addresses.possible());
      case Peers.Block block -> within(peer.where, block.addresses(), block.addresses());
      case Peers.Tag(var name) -> tagged(name.toLowerCase(Locale.ROOT), peer);
      case Peers.AnyOf(var inner) ->
          inner.stream().map(one -> match(one, peer)).max(Match::compareTo).orElse(Match.NO);
      case Peers.Pods _, Peers.Nodes _ -> Match.NO;
      case Peers.Outside _, Peers.AllOf _, Peers.Not _ -> Match.MAYBE;
      case Peers.ApplicationGroup _, Peers.Proxied _, Peers.Unknown _ -> Match.MAYBE;
    };
  }

  private static Match within(AddressSet where, AddressSet sure, AddressSet possible) {
    if (where.implies(sure)) {
      return Match.YES;
    }
    return where.disjoint(possible) ? Match.NO : Match.MAYBE;
  }

  private static Match tagged(String name, Peer peer) {
    return switch (name) {
      case "virtualnetwork" -> peer.inNetwork ? Match.YES : Match.NO;
      case "internet" -> peer.inNetwork ? Match.NO : within(peer.where, Space.PUBLIC, Space.PUBLIC);
      case "azureloadbalancer" -> Match.NO;
      default -> {
        String own = peer.tag.orElse("").toLowerCase(Locale.ROOT);
        if (own.equals(name) || own.startsWith(name + ".")) {
          yield Match.YES;
        }
        yield peer.inNetwork || name.startsWith("azureplatform") ? Match.NO : Match.MAYBE;
      }
    };
  }
}
