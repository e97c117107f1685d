package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksProperty;
import io.seawall.model.cloud.AksProperty.Standing;
import io.seawall.model.cloud.NodePool;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Clusters that the input holds twice: as they are meant to be, in a template or plan, and as they
/// are. What they are is judged; where the two differ, both places are named.
final class Drift {
  private final List<Diagnostic> diagnostics;

  private Drift(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// The clusters without those that are only meant to be what another one is.
  ///
  /// @param diagnostics grows with a warning for each property that differs
  static List<AksCluster> settled(List<AksCluster> clusters, List<Diagnostic> diagnostics) {
    Drift drift = new Drift(diagnostics);
    List<AksCluster> out = new ArrayList<>();
    for (AksCluster cluster : clusters) {
      List<AksCluster> running =
          cluster.template()
              ? clusters.stream().filter(other -> isSame(cluster, other)).toList()
              : List.of();
      if (running.size() == 1) {
        drift.compare(cluster, running.getFirst());
      } else {
        out.add(cluster);
      }
    }
    return out;
  }

  /// Whether a cluster that runs is the one that is meant.
  private static boolean isSame(AksCluster meant, AksCluster running) {
    return !running.template()
        && meant.name().equalsIgnoreCase(running.name())
        && meant.id().mayMean(running.id());
  }

  private void compare(AksCluster meant, AksCluster running) {
    String title = "cluster " + meant.name();
    compare(title, meant, running, meant.apiVersion(), running.apiVersion());
    Map<String, NodePool> pools = new HashMap<>();
    running.pools().forEach(pool -> pools.put(pool.name(), pool));
    for (NodePool pool : meant.pools()) {
      NodePool live = pools.remove(pool.name());
      if (live == null) {
        differs(
            pool.where(), "pool " + pool.name() + " here alone", "it is not in", running.where());
      } else {
        compare("pool " + pool.name(), pool, live, pool.apiVersion(), live.apiVersion());
      }
    }
    pools
        .values()
        .forEach(pool ->
            differs(meant.where(), "no pool " + pool.name(), "but it runs, as", pool.where()));
  }

  /// Compares the facts in two records of one type, at any depth.
  private void compare(
      String title,
      Record meant,
      Record running,
      Optional<String> meantVersion,
      Optional<String> runningVersion) {
    for (RecordComponent component : meant.getClass().getRecordComponents()) {
      Object mine = part(component, meant);
      Object other = part(component, running);
      if (mine instanceof Fact<?> fact && other instanceof Fact<?> live) {
        compare(title, fact, live, meantVersion, runningVersion);
      } else if (mine instanceof Record inner
          && other instanceof Record live
          && inner.getClass().getPackage().equals(AksCluster.class.getPackage())) {
        compare(title, inner, live, meantVersion, runningVersion);
      }
    }
  }

  private static Object part(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record whose parts are hidden: " + of.getClass(), e);
    }
  }

  private void compare(
      String title,
      Fact<?> meant,
      Fact<?> running,
      Optional<String> meantVersion,
      Optional<String> runningVersion) {
    Optional<AksProperty> property = property(meant).or(() -> property(running));
    if (property.isEmpty()) {
      return;
    }
    Optional<String> here = value(property.get(), meant, meantVersion);
    Optional<String> there = value(property.get(), running, runningVersion);
    if (here.isPresent() && there.isPresent() && !here.equals(there)) {
      differs(
          meant.where(),
          title + ": " + property.get().path() + " is " + shown(here.get()),
          "and " + shown(there.get()) + " in",
          running.where());
    }
  }

  private static Optional<AksProperty> property(Fact<?> fact) {
    String field = fact.where().field().toLowerCase(Locale.ROOT);
    return Arrays.stream(AksProperty.values())
        .filter(one -> {
          String path = one.path().toLowerCase(Locale.ROOT);
          return field.equals(path) || field.endsWith("." + path);
        })
        .findFirst();
  }

  /// What a property comes to, in one spelling; empty if that is not known.
  private static Optional<String> value(
      AksProperty property, Fact<?> fact, Optional<String> apiVersion) {
    Standing standing = property.standing(fact, apiVersion);
    return switch (standing) {
      case WRITTEN -> fact.known().map(Drift::text);
      case LEFT_AT_DEFAULT -> Optional.of(property.serviceDefault().toLowerCase(Locale.ROOT));
      case UNRESOLVED, NOT_SHOWN -> Optional.empty();
    };
  }

  private static String text(Object value) {
    Collection<?> parts = value instanceof Collection<?> list ? list : List.of(value);
    return parts.stream()
        .map(part -> part.toString().toLowerCase(Locale.ROOT))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not set" : value;
  }

  private void differs(SourceRef meant, String found, String other, SourceRef running) {
    diagnostics.add(Diagnostic.drift(meant, found, other, running, "what runs is judged"));
  }
}
