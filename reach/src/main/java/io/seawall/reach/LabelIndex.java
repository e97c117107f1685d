package io.seawall.reach;

import io.seawall.model.policy.LabelTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the endpoints whose labels pass a test without asking one by one: a set for each value of
/// each key that any rule asks for.
///
/// Cost: linear in the labels once; then an operation on sets for each part of a test.
final class LabelIndex {
  private final Map<String, Map<String, EndpointSet>> byKey;
  private final EndpointSet all;
  private final Map<LabelTest, EndpointSet> known = new HashMap<>();

  private LabelIndex(Map<String, Map<String, EndpointSet>> byKey, EndpointSet all) {
    this.byKey = byKey;
    this.all = all;
  }

  /// Collects endpoints with their labels.
  static final class Builder {
    private final Map<String, Map<String, EndpointSet.Builder>> byKey = new HashMap<>();
    private final EndpointSet.Builder all = new EndpointSet.Builder();

    /// @param keys those that tests may ask for
    Builder(Set<String> keys) {
      keys.forEach(key -> byKey.put(key, new HashMap<>()));
    }

    /// Endpoints with these labels.
    void add(Map<String, String> labels, EndpointSet members) {
      all.add(members);
      labels.forEach((key, value) -> {
        Map<String, EndpointSet.Builder> values = byKey.get(key);
        if (values != null) {
          values.computeIfAbsent(value, _ -> new EndpointSet.Builder()).add(members);
        }
      });
    }

    LabelIndex done() {
      Map<String, Map<String, EndpointSet>> found = new HashMap<>();
      byKey.forEach((key, values) -> {
        Map<String, EndpointSet> members = new HashMap<>();
        values.forEach((value, ids) -> members.put(value, ids.done()));
        found.put(key, members);
      });
      return new LabelIndex(found, all.done());
    }
  }

  /// All endpoints that were put in.
  EndpointSet all() {
    return all;
  }

  /// The endpoints whose labels pass.
  ///
  /// @throws IllegalArgumentException if the test asks for another key
  EndpointSet passing(LabelTest test) {
    EndpointSet before = known.get(test);
    if (before == null) {
      before = find(test);
      known.put(test, before);
    }
    return before;
  }

  private EndpointSet find(LabelTest test) {
    return switch (test) {
      case LabelTest.In(var key, var values) -> {
        Map<String, EndpointSet> found = values(key);
        List<EndpointSet> sets = new ArrayList<>();
        values.forEach(value -> sets.add(found.getOrDefault(value, EndpointSet.EMPTY)));
        yield sets.size() == 1 ? sets.getFirst() : EndpointSet.union(sets);
      }
      case LabelTest.Exists(var key) -> EndpointSet.union(values(key).values());
      case LabelTest.Like like -> {
        List<EndpointSet> sets = new ArrayList<>();
        values(like.key())
            .forEach((value, ids) -> {
              if (like.fits(value)) {
                sets.add(ids);
              }
            });
        yield EndpointSet.union(sets);
      }
      case LabelTest.Not(var inner) -> all.minus(passing(inner));
      case LabelTest.All(var tests) -> {
        EndpointSet every = all;
        for (LabelTest inner : tests) {
          every = every.and(passing(inner));
        }
        yield every;
      }
      case LabelTest.OneOf(var tests) ->
          EndpointSet.union(tests.stream().map(this::passing).toList());
    };
  }

  private Map<String, EndpointSet> values(String key) {
    Map<String, EndpointSet> values = byKey.get(key);
    if (values == null) {
      throw new IllegalArgumentException("not among the keys of the index: " + key);
    }
    return values;
  }
}
