package io.seawall.oracle.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.testkit.Property;
import java.util.Locale;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The product and the oracle, asked the same questions of the same drawn meshes. What the product
/// is sure of, the oracle does not contradict.
class MeshDifferentialTest {
  private static final int CLUSTERS = 60;

  /// Answers that can be compared, of each cluster.
  private static final int WORTH = 3;

  private int asked;
  private int exact;
  private int undecided;

  @ParameterizedTest
  @EnumSource
  void both_agree_on_every_answer(MeshKind kind, TestReporter reporter) {
    var clusters = Property.cases(CLUSTERS);
    clusters.holds(MeshDraw.clusters(kind), this::agree);
    reporter.publishEntry(
        "differential of " + kind,
        String.format(
            Locale.ROOT,
            "%d answers about %d drawn clusters without a disagreement, %d known exactly, %d not"
                + " known where the oracle knows; seed %d",
            asked,
            clusters.count(),
            exact,
            undecided,
            clusters.seed()));
    assertThat(asked).as("answers that were compared").isGreaterThan(clusters.count() * WORTH);
    assertThat(exact).as("answers that are exact").isGreaterThan(asked / 2);
    assertThat(undecided).as("answers that only the oracle knows").isLessThan(asked / 5);
  }

  private void agree(DrawnMesh mesh) {
    var comparison = new MeshComparison(mesh);
    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.vague()).isEmpty();
    asked += comparison.asked();
    exact += comparison.exact();
    undecided += comparison.undecided();
  }
}
