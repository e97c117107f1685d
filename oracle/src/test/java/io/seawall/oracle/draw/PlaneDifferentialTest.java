package io.seawall.oracle.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.oracle.Answer;
import io.seawall.oracle.Oracle;
import io.seawall.oracle.Packet;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The product and the oracle, asked for the same packets in drawn networks of Azure: what the
/// product is sure of, the oracle does not stop; what it is sure to be stopped, the oracle does not
/// let by. In half of the worlds one resource is kept from the product, and not from the oracle:
/// the product must not be sure of more for that.
///
/// Left out: questions whose answer the specifications leave open (see [Doubt]), and packets to
/// pods where what decides on the way is kept from the product, which takes for given that AKS
/// needs it to let them by.
class PlaneDifferentialTest {
  private static final int CLUSTERS = 60;

  /// Packets that can be compared, of each cluster.
  private static final int WORTH = 20;

  /// Which of the resources that others name is kept back, counted round; none of them below 8.
  private static final Gen<Integer> KEPT = choices -> choices.draw(16);

  private static final List<String> NAMED =
      List.of(
          "networkSecurityGroups/",
          "routeTables/",
          "azureFirewalls/",
          "firewallPolicies/",
          "ipGroups/",
          "natGateways/",
          "virtualNetworks/hub");

  private int asked;
  private final Map<String, Integer> counts = new TreeMap<>();

  @Test
  void both_agree_on_every_packet() {
    Property clusters = Property.cases(CLUSTERS);
    clusters.holds(PlaneDraw.planes(), KEPT, this::agree);
    System.out.printf(
        "differential: %d packets in %d drawn networks of Azure without a disagreement, %s; seed"
            + " %d%n",
        asked, clusters.count(), counts, clusters.seed());
    assertThat(asked).as("packets that were compared").isGreaterThan(clusters.count() * WORTH);
    assertThat(count("YES sure") + count("NO stopped"))
        .as("answers that are exact")
        .isGreaterThan(asked / 2);
  }

  private int count(String kind) {
    return counts.getOrDefault(kind, 0);
  }

  private void agree(DrawnCluster world, int kept) {
    Oracle oracle = world.oracle();
    List<Map<String, Object>> named = new ArrayList<>();
    world.objects().stream().filter(PlaneDifferentialTest::isNamed).forEach(named::add);
    Optional<Map<String, Object>> missing =
        kept < 8 || named.isEmpty()
            ? Optional.empty()
            : Optional.of(named.get((kept - 8) % named.size()));
    DrawnCluster shown = missing.map(one -> world.without(one::equals)).orElse(world);
    EngineUnderTest engine = new EngineUnderTest(shown);
    for (Question question : world.questions()) {
      Packet packet = question.packet();
      if (question.isSettled() && (missing.isEmpty() || packet.to().indexOf('/') < 0)) {
        engine.between(packet).ifPresent(bounds -> compare(packet, bounds, oracle, missing));
      }
    }
  }

  private static boolean isNamed(Map<String, Object> object) {
    String id = String.valueOf(object.get("id"));
    return NAMED.stream().anyMatch(id::contains);
  }

  private void compare(
      Packet packet, Bounds bounds, Oracle oracle, Optional<Map<String, Object>> missing) {
    io.seawall.packets.Packet seen = EngineUnderTest.seen(packet);
    boolean sure = bounds.sure().contains(seen);
    boolean possible = bounds.possible().contains(seen);
    Answer answer = oracle.answer(packet);
    String without = missing.map(one -> ", without " + one.get("id")).orElse("");
    if (answer == Answer.YES) {
      assertThat(possible).as("the oracle lets by %s%s", packet, without).isTrue();
    }
    if (answer == Answer.NO) {
      assertThat(sure).as("the oracle stops %s%s", packet, without).isFalse();
    }
    asked++;
    String told = sure ? " sure" : possible ? " unknown" : " stopped";
    counts.merge(
        answer + told + (missing.isPresent() && told.equals(" unknown") ? ", kept back" : ""),
        1,
        Integer::sum);
  }
}
