package io.seawall.practices.httprouting;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cluster.Service;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Cuts;
import io.seawall.practices.GroupAlone;
import io.seawall.practices.GroupAlone.Peer;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import io.seawall.reach.Space;
import java.util.List;
import java.util.Optional;

/// The groups of a team's own subnets, which AKS never edits: a public Service needs an allow
/// there, too.
///
/// Source: cloud-provider-azure documentation, "Azure LoadBalancer" (rules name the frontend's
/// address as their destination).
final class FrontGroups {
  private FrontGroups() {}

  /// Whether groups close a public Service.
  sealed interface Closing {
    /// They let nobody on the Internet through, whichever node it leads to.
    record By(String group) implements Closing {}

    /// A group that is attached is not in the input, and none of the others lets anybody through.
    record MayBe(String group) implements Closing {}

    /// On some pool's subnet there is none, or it lets somebody through.
    record No() implements Closing {}
  }

  static Closing closing(Situation situation, Service service) {
    PacketSet packets = PacketSet.EMPTY;
    for (Service.Port port : service.ports()) {
      if (port.protocol().hasPorts()) {
        packets = packets.or(PacketSet.to(port.protocol(), port.port()));
      }
    }
    String closing = "";
    String unread = "";
    for (Pool pool : situation.pools()) {
      Optional<Fact<ResourceId>> attached =
          pool.nodeSubnet().map(place -> place.subnet().securityGroup());
      Optional<SecurityGroup> group =
          attached.flatMap(Fact::known).flatMap(id -> find(situation, id));
      if (attached.isEmpty() || attached.get().isLeftOut()) {
        return new Closing.No();
      }
      if (group.isEmpty()) {
        unread = attached.get().known().map(id -> "NSG " + id.name()).orElse("an NSG");
      } else if (!closes(group.get(), packets)) {
        return new Closing.No();
      } else {
        closing = group.get().title();
      }
    }
    if (!unread.isEmpty()) {
      return new Closing.MayBe(unread);
    }
    return closing.isEmpty() ? new Closing.No() : new Closing.By(closing);
  }

  private static Optional<SecurityGroup> find(Situation situation, ResourceId id) {
    return situation.snapshot().facts().azure().securityGroups().stream()
        .filter(group -> group.id().equals(id))
        .findFirst();
  }

  private static boolean closes(SecurityGroup group, PacketSet packets) {
    boolean deniesByTag =
        group.rules(Direction.INGRESS).stream()
            .anyMatch(rule -> rule.verdict() == Verdict.DENY && rule.local() instanceof Peers.Tag);
    if (deniesByTag) {
      return false; // whether the frontend's address is behind the tag is not known
    }
    GroupAlone alone = new GroupAlone(group, Direction.INGRESS);
    Cuts cuts = new Cuts();
    group.rules(Direction.INGRESS).forEach(rule -> cuts.at(rule.peers()));
    for (AddressRange part : cuts.parts(Space.PUBLIC)) {
      Peer peer = Peer.outside(AddressSet.of(List.of(part)));
      Bounds through = alone.packets(peer, Space.PUBLIC);
      if (!through.possible().disjoint(packets)) {
        return false;
      }
    }
    return true;
  }
}
