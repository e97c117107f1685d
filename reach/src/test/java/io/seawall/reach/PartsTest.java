package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import io.seawall.reach.Part.Role;
import io.seawall.reach.Part.Share;
import io.seawall.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Parts of packets, and the policies and rules that have a share in them.
class PartsTest {
  @Test
  void parts_hold_every_packet_once_and_say_what_policies_let_by() {
    Property.cases(300)
        .holds(
            Drawn.clusters(Drawn.Known.NOT_EVERYTHING),
            Drawn.ENGINES,
            (cluster, engine) -> {
              Reach reach = Reach.of(cluster.snapshot(), engine, List.of());
              for (Endpoint from : reach.universe().endpoints()) {
                for (Endpoint to : reach.universe().endpoints()) {
                  if (from.v6() == to.v6()) {
                    Bounds sent = joined(reach.parts(Direction.EGRESS, from, to));
                    Bounds received = joined(reach.parts(Direction.INGRESS, to, from));
                    assertThat(sent.and(received)).isEqualTo(reach.policies(from, to));
                  }
                }
              }
            });
  }

  private static Bounds joined(List<Part> parts) {
    Bounds all = Bounds.NONE;
    PacketSet seen = PacketSet.EMPTY;
    for (Part part : parts) {
      assertThat(part.packets().isEmpty()).isFalse();
      assertThat(part.packets().disjoint(seen)).isTrue();
      seen = seen.or(part.packets());
      all =
          all.or(
              switch (part.opinion()) {
                case ALLOW, NO_OPINION -> Bounds.exactly(part.packets());
                case UNKNOWN -> new Bounds(PacketSet.EMPTY, part.packets());
                case DENY -> Bounds.NONE;
              });
    }
    assertThat(seen.isAll()).isTrue();
    return all;
  }

  /// Where all is known of one engine, the last share decides.
  @Test
  void what_is_decided_is_decided_by_its_last_share() {
    Property.cases(300)
        .holds(
            Drawn.clusters(Drawn.Known.EVERYTHING),
            cluster -> {
              Reach reach = Reach.of(cluster.snapshot(), List.of(Engine.CALICO), List.of());
              for (Endpoint from : reach.universe().endpoints()) {
                for (Endpoint to : reach.universe().endpoints()) {
                  if (from.v6() == to.v6()) {
                    reach.parts(Direction.EGRESS, from, to).forEach(PartsTest::checkLast);
                    reach.parts(Direction.INGRESS, to, from).forEach(PartsTest::checkLast);
                  }
                }
              }
            });
  }

  private static void checkLast(Part part) {
    List<Share> sure = part.shares().stream().filter(Share::sure).toList();
    if (part.opinion() == Reason.Opinion.NO_OPINION) {
      assertThat(part.shares()).isEmpty();
    } else if (sure.size() == part.shares().size()) {
      Role last = sure.getLast().role();
      boolean stops = last == Role.DENIES || last == Role.ISOLATES;
      assertThat(part.opinion())
          .as(part.toString())
          .isIn(
              Reason.Opinion.UNKNOWN, // policies of one priority
              stops ? Reason.Opinion.DENY : Reason.Opinion.ALLOW);
    }
  }
}
