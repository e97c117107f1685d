package io.seawall.oracle.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.oracle.Answer;
import io.seawall.oracle.Oracle;
import io.seawall.oracle.Packet;
import io.seawall.testkit.Property;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The product and the oracle, asked for the same packets in drawn networks of Azure: what the
/// product is sure of, the oracle does not stop; what it is sure to be stopped, the oracle does not
/// let by.
///
/// Left out: questions whose answer the specifications leave open (see [Doubt]).
class PlaneDifferentialTest {
  private static final int CLUSTERS = 150;

  private int asked;
  private final Map<String, Integer> counts = new TreeMap<>();

  @Test
  void both_agree_on_every_packet() {
    Property clusters = Property.cases(CLUSTERS);
    clusters.holds(PlaneDraw.planes(), this::agree);
    System.out.printf(
        "differential: %d packets in %d drawn networks without a disagreement, %s; seed %d%n",
        asked, clusters.count(), counts, clusters.seed());
  }

  private void agree(DrawnCluster cluster) {
    Oracle oracle = cluster.oracle();
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
        Answer answer = oracle.answer(packet);
        if (answer == Answer.YES) {
          assertThat(possible).as("the oracle lets by %s", packet).isTrue();
        }
        if (answer == Answer.NO) {
          assertThat(sure).as("the oracle stops %s", packet).isFalse();
        }
        asked++;
        counts.merge(answer + (sure ? " sure" : possible ? " unknown" : " stopped"), 1, Integer::sum);
      }
    }
  }
}
