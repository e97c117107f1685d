package io.seawall.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A stream of bounded choices, from which every drawn value is made, and the record of what was
/// chosen.
///
/// A recorded stream can be replayed and made smaller, so that one shrinker serves every kind of
/// value. Past its end a replayed stream yields 0: generators put their simplest value there.
public final class Choices {
  private final List<Integer> script;
  private final SplittableRandom random;
  private final boolean replaying;
  private final List<Integer> taken = new ArrayList<>();

  private Choices(List<Integer> script, long seed, boolean replaying) {
    this.script = script;
    this.random = new SplittableRandom(seed);
    this.replaying = replaying;
  }

  /// The stream that a seed stands for: the same seed yields the same choices in every run.
  public static Choices seeded(long seed) {
    return new Choices(List.of(), seed, false);
  }

  /// The stream that makes these choices and then only 0. A choice past its bound counts as the
  /// largest.
  public static Choices replayed(List<Integer> script) {
    return new Choices(List.copyOf(script), 0, true);
  }

  /// The next choice, from 0 to `bound` - 1.
  ///
  /// @throws IllegalArgumentException if `bound` is not positive
  public int draw(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("a choice needs at least one possibility, not " + bound);
    }
    var at = taken.size();
    var choice =
        replaying
            ? (at < script.size() ? Math.min(script.get(at), bound - 1) : 0)
            : random.nextInt(bound);
    taken.add(choice);
    return choice;
  }

  /// The choices made so far, in order.
  public List<Integer> taken() {
    return List.copyOf(taken);
  }
}
