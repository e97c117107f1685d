package io.seawall.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A law, tried on drawn values: `Property.forAll(SETS, SETS, (a, b) ->
/// assertThat(a.and(b)).isEqualTo(b.and(a)))`.
///
/// A law that breaks is shrunk to a small counterexample, and thrown with the seed that repeats it.
/// System properties: `seawall.seed` starts from that seed, `seawall.cases` sets the number of
/// cases for every law.
public final class Property {
  private static final int CASES = 200;

  private final int count;
  private final long seed;

  private Property(int cases) {
    this.count = Integer.getInteger("seawall.cases", cases);
    this.seed = Long.getLong("seawall.seed", ThreadLocalRandom.current().nextLong());
  }

  /// How many cases a law is tried on.
  public int count() {
    return count;
  }

  /// What repeats the same cases, given as `seawall.seed`.
  public long seed() {
    return seed;
  }

  /// A law about one value.
  @FunctionalInterface
  public interface Law1<A> {
    /// Throws where the law breaks.
    void hold(A a) throws Exception;
  }

  /// A law about two values.
  @FunctionalInterface
  public interface Law2<A, B> {
    /// Throws where the law breaks.
    void hold(A a, B b) throws Exception;
  }

  /// A law about three values.
  @FunctionalInterface
  public interface Law3<A, B, C> {
    /// Throws where the law breaks.
    void hold(A a, B b, C c) throws Exception;
  }

  /// The number of cases for the laws that follow: `Property.cases(1000).holds(SETS, a -> ...)`.
  public static Property cases(int cases) {
    return new Property(cases);
  }

  /// Tries a law on 200 drawn values.
  ///
  /// @throws AssertionError with the smallest counterexample found, and the seed that repeats it
  public static <A> void forAll(Gen<A> as, Law1<A> law) {
    cases(CASES).holds(as, law);
  }

  /// Tries a law on 200 drawn pairs.
  ///
  /// @throws AssertionError with the smallest counterexample found, and the seed that repeats it
  public static <A, B> void forAll(Gen<A> as, Gen<B> bs, Law2<A, B> law) {
    cases(CASES).holds(as, bs, law);
  }

  /// Tries a law on 200 drawn triples.
  ///
  /// @throws AssertionError with the smallest counterexample found, and the seed that repeats it
  public static <A, B, C> void forAll(Gen<A> as, Gen<B> bs, Gen<C> cs, Law3<A, B, C> law) {
    cases(CASES).holds(as, bs, cs, law);
  }

  /// Tries a law about one value, this many times.
  public <A> void holds(Gen<A> as, Law1<A> law) {
    run((choices, values) -> {
      var a = noted(values, as.from(choices));
      law.hold(a);
    });
  }

  /// Tries a law about two values, this many times.
  public <A, B> void holds(Gen<A> as, Gen<B> bs, Law2<A, B> law) {
    run((choices, values) -> {
      var a = noted(values, as.from(choices));
      var b = noted(values, bs.from(choices));
      law.hold(a, b);
    });
  }

  /// Tries a law about three values, this many times.
  public <A, B, C> void holds(Gen<A> as, Gen<B> bs, Gen<C> cs, Law3<A, B, C> law) {
    run((choices, values) -> {
      var a = noted(values, as.from(choices));
      var b = noted(values, bs.from(choices));
      var c = noted(values, cs.from(choices));
      law.hold(a, b, c);
    });
  }

  private void run(Trial trial) {
    for (var i = 0; i < count; i++) {
      // So that the seed of a failure is the first case of the run that repeats it.
      var own = seed + i;
      var failure = attempt(trial, Choices.seeded(own));
      if (failure.isPresent()) {
        var smallest = new Shrinker(choices -> attempt(trial, choices)).smallest(failure.get());
        throw new AssertionError(message(smallest, own, i + 1), smallest.cause());
      }
    }
  }

  /// Draws the values of one case, notes them, and applies the law.
  @FunctionalInterface
  private interface Trial {
    void run(Choices choices, List<Object> values) throws Exception;
  }

  private static <T> T noted(List<Object> values, T value) {
    values.add(value);
    return value;
  }

  private static Optional<Failure> attempt(Trial trial, Choices choices) {
    var values = new ArrayList<Object>();
    try {
      trial.run(choices, values);
      return Optional.empty();
    } catch (Exception | AssertionError | StackOverflowError thrown) {
      return Optional.of(new Failure(choices.taken(), List.copyOf(values), thrown));
    }
  }

  private static String message(Failure failure, long seed, int tried) {
    var text =
        new StringBuilder(
            "the law breaks (case " + tried + "; repeat it with -Dseawall.seed=" + seed + ")");
    var name = 'a';
    for (var value : failure.values()) {
      text.append("\n  ").append(name++).append(" = ").append(value);
    }
    return text.append("\n  ").append(failure.cause()).toString();
  }
}
