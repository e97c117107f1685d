package io.seawall.analysis;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts two descriptions of one cluster together, fact by fact. What they tell differently is not
/// known; what only one of them shows is taken from it, where the other is of another API version
/// and may not be able to show it.
final class Contradictions {
  private final boolean sameVersion;

  private Contradictions(boolean sameVersion) {
    this.sameVersion = sameVersion;
  }

  static AksCluster joined(AksCluster first, AksCluster second) {
    Contradictions both = new Contradictions(first.apiVersion().equals(second.apiVersion()));
    Map<String, NodePool> pools = new LinkedHashMap<>();
    first.pools().forEach(pool -> pools.put(pool.name(), pool));
    second
        .pools()
        .forEach(
            pool -> pools.merge(pool.name(), pool, (a, b) -> both.record(NodePool.class, a, b)));
    return both.record(AksCluster.class, first, second).withPools(List.copyOf(pools.values()));
  }

  /// A pool that is written inside its cluster and apart from it.
  static NodePool joined(NodePool first, NodePool second) {
    Contradictions both = new Contradictions(first.apiVersion().equals(second.apiVersion()));
    return both.record(NodePool.class, first, second);
  }

  /// A record like `first` whose facts, at any depth of records, are those of both.
  private <R extends Record> R record(Class<R> type, R first, R second) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        Object mine = components[i].getAccessor().invoke(first);
        Object other = components[i].getAccessor().invoke(second);
        values[i] = value(components[i].getType(), mine, other);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException | InstantiationException e) {
      throw new IllegalStateException("the parts of two records make no third: " + type, e);
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalStateException("a public record without its constructor: " + type, e);
    }
  }

  private Object value(Class<?> type, Object mine, Object other) {
    if (mine instanceof Fact<?> fact && other instanceof Fact<?> second) {
      return fact(fact, second);
    }
    if (mine instanceof Bounds bounds && other instanceof Bounds second) {
      return new Bounds(bounds.sure().and(second.sure()), bounds.possible().or(second.possible()));
    }
    return type.isRecord() && type.getPackage().equals(AksCluster.class.getPackage())
        ? recordOf(type.asSubclass(Record.class), mine, other)
        : mine;
  }

  private <R extends Record> R recordOf(Class<R> type, Object mine, Object other) {
    return record(type, type.cast(mine), type.cast(other));
  }

  private Fact<?> fact(Fact<?> first, Fact<?> second) {
    if (first instanceof Fact.Absent<?> && (!sameVersion || second instanceof Fact.Absent<?>)) {
      return second;
    }
    if (second instanceof Fact.Absent<?> && !sameVersion) {
      return first;
    }
    return Fact.joined(first, second);
  }
}
