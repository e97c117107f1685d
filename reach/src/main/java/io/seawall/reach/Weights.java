package io.seawall.reach;

import java.util.Arrays;

/// How many pods sets of endpoints hold.
final class Weights {
  private final long[] each;
  private final long[] before;

  Weights(long[] each) {
    this.each = each;
    this.before = new long[each.length + 1];
    Arrays.setAll(before, i -> i == 0 ? 0 : each[i - 1]);
    Arrays.parallelPrefix(before, Long::sum);
  }

  long of(int id) {
    return each[id];
  }

  long of(EndpointSet set) {
    long sum = 0;
    for (int run = 0; run < set.runs(); run++) {
      sum += between(set.start(run), set.end(run));
    }
    return sum;
  }

  long between(int first, int end) {
    return before[end] - before[first];
  }

  /// The pods of endpoints that are in both.
  long ofBoth(EndpointSet one, EndpointSet other) {
    return one.sumOfBoth(other, this::between);
  }
}
