package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Snapshot;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Pairs that are counted by blocks are as many as those that are asked for one by one.
class CensusTest {
  /// @param few up to so many members, a set is found by them
  private record World(Snapshot snapshot, Engine engine, int few) {}

  private static final Gen<World> WORLDS =
      choices ->
          new World(
              Drawn.clusters(Drawn.Known.NOT_EVERYTHING).from(choices).snapshot(),
              Gen.pick(Engine.values()).from(choices),
              Gen.pick(0, 1, 4, PairCount.FEW).from(choices));

  @Test
  void every_pair_is_counted_once() {
    Property.cases(1000)
        .holds(
            WORLDS,
            world -> {
              Reach reach = Reach.of(world.snapshot, Optional.of(world.engine), List.of());
              assertThat(Census.of(reach, world.few).pairs()).isEqualTo(oneByOne(reach));
            });
  }

  private static long oneByOne(Reach reach) {
    long pairs = 0;
    for (Endpoint.Pods from : pods(reach)) {
      for (Endpoint.Pods to : pods(reach)) {
        if (!reach.policies(from, to).sure().isEmpty()) {
          long receivers = from.id() == to.id() ? weight(to) - 1 : weight(to);
          pairs += weight(from) * receivers;
        }
      }
    }
    return pairs;
  }

  private static long weight(Endpoint.Pods pods) {
    return Math.max(1, pods.count());
  }

  private static List<Endpoint.Pods> pods(Reach reach) {
    return reach.universe().endpoints().stream()
        .filter(Endpoint.Pods.class::isInstance)
        .map(Endpoint.Pods.class::cast)
        .toList();
  }
}
