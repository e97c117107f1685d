package io.seawall.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final Peers.Part TAG = new Peers.Tag("Storage");
  private static final Peers.Part OUTSIDE = new Peers.Outside();
  private static final Peers.Part UNKNOWN = new Peers.Unknown("who");
  private static final Peers MADE =
      new Peers.AnyOf(List.of(TAG, new Peers.AllOf(List.of(OUTSIDE, new Peers.Not(UNKNOWN)))));

  @Test
  void parts_stand_in_order_however_deep_they_are() {
    assertThat(MADE.parts()).containsExactly(TAG, OUTSIDE, UNKNOWN);
    assertThat(MADE.parts(Peers.Tag.class)).containsExactly(new Peers.Tag("Storage"));
    assertThat(TAG.parts()).containsExactly(TAG);
    assertThat(new Peers.AnyOf(List.of()).parts()).isEmpty();
  }

  @Test
  void other_parts_are_put_together_alike() {
    Peers everybody = new Peers.Everybody();
    assertThat(MADE.with(part -> part.equals(OUTSIDE) ? part : everybody))
        .isEqualTo(
            new Peers.AnyOf(
                List.of(everybody, new Peers.AllOf(List.of(OUTSIDE, new Peers.Not(everybody))))));
    assertThat(MADE.with(part -> part)).isEqualTo(MADE);
  }
}
