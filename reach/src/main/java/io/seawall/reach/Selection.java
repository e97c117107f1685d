package io.seawall.reach;

import java.util.List;

/// Endpoints, by id, that somebody means for sure and those that he possibly means. The sets are
/// shared.
///
/// INVARIANT: `possible` holds all of `sure`.
record Selection(EndpointSet sure, EndpointSet possible) {
  static Selection exactly(EndpointSet members) {
    return new Selection(members, members);
  }

  static Selection within(EndpointSet members) {
    return new Selection(EndpointSet.EMPTY, members);
  }

  /// Everybody whom one of these means.
  static Selection union(List<Selection> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    EndpointSet sure = EndpointSet.union(parts.stream().map(Selection::sure).toList());
    return parts.stream().allMatch(Selection::isExact)
        ? exactly(sure)
        : new Selection(sure, EndpointSet.union(parts.stream().map(Selection::possible).toList()));
  }

  Selection or(Selection that) {
    return isExact() && that.isExact()
        ? exactly(sure.or(that.sure))
        : new Selection(sure.or(that.sure), possible.or(that.possible));
  }

  Selection and(Selection that) {
    return isExact() && that.isExact()
        ? exactly(sure.and(that.sure))
        : new Selection(sure.and(that.sure), possible.and(that.possible));
  }

  /// Those of these whom the others do not mean.
  Selection minus(Selection that) {
    return isExact() && that.isExact()
        ? exactly(sure.minus(that.sure))
        : new Selection(sure.minus(that.possible), possible.minus(that.sure));
  }

  Selection and(EndpointSet filter) {
    EndpointSet mine = sure.and(filter);
    return isExact() ? exactly(mine) : new Selection(mine, possible.and(filter));
  }

  /// The same endpoints, none of them for sure.
  Selection doubted() {
    return sure.isEmpty() ? this : within(possible);
  }

  @SuppressWarnings(
      "ReferenceEquality") // the same object, not equal ones: a quick test that may say no too
  // often
  boolean isExact() {
    return sure == possible;
  }
}
