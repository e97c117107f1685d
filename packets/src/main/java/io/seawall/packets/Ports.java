package io.seawall.packets;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;

/// An immutable set of 16-bit numbers, 0 and 65535 included: ports, or ICMP types or codes.
/// Canonical and interned: two sets with the same members are the same object.
public final class Ports {
  /// The highest port.
  public static final int LAST = 65_535;

  private static final Interner<Form, Ports> KNOWN = new Interner<>();

  /// No port.
  public static final Ports NONE = canonical(new int[0]);

  /// Every port.
  public static final Ports ALL = canonical(new int[] {0, LAST + 1});

  /// Where membership changes, ascending: members are `[bounds[0], bounds[1])`, `[bounds[2],
  /// bounds[3])` ...
  private final int[] bounds;

  private Ports(int[] bounds) {
    this.bounds = bounds;
  }

  private static Ports canonical(int[] bounds) {
    return KNOWN.intern(new Form(bounds), form -> new Ports(form.bounds));
  }

  /// The port alone.
  ///
  /// @throws IllegalArgumentException if it is not from 0 to 65535
  public static Ports of(int port) {
    return range(port, port);
  }

  /// The ports from `first` to `last`, both included.
  ///
  /// @throws IllegalArgumentException unless 0 ≤ first ≤ last ≤ 65535
  public static Ports range(int first, int last) {
    if (first < 0 || last > LAST || first > last) {
      throw new IllegalArgumentException("not a port range: " + first + "-" + last);
    }
    return canonical(new int[] {first, last + 1});
  }

  /// The ports that are in any of the sets. Cost: linear in their ranges, however many sets.
  public static Ports union(Collection<Ports> sets) {
    if (sets.size() == 1) {
      return sets.iterator().next();
    }
    BitSet members = new BitSet(LAST + 1);
    for (Ports ports : sets) {
      for (int i = 0; i < ports.bounds.length; i += 2) {
        members.set(ports.bounds[i], ports.bounds[i + 1]);
      }
    }
    IntStream.Builder bounds = IntStream.builder();
    for (int first = members.nextSetBit(0); first >= 0; ) {
      int end = members.nextClearBit(first);
      bounds.add(first).add(end);
      first = members.nextSetBit(end);
    }
    return canonical(bounds.build().toArray());
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  public boolean contains(int port) {
    int at = Arrays.binarySearch(bounds, port);
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }

  /// The number of ranges.
  public int ranges() {
    return bounds.length / 2;
  }

  /// The first port of range `index`.
  public int first(int index) {
    return bounds[2 * index];
  }

  /// The last port of range `index`, included.
  public int last(int index) {
    return bounds[2 * index + 1] - 1;
  }

  public Ports or(Ports that) {
    if (this == NONE || that == ALL) {
      return that;
    }
    return that == NONE || this == ALL ? this : combine(that, true, true, true);
  }

  public Ports and(Ports that) {
    if (this == ALL || that == NONE) {
      return that;
    }
    return that == ALL || this == NONE ? this : combine(that, false, false, true);
  }

  public Ports minus(Ports that) {
    if (this == NONE || that == ALL) {
      return NONE;
    }
    return that == NONE ? this : combine(that, true, false, false);
  }

  /// Whether no port is a member of both.
  public boolean disjoint(Ports that) {
    int i = 0;
    int j = 0;
    while (i < bounds.length && j < that.bounds.length) {
      if (bounds[i + 1] <= that.bounds[j]) {
        i += 2;
      } else if (that.bounds[j + 1] <= bounds[i]) {
        j += 2;
      } else {
        return false;
      }
    }
    return true;
  }

  /// The set of ports for which the named flag is set: in this set only, in that one only, in both.
  private Ports combine(Ports that, boolean here, boolean there, boolean both) {
    if (this == that) {
      return both ? this : NONE;
    }
    int[] out = new int[bounds.length + that.bounds.length];
    int size = 0;
    int i = 0;
    int j = 0;
    boolean member = false;
    while (i < bounds.length || j < that.bounds.length) {
      int at =
          Math.min(
              i < bounds.length ? bounds[i] : Integer.MAX_VALUE,
              j < that.bounds.length ? that.bounds[j] : Integer.MAX_VALUE);
      if (i < bounds.length && bounds[i] == at) {
        i++;
      }
      if (j < that.bounds.length && that.bounds[j] == at) {
        j++;
      }
      boolean inHere = i % 2 == 1;
      boolean inThere = j % 2 == 1;
      boolean now = inHere ? (inThere ? both : here) : inThere && there;
      if (now != member) {
        out[size++] = at;
        member = now;
      }
    }
    return canonical(Arrays.copyOf(out, size));
  }

  /// `80,443-445`; `all` and `none` for the two ends.
  @Override
  public String toString() {
    if (this == ALL || isEmpty()) {
      return isEmpty() ? "none" : "all";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ranges(); i++) {
      text.append(i == 0 ? "" : ",").append(first(i));
      if (last(i) > first(i)) {
        text.append('-').append(last(i));
      }
    }
    return text.toString();
  }

  private static final class Form {
    private final int[] bounds;

    Form(int[] bounds) {
      this.bounds = bounds;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Form that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bounds);
    }
  }
}
