package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;

/// How rules speak of the packets between two endpoints.
record Matching(PeerSelector selector, Direction direction, Endpoint subject, Endpoint peer) {
  /// Whether a rule means somebody.
  enum Match {
    NO,
    MAYBE,
    YES
  }

  /// Whether the rule means the peer.
  Match peers(Rule rule) {
    Selection peers =
        selector.select(rule.peers(), selector.coverage().exceptionsHonoured(subject));
    if (!peers.possible().contains(peer.id())) {
      return Match.NO;
    }
    return peers.sure().contains(peer.id()) ? Match.YES : Match.MAYBE;
  }

  /// The packets that the rule speaks of, with what names of ports stand for at the receiver.
  PacketSet packets(Rule rule) {
    PacketSet packets = rule.ports().packets();
    Endpoint receiver = direction == Direction.INGRESS ? subject : peer;
    for (NamedPort port : rule.ports().named()) {
      if (receiver instanceof Endpoint.Pods pods) {
        packets = packets.or(selector.resolve(port, pods));
      }
    }
    return packets;
  }

  /// All packets that the engine may take the rule for, since it may look a name up at other pods.
  PacketSet possible(Rule rule) {
    PacketSet packets = packets(rule);
    if (direction == Direction.EGRESS) {
      for (NamedPort port : rule.ports().named()) {
        packets = packets.or(selector.anywhere(port));
      }
    }
    return packets;
  }

  /// Those of the packets that the engine may not see, since a range of ports gives them.
  PacketSet pastFirst(Rule rule) {
    return selector.coverage().honoursRanges() ? PacketSet.EMPTY : rule.ports().beyondFirst();
  }
}
