package io.seawall.analysis.question;

import io.seawall.analysis.question.Group.Kind;
import io.seawall.analysis.question.Group.Member;
import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Path;
import io.seawall.reach.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who can send which of these packets to whom.
public record Question(Group from, Group to, PortQuery port) {
  /// An answer for each pair of members; an end of kind ANY or ONE counts as one member.
  public List<Answer> ask(Reach reach) {
    List<Answer> answers = new ArrayList<>();
    for (Side source : sides(from)) {
      for (Side target : sides(to)) {
        boolean itself = source.member.equals(target.member) && from.kind() == Kind.EACH;
        if (!itself || (from.members().size() == 1 && to.members().size() == 1)) {
          answers.add(answer(reach, source, target));
        }
      }
    }
    return answers;
  }

  /// A member, and how its endpoints are meant.
  private record Side(Member member, List<List<Endpoint>> alternatives) {}

  private static List<Side> sides(Group group) {
    return switch (group.kind()) {
      case EACH -> group.members().stream().map(m -> new Side(m, List.of(m.endpoints()))).toList();
      case ANY -> {
        List<Endpoint> all = group.members().stream().flatMap(m -> m.endpoints().stream()).toList();
        yield List.of(new Side(new Member(group.title(), all), List.of(all)));
      }
      case ONE -> {
        List<Endpoint> all = group.members().stream().flatMap(m -> m.endpoints().stream()).toList();
        yield List.of(
            new Side(new Member(group.title(), all), all.stream().map(List::of).toList()));
      }
    };
  }

  private Answer answer(Reach reach, Side source, Side target) {
    Bounds all = null;
    for (List<Endpoint> from : source.alternatives) {
      for (List<Endpoint> to : target.alternatives) {
        Bounds one = some(reach, from, to);
        all = all == null ? one : all.either(one);
      }
    }
    PortQuery asked = port.at(reach.universe(), target.member);
    Bounds packets = all == null ? Bounds.NONE : all.and(Bounds.exactly(asked.packets()));
    PacketSet wanted =
        !packets.sure().isEmpty()
            ? packets.sure()
            : !packets.possible().isEmpty() ? packets.possible() : asked.packets();
    return new Answer(
        source.member,
        target.member,
        asked,
        packets,
        shown(reach, source, target, packets, wanted));
  }

  /// The packets that get from any of these to any of those.
  private static Bounds some(Reach reach, List<Endpoint> from, List<Endpoint> to) {
    Bounds all = Bounds.NONE;
    for (Endpoint source : from) {
      for (Endpoint target : to) {
        all = all.or(reach.between(source, target));
      }
    }
    return all;
  }

  /// A way for one of the wanted packets that shows the answer.
  private static Optional<Answer.Shown> shown(
      Reach reach, Side source, Side target, Bounds packets, PacketSet wanted) {
    Optional<Answer.Shown> fallback = Optional.empty();
    for (Endpoint from : source.member.endpoints()) {
      for (Endpoint to : target.member.endpoints()) {
        for (Path path : reach.paths(from, to)) {
          Bounds passing = path.packets().and(Bounds.exactly(wanted));
          Optional<Packet> packet =
              passing.sure().isEmpty() ? passing.possible().witness() : passing.sure().witness();
          if (packet.isPresent() && (!passing.sure().isEmpty() || packets.sure().isEmpty())) {
            return Optional.of(new Answer.Shown(from, to, path, packet.get()));
          }
          if (fallback.isEmpty()) {
            fallback =
                path.about().and(wanted).witness().map(p -> new Answer.Shown(from, to, path, p));
          }
        }
      }
    }
    return fallback;
  }
}
