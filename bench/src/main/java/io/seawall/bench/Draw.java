package io.seawall.bench;

import java.util.List;

/// Numbers drawn from a seed: the same on every machine and in every release of the JDK.
///
/// Method: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
final class Draw {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private long state;

  private Draw(long state) {
    this.state = state;
  }

  /// Numbers of their own for each purpose and index, so that any part of a cluster can be drawn
  /// without the parts before it.
  static Draw of(long seed, String purpose, long index) {
    return new Draw(mixed(mixed(seed ^ purpose.hashCode()) + GOLDEN * (index + 1)));
  }

  private static long mixed(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return b ^ (b >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mixed(state);
  }

  /// From 0 to `bound` - 1.
  int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /// From `least` to `most`, both included.
  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  /// From 0 up to, and not with, 1.
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double share) {
    return unit() < share;
  }

  /// From 1, with this mean: how many tries it takes until one succeeds.
  int geometric(double mean) {
    return 1 + (int) (StrictMath.log(1 - unit()) / StrictMath.log(1 - 1 / mean));
  }

  /// The logarithm has mean 0 and this deviation.
  double logNormal(double deviation) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return StrictMath.exp(deviation * radius * StrictMath.cos(2 * Math.PI * unit()));
  }

  <T> T of(List<T> values) {
    return values.get(below(values.size()));
  }

  /// So many letters and digits, as Kubernetes ends names with.
  String suffix(int length) {
    StringBuilder text = new StringBuilder(length);
    long bits = next();
    for (int i = 0; i < length; i++) {
      text.append("bcdfghjklmnpqrstvwxz2456789".charAt((int) Long.remainderUnsigned(bits, 27)));
      bits = Long.divideUnsigned(bits, 27);
    }
    return text.toString();
  }
}
