package io.seawall.oracle.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.oracle.Answer;
import io.seawall.oracle.Oracle;
import io.seawall.oracle.Packet;
import io.seawall.testkit.Property;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The product and the oracle, asked for the same packets in the same drawn clusters. What the
/// product is sure of, the oracle lets by; what the oracle lets by, the product holds possible.
///
/// Left out: questions whose answer the specifications leave open (see [Doubt]).
class DifferentialTest {
  private static final int CLUSTERS = 3_000;

  /// Packets that can be compared, of each cluster.
  private static final int WORTH = 34;

  private int asked;
  private int exact;

  @Test
  void both_agree_on_every_packet() {
    Property clusters = Property.cases(CLUSTERS);
    clusters.holds(ClusterDraw.clusters(), this::agree);
    System.out.printf(
        "differential: %d packets in %d drawn clusters without a disagreement, %d known exactly;"
            + " seed %d%n",
        asked, clusters.count(), exact, clusters.seed());
    assertThat(asked).as("packets that were compared").isGreaterThan(clusters.count() * WORTH);
    assertThat(exact).as("answers that are exact").isGreaterThan(asked / 2);
  }

  private void agree(DrawnCluster cluster) {
    List<Oracle> worlds = worlds(cluster);
    EngineUnderTest engine = new EngineUnderTest(cluster);
    for (Question question : cluster.questions()) {
      if (!question.isSettled()) {
        continue;
      }
      Packet packet = question.packet();
      Optional<Bounds> bounds = engine.between(packet);
      if (bounds.isPresent()) {
        io.seawall.packets.Packet seen = EngineUnderTest.seen(packet);
        boolean sure = bounds.get().sure().contains(seen);
        boolean possible = bounds.get().possible().contains(seen);
        Answer answer =
            worlds.stream()
                .map(oracle -> oracle.answer(packet))
                .reduce(Answer::unless)
                .orElseThrow();
        if (answer != Answer.NO) {
          assertThat(possible).as("the oracle lets by %s: %s", packet, answer).isTrue();
        }
        if (answer != Answer.YES) {
          assertThat(sure).as("the oracle stops %s: %s", packet, answer).isFalse();
        }
        asked++;
        exact += sure == possible ? 1 : 0;
      }
    }
  }

  /// The worlds that the product must hold possible. Whether Cilium, or the Calico that AKS
  /// installs, acts on policies of administrators is not documented; and no release of Calico acts
  /// on the older kinds and on ClusterNetworkPolicy. How Cilium would order them beside its own
  /// denies is not documented either, so there only the world in which it does not read them is
  /// asked.
  private static List<Oracle> worlds(DrawnCluster cluster) {
    if (!cluster.has(DrawnCluster::isOfAdministrator)) {
      return List.of(cluster.oracle());
    }
    DrawnCluster speaking = cluster.without(DrawnCluster::isSilent);
    boolean older = speaking.has(DrawnCluster::isOfOlderKind);
    boolean newer = speaking.has(DrawnCluster::isOfNewerKind);
    if (cluster.engine().equals("cilium") && cluster.has(DrawnCluster::isOfCilium)) {
      return List.of(cluster.without(DrawnCluster::isOfAdministrator).oracle());
    }
    boolean azure = cluster.has(object -> object.containsKey("type"));
    if (cluster.engine().equals("calico") && !azure && !(older && newer)) {
      return List.of(cluster.oracle());
    }
    return List.of(
        cluster.oracle(),
        cluster.without(DrawnCluster::isOfAdministrator).oracle(),
        cluster.without(DrawnCluster::isOfOlderKind).oracle(),
        cluster.without(DrawnCluster::isOfNewerKind).oracle());
  }
}
