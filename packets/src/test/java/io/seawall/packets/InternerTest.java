package io.seawall.packets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InternerTest {
  @Test
  void threads_that_make_the_same_set_at_once_get_one_object() {
    for (int round = 0; round < 200; round++) {
      int port = 1 + round;
      Set<Identity> made = ConcurrentHashMap.newKeySet();
      IntStream.range(0, 64)
          .parallel()
          .forEach(_ ->
              made.add(
                  new Identity(
                      PacketSet.of(
                          Protocol.SCTP, Ports.of(port), Ports.range(port, port + 7_000)))));
      assertThat(made).hasSize(1);
    }
  }

  /// Equal for one object only.
  private record Identity(PacketSet set) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Identity that && set == that.set;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(set);
    }
  }

  @Test
  void a_value_that_is_held_keeps_its_identity_and_others_are_forgotten() {
    Interner<Integer, Object> interner = new Interner<>();
    Object kept = interner.intern(0, _ -> new Object());
    for (int i = 1; i < 200_000; i++) {
      interner.intern(i, _ -> new byte[64]);
    }
    System.gc();
    assertThat(interner.intern(0, _ -> new Object())).isSameAs(kept);
  }
}
