package io.seawall.reach;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntConsumer;

/// An immutable set of endpoints by id, in one canonical form: runs that are sorted, disjoint and
/// not adjacent. Two sets with the same members are equal.
///
/// Ids are given so that what rules name is few runs: a namespace is one, a block of addresses is
/// one, everybody is one.
///
/// Cost: operations are linear in the runs of the smaller set, and logarithmic in those of the
/// larger between them; a union is linear in both. Compressed bitmaps were tried: they are three
/// objects deep, which on sets of a run or two cost several times as much as the work itself.
final class EndpointSet {
  static final EndpointSet EMPTY = new EndpointSet(new int[0]);

  /// Up to so many runs, a copy costs less than keeping two sets apart.
  static final int FEW_RUNS = 16;

  /// Where membership changes, ascending: members are `[bounds[0], bounds[1])`, `[bounds[2],
  /// bounds[3])` ...
  private final int[] bounds;

  private int hash;

  private EndpointSet(int[] canonical) {
    this.bounds = canonical;
  }

  /// The ids from `first` to `end`, without `end`.
  static EndpointSet range(int first, int end) {
    return first < end ? new EndpointSet(new int[] {first, end}) : EMPTY;
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /// The lowest id.
  ///
  /// @throws IndexOutOfBoundsException if the set is empty
  int first() {
    return bounds[0];
  }

  /// The number of members.
  int size() {
    int size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i];
    }
    return size;
  }

  /// The number of runs.
  int runs() {
    return bounds.length / 2;
  }

  /// The first id of run `run`.
  int start(int run) {
    return bounds[2 * run];
  }

  /// The id after the last of run `run`.
  int end(int run) {
    return bounds[2 * run + 1];
  }

  boolean contains(int id) {
    int at = Arrays.binarySearch(bounds, id);
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }

  void forEach(IntConsumer action) {
    for (int i = 0; i < bounds.length; i += 2) {
      for (int id = bounds[i]; id < bounds[i + 1]; id++) {
        action.accept(id);
      }
    }
  }

  /// The first run from `run` on that ends after `id`, as an index into the bounds; found by steps
  /// that double, since it is most often near.
  private int seek(int run, int id) {
    int step = 2;
    int low = run;
    int high = run;
    while (high < bounds.length && bounds[high + 1] <= id) {
      low = high + 2;
      high += step;
      step *= 2;
    }
    high = Math.min(high, bounds.length);
    while (low < high) {
      int middle = ((low + high) >>> 2) << 1;
      if (bounds[middle + 1] <= id) {
        low = middle + 2;
      } else {
        high = middle;
      }
    }
    return low;
  }

  boolean intersects(EndpointSet that) {
    int i = 0;
    int j = 0;
    while (i < bounds.length && j < that.bounds.length) {
      if (bounds[i + 1] <= that.bounds[j]) {
        i = seek(i + 2, that.bounds[j]);
      } else if (that.bounds[j + 1] <= bounds[i]) {
        j = that.seek(j + 2, bounds[i]);
      } else {
        return true;
      }
    }
    return false;
  }

  /// A number for ids from `first` to `end`, without `end`.
  interface RunValue {
    long of(int first, int end);
  }

  /// The sum of the values of all runs that both have in common.
  long sumOfBoth(EndpointSet that, RunValue value) {
    long sum = 0;
    int i = 0;
    int j = 0;
    while (i < bounds.length && j < that.bounds.length) {
      if (bounds[i + 1] <= that.bounds[j]) {
        i = seek(i + 2, that.bounds[j]);
      } else if (that.bounds[j + 1] <= bounds[i]) {
        j = that.seek(j + 2, bounds[i]);
      } else {
        int end = Math.min(bounds[i + 1], that.bounds[j + 1]);
        sum += value.of(Math.max(bounds[i], that.bounds[j]), end);
        i += bounds[i + 1] == end ? 2 : 0;
        j += that.bounds[j + 1] == end ? 2 : 0;
      }
    }
    return sum;
  }

  /// Whether every member of `that` is a member.
  boolean containsAll(EndpointSet that) {
    int i = 0;
    for (int j = 0; j < that.bounds.length; j += 2) {
      i = seek(i, that.bounds[j]);
      if (i == bounds.length || bounds[i] > that.bounds[j] || bounds[i + 1] < that.bounds[j + 1]) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // a quick test that may say no too often
  private boolean isSame(EndpointSet that) {
    return this == that;
  }

  EndpointSet and(EndpointSet that) {
    if (isSame(that)) {
      return this;
    }
    Builder out = new Builder(Math.min(bounds.length, that.bounds.length));
    int i = 0;
    int j = 0;
    while (i < bounds.length && j < that.bounds.length) {
      if (bounds[i + 1] <= that.bounds[j]) {
        i = seek(i + 2, that.bounds[j]);
      } else if (that.bounds[j + 1] <= bounds[i]) {
        j = that.seek(j + 2, bounds[i]);
      } else {
        out.add(Math.max(bounds[i], that.bounds[j]), Math.min(bounds[i + 1], that.bounds[j + 1]));
        if (bounds[i + 1] < that.bounds[j + 1]) {
          i += 2;
        } else {
          j += 2;
        }
      }
    }
    return out.done();
  }

  EndpointSet minus(EndpointSet that) {
    if (isSame(that)) {
      return EMPTY;
    }
    Builder out = new Builder(bounds.length + 2);
    int j = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      int from = bounds[i];
      int end = bounds[i + 1];
      j = that.seek(j, from);
      while (from < end && j < that.bounds.length && that.bounds[j] < end) {
        if (from < that.bounds[j]) {
          out.add(from, that.bounds[j]);
        }
        from = that.bounds[j + 1];
        if (from < end) {
          j += 2;
        }
      }
      if (from < end) {
        out.add(from, end);
      }
    }
    return out.done();
  }

  EndpointSet or(EndpointSet that) {
    if (isEmpty() || isSame(that)) {
      return that;
    }
    if (that.isEmpty()) {
      return this;
    }
    Builder out = new Builder(bounds.length + that.bounds.length);
    int i = 0;
    int j = 0;
    while (i < bounds.length || j < that.bounds.length) {
      if (j == that.bounds.length || (i < bounds.length && bounds[i] <= that.bounds[j])) {
        out.add(bounds[i], bounds[i + 1]);
        i += 2;
      } else {
        out.add(that.bounds[j], that.bounds[j + 1]);
        j += 2;
      }
    }
    return out.done();
  }

  /// The members of all of these.
  static EndpointSet union(Collection<EndpointSet> sets) {
    Builder out = new Builder(sets.stream().mapToInt(set -> set.bounds.length).sum());
    for (EndpointSet set : sets) {
      out.add(set);
    }
    return out.done();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof EndpointSet that && Arrays.equals(bounds, that.bounds));
  }

  /// Neighbouring runs of like length are common, so each bound is mixed in well.
  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      for (int bound : bounds) {
        h = (h ^ bound) * 0x9E37_79B1;
        h ^= h >>> 15;
      }
      hash = h;
    }
    return h;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(bounds[i]);
      if (bounds[i + 1] > bounds[i] + 1) {
        text.append('-').append(bounds[i + 1] - 1);
      }
    }
    return text.append('}').toString();
  }

  /// Collects runs, in any order; quick where they come in ascending order.
  static final class Builder {
    private int[] bounds;
    private int size;
    private boolean sorted = true;

    /// @param expected twice the number of runs that will be added, about
    Builder(int expected) {
      this.bounds = new int[Math.max(2, expected + (expected & 1))];
    }

    Builder() {
      this(4);
    }

    void add(int id) {
      add(id, id + 1);
    }

    /// Adds the ids from `first` to `end`, without `end`.
    void add(int first, int end) {
      if (size > 0 && first <= bounds[size - 1] && first >= bounds[size - 2]) {
        bounds[size - 1] = Math.max(bounds[size - 1], end);
        return;
      }
      sorted &= size == 0 || first > bounds[size - 1];
      if (size == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * size);
      }
      bounds[size++] = first;
      bounds[size++] = end;
    }

    void add(EndpointSet set) {
      for (int i = 0; i < set.bounds.length; i += 2) {
        add(set.bounds[i], set.bounds[i + 1]);
      }
    }

    EndpointSet done() {
      if (size == 0) {
        return EMPTY;
      }
      if (!sorted) {
        return sorted().done();
      }
      return new EndpointSet(size == bounds.length ? bounds : Arrays.copyOf(bounds, size));
    }

    private Builder sorted() {
      long[] runs = new long[size / 2];
      for (int i = 0; i < runs.length; i++) {
        runs[i] = ((long) bounds[2 * i] << 32) | bounds[2 * i + 1];
      }
      Arrays.sort(runs);
      Builder out = new Builder(size);
      for (long run : runs) {
        out.add((int) (run >>> 32), (int) run);
      }
      return out;
    }
  }
}
