package io.seawall.model.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.model.policy.Tier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageTest {
  @ParameterizedTest
  @EnumSource
  void a_stage_is_found_by_its_tier_and_its_name(Stage stage) {
    assertThat(Stage.of(stage.tier())).isEqualTo(stage);
    assertThat(Stage.named(stage.tier().name())).contains(stage);
  }

  @Test
  void stages_are_asked_in_their_order() {
    assertThat(Stream.of(Stage.values()).map(Stage::tier).sorted().map(Stage::of))
        .containsExactly(Stage.values());
    assertThat(Stream.of(Stage.values()).map(Stage::tier).map(Tier::order).distinct())
        .hasSameSizeAs(Stage.values());
  }

  @Test
  void a_denial_and_an_authorization_count_whatever_their_order() {
    assertThat(
            Stream.of(Stage.values()).filter(stage -> stage.tier().fold() == Tier.Fold.DENY_WINS))
        .containsExactly(Stage.EXTERNAL, Stage.DENIAL, Stage.AUTHORIZATION);
  }

  @Test
  void rules_that_name_somebody_stand_at_three_of_them() {
    assertThat(Stream.of(Stage.values()).filter(Stage::isOfRules))
        .containsExactly(Stage.WAYPOINT, Stage.AUTHORIZATION, Stage.RANKED);
  }

  @Test
  void another_tier_is_none() {
    Tier other = new Tier(100, "NetworkPolicy", Tier.Fold.DENY_WINS);
    assertThat(Stage.named("NetworkPolicy")).isEmpty();
    assertThatThrownBy(() -> Stage.of(other)).isInstanceOf(IllegalArgumentException.class);
  }
}
