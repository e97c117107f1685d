package io.seawall.packets;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An immutable set of addresses of both families, in one canonical form: ranges that are sorted,
/// disjoint and not adjacent. Two sets with the same members are equal.
public final class AddressSet {
  private static final AddressRange EVERY_V4 = AddressRange.of(Cidr.of("0.0.0.0/0"));
  private static final AddressRange EVERY_V6 = AddressRange.of(Cidr.of("::/0"));

  /// No address.
  public static final AddressSet EMPTY = new AddressSet(List.of());

  /// Every IPv4 address.
  public static final AddressSet ALL_V4 = new AddressSet(List.of(EVERY_V4));

  /// Every IPv6 address.
  public static final AddressSet ALL_V6 = new AddressSet(List.of(EVERY_V6));

  /// Every address of both families.
  public static final AddressSet ALL = new AddressSet(List.of(EVERY_V4, EVERY_V6));

  private final List<AddressRange> ranges;

  private AddressSet(List<AddressRange> canonical) {
    ranges = canonical;
  }

  /// The addresses of these blocks.
  public static AddressSet of(Cidr... blocks) {
    return of(Arrays.stream(blocks).map(AddressRange::of).toList());
  }

  /// The addresses of these blocks, each written as in [Cidr#of].
  public static AddressSet ofBlocks(String... blocks) {
    return of(Arrays.stream(blocks).map(Cidr::of).map(AddressRange::of).toList());
  }

  /// This one address.
  public static AddressSet of(Address address) {
    return new AddressSet(List.of(new AddressRange(address, address)));
  }

  /// The addresses of these ranges, which may overlap and stand in any order.
  public static AddressSet of(Collection<AddressRange> ranges) {
    if (ranges.isEmpty()) {
      return EMPTY;
    }
    List<AddressRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparing(AddressRange::first));
    return new AddressSet(joined(sorted));
  }

  /// Sorted ranges with those that overlap or touch made one.
  private static List<AddressRange> joined(List<AddressRange> sorted) {
    List<AddressRange> out = new ArrayList<>();
    AddressRange open = sorted.getFirst();
    for (AddressRange next : sorted.subList(1, sorted.size())) {
      boolean touches =
          next.first().v6() == open.last().v6()
              && (next.first().compareTo(open.last()) <= 0 || next.first().follows(open.last()));
      if (touches) {
        open =
            next.last().compareTo(open.last()) > 0
                ? new AddressRange(open.first(), next.last())
                : open;
      } else {
        out.add(open);
        open = next;
      }
    }
    out.add(open);
    return List.copyOf(out);
  }

  /// The members as ranges, sorted, disjoint, not adjacent.
  public List<AddressRange> ranges() {
    return ranges;
  }

  /// The fewest blocks that hold the members and nothing else, ascending.
  public List<Cidr> blocks() {
    return ranges.stream().flatMap(range -> range.blocks().stream()).toList();
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /// The lowest member.
  public Optional<Address> first() {
    return ranges.isEmpty() ? Optional.empty() : Optional.of(ranges.getFirst().first());
  }

  public boolean contains(Address address) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      AddressRange range = ranges.get(middle);
      if (range.last().compareTo(address) < 0) {
        low = middle + 1;
      } else if (range.first().compareTo(address) > 0) {
        high = middle - 1;
      } else {
        return true;
      }
    }
    return false;
  }

  public AddressSet or(AddressSet that) {
    if (isEmpty() || that.isEmpty()) {
      return isEmpty() ? that : this;
    }
    List<AddressRange> all = new ArrayList<>(ranges);
    all.addAll(that.ranges);
    return of(all);
  }

  public AddressSet and(AddressSet that) {
    List<AddressRange> out = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < that.ranges.size()) {
      AddressRange a = ranges.get(i);
      AddressRange b = that.ranges.get(j);
      Address first = a.first().compareTo(b.first()) >= 0 ? a.first() : b.first();
      Address last = a.last().compareTo(b.last()) <= 0 ? a.last() : b.last();
      if (first.compareTo(last) <= 0) {
        out.add(new AddressRange(first, last));
      }
      if (a.last().compareTo(b.last()) < 0) {
        i++;
      } else {
        j++;
      }
    }
    return out.isEmpty() ? EMPTY : new AddressSet(List.copyOf(out));
  }

  public AddressSet minus(AddressSet that) {
    return and(that.complement());
  }

  /// Every address of both families that is not a member.
  public AddressSet complement() {
    List<AddressRange> out = new ArrayList<>();
    gaps(EVERY_V4, out);
    gaps(EVERY_V6, out);
    return out.isEmpty() ? EMPTY : new AddressSet(List.copyOf(out));
  }

  private void gaps(AddressRange family, List<AddressRange> out) {
    Optional<Address> from = Optional.of(family.first());
    for (AddressRange range : ranges) {
      if (range.first().v6() == family.first().v6() && from.isPresent()) {
        Address start = from.get();
        if (start.compareTo(range.first()) < 0) {
          out.add(new AddressRange(start, range.first().previous().orElseThrow()));
        }
        from = range.last().next();
      }
    }
    from.ifPresent(start -> out.add(new AddressRange(start, family.last())));
  }

  /// Whether every member is a member of `that`.
  public boolean implies(AddressSet that) {
    int j = 0;
    for (AddressRange mine : ranges) {
      while (j < that.ranges.size() && that.ranges.get(j).last().compareTo(mine.last()) < 0) {
        j++;
      }
      // Ranges never touch, so one of them holds all of mine or nothing does.
      if (j == that.ranges.size() || that.ranges.get(j).first().compareTo(mine.first()) > 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether no address is a member of both.
  public boolean disjoint(AddressSet that) {
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < that.ranges.size()) {
      AddressRange a = ranges.get(i);
      AddressRange b = that.ranges.get(j);
      if (a.last().compareTo(b.first()) < 0) {
        i++;
      } else if (b.last().compareTo(a.first()) < 0) {
        j++;
      } else {
        return false;
      }
    }
    return true;
  }

  /// How many members there are.
  public BigInteger size() {
    BigInteger sum = BigInteger.ZERO;
    for (AddressRange range : ranges) {
      sum = sum.add(number(range.last()).subtract(number(range.first())).add(BigInteger.ONE));
    }
    return sum;
  }

  private static BigInteger number(Address address) {
    return new BigInteger(Long.toUnsignedString(address.high()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(address.low())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressSet that && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
