package io.seawall.reach;

import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// Endpoints, by id, that somebody means for sure and those that he possibly means. The bitmaps are
/// shared and never changed.
///
/// INVARIANT: `possible` holds all of `sure`.
record Selection(RoaringBitmap sure, RoaringBitmap possible) {
  static Selection exactly(RoaringBitmap members) {
    return new Selection(members, members);
  }

  static Selection within(RoaringBitmap members) {
    return new Selection(new RoaringBitmap(), members);
  }

  /// Everybody whom one of these means.
  static Selection union(List<Selection> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    RoaringBitmap sure = new RoaringBitmap();
    parts.forEach(part -> sure.or(part.sure));
    sure.runOptimize();
    if (parts.stream().allMatch(Selection::isExact)) {
      return exactly(sure);
    }
    RoaringBitmap possible = new RoaringBitmap();
    parts.forEach(part -> possible.or(part.possible));
    possible.runOptimize();
    return new Selection(sure, possible);
  }

  Selection or(Selection that) {
    return isExact() && that.isExact()
        ? exactly(RoaringBitmap.or(sure, that.sure))
        : new Selection(
            RoaringBitmap.or(sure, that.sure), RoaringBitmap.or(possible, that.possible));
  }

  Selection and(RoaringBitmap filter) {
    RoaringBitmap mine = RoaringBitmap.and(sure, filter);
    return isExact() ? exactly(mine) : new Selection(mine, RoaringBitmap.and(possible, filter));
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
