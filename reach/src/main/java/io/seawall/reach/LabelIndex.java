package io.seawall.reach;

import io.seawall.model.policy.LabelTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// Finds the endpoints whose labels pass a test without asking one by one: a bitmap for each value
/// of each key that any rule asks for.
///
/// Cost: linear in the labels once; then an operation on bitmaps for each part of a test.
final class LabelIndex {
  private final Set<String> keys;
  private final Map<String, Map<String, RoaringBitmap>> byKey = new HashMap<>();
  private final RoaringBitmap all = new RoaringBitmap();
  private final Map<LabelTest, RoaringBitmap> known = new HashMap<>();

  /// @param keys those that tests may ask for
  LabelIndex(Set<String> keys) {
    this.keys = keys;
  }

  /// Puts in endpoints with these labels. Everything must be in before the first question.
  void add(Map<String, String> labels, RoaringBitmap members) {
    all.or(members);
    labels.forEach((key, value) -> {
      if (keys.contains(key)) {
        at(key, value).or(members);
      }
    });
  }

  /// Puts in one endpoint with these labels.
  void add(Map<String, String> labels, int member) {
    all.add(member);
    labels.forEach((key, value) -> {
      if (keys.contains(key)) {
        at(key, value).add(member);
      }
    });
  }

  private RoaringBitmap at(String key, String value) {
    return byKey
        .computeIfAbsent(key, _ -> new HashMap<>())
        .computeIfAbsent(value, _ -> new RoaringBitmap());
  }

  /// Makes the bitmaps small: the last step before the first question.
  void complete() {
    all.runOptimize();
    byKey.values().forEach(values -> values.values().forEach(RoaringBitmap::runOptimize));
  }

  /// All endpoints that were put in.
  RoaringBitmap all() {
    return all;
  }

  /// The endpoints whose labels pass; the bitmap is shared.
  ///
  /// @throws IllegalArgumentException if the test asks for another key
  RoaringBitmap passing(LabelTest test) {
    RoaringBitmap before = known.get(test);
    if (before == null) {
      before = find(test);
      known.put(test, before);
    }
    return before;
  }

  private RoaringBitmap find(LabelTest test) {
    return switch (test) {
      case LabelTest.In(var key, var values) -> {
        Map<String, RoaringBitmap> found = values(key);
        if (values.size() == 1) {
          yield found.getOrDefault(values.iterator().next(), new RoaringBitmap());
        }
        RoaringBitmap any = new RoaringBitmap();
        values.forEach(value -> any.or(found.getOrDefault(value, new RoaringBitmap())));
        any.runOptimize();
        yield any;
      }
      case LabelTest.Exists(var key) -> {
        RoaringBitmap any = new RoaringBitmap();
        values(key).values().forEach(any::or);
        any.runOptimize();
        yield any;
      }
      case LabelTest.Not(var inner) -> RoaringBitmap.andNot(all, passing(inner));
      case LabelTest.All(var tests) -> all(tests);
      case LabelTest.OneOf(var tests) -> {
        RoaringBitmap any = new RoaringBitmap();
        tests.forEach(inner -> any.or(passing(inner)));
        yield any;
      }
    };
  }

  private RoaringBitmap all(List<LabelTest> tests) {
    if (tests.isEmpty()) {
      return all;
    }
    RoaringBitmap every = passing(tests.getFirst());
    for (LabelTest test : tests.subList(1, tests.size())) {
      every = RoaringBitmap.and(every, passing(test));
    }
    return every;
  }

  private Map<String, RoaringBitmap> values(String key) {
    if (!keys.contains(key)) {
      throw new IllegalArgumentException("not among the keys of the index: " + key);
    }
    return byKey.getOrDefault(key, Map.of());
  }
}
