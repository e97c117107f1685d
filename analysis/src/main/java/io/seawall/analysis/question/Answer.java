package io.seawall.analysis.question;

import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Path;
import java.util.Optional;

/// The answer to one question about two members.
///
/// @param packets those that get through, of the ones asked about
/// @param shown a way and a packet that show the answer best: one that passes, else one that is
///   stopped; empty if the two have no way to each other at all
public record Answer(
    Group.Member from, Group.Member to, PortQuery asked, Bounds packets, Optional<Shown> shown) {

  /// Whether some packet that was asked about gets through.
  public Reply some() {
    if (!packets.sure().isEmpty()) {
      return Reply.YES;
    }
    return packets.possible().isEmpty() ? Reply.NO : Reply.UNKNOWN;
  }

  /// Whether every packet that was asked about gets through.
  ///
  /// A port by a name that the receiver does not have stands for no packet: then the reply is no.
  public Reply every() {
    if (asked.packets().isEmpty()) {
      return Reply.NO;
    }
    if (asked.packets().implies(packets.sure())) {
      return Reply.YES;
    }
    return asked.packets().implies(packets.possible()) ? Reply.UNKNOWN : Reply.NO;
  }

  /// Yes, no, or not to be told from the input.
  public enum Reply {
    YES,
    NO,
    UNKNOWN
  }

  /// One way and one packet on it.
  public record Shown(Endpoint from, Endpoint to, Path path, Packet packet) {}
}
