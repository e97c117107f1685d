package io.seawall.reach;

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
