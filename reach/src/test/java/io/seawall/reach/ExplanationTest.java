package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.testkit.Property;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a hop says of a packet is what its packets say.
class ExplanationTest {
  @Test
  void a_reason_agrees_with_the_packets_of_its_hop() {
    Property.cases(300)
        .holds(
            Drawn.clusters(Drawn.Known.NOT_EVERYTHING),
            DrawnAzure.sides().optional(),
            Drawn.ENGINES,
            (cluster, azure, engine) -> {
              azure.ifPresent(cluster::azure);
              Reach reach = Reach.of(cluster.snapshot(), engine, List.of());
              for (Endpoint from : asked(reach)) {
                for (Endpoint to : asked(reach)) {
                  for (Path path : reach.paths(from, to)) {
                    path.hops().forEach(hop -> check(hop, from, to));
                  }
                }
              }
            });
  }

  /// Every member of the cluster and some strangers.
  private static List<Endpoint> asked(Reach reach) {
    Stream<Endpoint> members =
        reach.universe().endpoints().stream()
            .filter(endpoint -> !(endpoint instanceof Endpoint.Outside));
    Stream<Endpoint> strangers =
        Stream.concat(Drawn.OUTSIDE.stream(), DrawnAzure.OUTSIDE.stream())
            .map(text -> Cluster.outside(reach, text));
    return Stream.concat(members, strangers).distinct().toList();
  }

  /// Asserts that the reasons of a hop say of packets what the hop does.
  static void check(Hop hop, Endpoint from, Endpoint to) {
    Bounds packets = hop.packets();
    Set<Packet> sample = new LinkedHashSet<>(Drawn.PACKETS);
    packets.sure().witness().ifPresent(sample::add);
    packets.possible().minus(packets.sure()).witness().ifPresent(sample::add);
    PacketSet.ALL.minus(packets.possible()).witness().ifPresent(sample::add);
    for (Packet packet : sample) {
      Reason reason = hop.why(packet);
      boolean says =
          switch (reason.opinion()) {
            case ALLOW, NO_OPINION -> packets.sure().contains(packet);
            case DENY -> !packets.possible().contains(packet);
            case UNKNOWN -> packets.possible().contains(packet) && !packets.sure().contains(packet);
          };
      assertThat(says)
          .as("%s at %s from %s to %s: %s, but %s", packet, hop.place(), from, to, reason, packets)
          .isTrue();
      assertThat(reason.text()).isNotBlank();
      assertThat(agree(reason)).as("%s", reason.rungs()).isTrue();
    }
  }

  /// Whether the tiers, asked one after the other, come to what the whole says. A tier of which it
  /// is not known what it says leaves the rest open.
  private static boolean agree(Reason reason) {
    for (int i = 0; i < reason.rungs().size(); i++) {
      Reason said = reason.rungs().get(i).reason();
      switch (said.opinion()) {
        case UNKNOWN -> {
          return true;
        }
        case ALLOW, DENY -> {
          return i == reason.rungs().size() - 1
              && said.opinion() == reason.opinion()
              && said.where().equals(reason.where());
        }
        case NO_OPINION -> {}
      }
    }
    return reason.rungs().isEmpty() || reason.opinion() == Reason.Opinion.NO_OPINION;
  }
}
