package io.seawall.analysis;

import io.seawall.analysis.Connections.End;
import io.seawall.analysis.Connections.Row;
import io.seawall.model.Bounds;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What two clusters, or one cluster at two times, permit differently. Rows come out one by one, in
/// a fixed order; of all connections only those of one workload are held at a time.
public final class Differences {
  private final Connections before;
  private final Connections after;

  public Differences(Connections before, Connections after) {
    this.before = before;
    this.after = after;
  }

  /// Packets that can go from one end to the other, which are not the same before and after.
  ///
  /// @param appeared ends that are there only after
  /// @param vanished ends that were there only before
  public record Difference(
      End from,
      End to,
      Bounds before,
      Bounds after,
      List<Workload.Id> appeared,
      List<Workload.Id> vanished) {}

  /// Hands out every difference: for each workload of either, sorted, what it can send, then what
  /// addresses, and a controller of Ingresses, can send to it.
  public void forEach(Consumer<Difference> differences) {
    Map<Workload.Id, Workload> old = before.workloads();
    Map<Workload.Id, Workload> fresh = after.workloads();
    Set<Workload.Id> ids = new TreeSet<>(old.keySet());
    ids.addAll(fresh.keySet());
    for (BiFunction<Connections, Workload, List<Row>> part :
        List.<BiFunction<Connections, Workload, List<Row>>>of(
            Connections::from, Connections::fromOutside)) {
      for (Workload.Id id : ids) {
        List<Row> rowsBefore = rows(before, part, old.get(id));
        List<Row> rowsAfter = rows(after, part, fresh.get(id));
        pods(rowsBefore, rowsAfter, old.keySet(), fresh.keySet(), differences);
        addresses(rowsBefore, rowsAfter, old.keySet(), fresh.keySet(), differences);
      }
    }
  }

  private static List<Row> rows(
      Connections all,
      BiFunction<Connections, Workload, List<Row>> part,
      @Nullable Workload workload) {
    return workload == null ? List.of() : part.apply(all, workload);
  }

  private record Ends(End from, End to) {}

  private static void pods(
      List<Row> before,
      List<Row> after,
      Set<Workload.Id> old,
      Set<Workload.Id> fresh,
      Consumer<Difference> differences) {
    Map<Ends, Bounds> first = byPods(before);
    Map<Ends, Bounds> second = byPods(after);
    Set<Ends> all = new LinkedHashSet<>(first.keySet());
    all.addAll(second.keySet());
    all.stream()
        .sorted(Comparator.comparing(ends -> ((End.Pods) ends.to).id()))
        .forEach(ends ->
            difference(
                ends,
                first.getOrDefault(ends, Bounds.NONE),
                second.getOrDefault(ends, Bounds.NONE),
                old,
                fresh,
                differences));
  }

  private static Map<Ends, Bounds> byPods(List<Row> rows) {
    Map<Ends, Bounds> out = new HashMap<>();
    for (Row row : rows) {
      if (range(row).isEmpty()) {
        out.put(new Ends(row.from(), row.to()), row.packets());
      }
    }
    return out;
  }

  private static void difference(
      Ends ends,
      Bounds before,
      Bounds after,
      Set<Workload.Id> old,
      Set<Workload.Id> fresh,
      Consumer<Difference> differences) {
    if (!before.equals(after)) {
      differences.accept(
          new Difference(
              ends.from, ends.to, before, after, only(ends, fresh, old), only(ends, old, fresh)));
    }
  }

  private static List<Workload.Id> only(Ends ends, Set<Workload.Id> in, Set<Workload.Id> notIn) {
    List<Workload.Id> out = new ArrayList<>();
    for (End end : List.of(ends.from, ends.to)) {
      if (end instanceof End.Pods(var id) && in.contains(id) && !notIn.contains(id)) {
        out.add(id);
      }
    }
    return out;
  }

  private record Change(Bounds before, Bounds after) {}

  /// Ranges on both sides are cut at each other's ends, and neighbours with the same change made
  /// one.
  private static void addresses(
      List<Row> before,
      List<Row> after,
      Set<Workload.Id> old,
      Set<Workload.Id> fresh,
      Consumer<Difference> differences) {
    Optional<Function<AddressRange, Ends>> ends = ends(before).or(() -> ends(after));
    if (ends.isEmpty()) {
      return;
    }
    Map<Bounds, AddressSet> first = byPackets(before);
    Map<Bounds, AddressSet> second = byPackets(after);
    Map<Change, AddressSet> changes = new LinkedHashMap<>();
    first.forEach((was, here) ->
        second.forEach((is, there) -> changes.put(new Change(was, is), here.and(there))));
    AddressSet ever = all(first);
    AddressSet now = all(second);
    first.forEach((was, here) -> changes.put(new Change(was, Bounds.NONE), here.minus(now)));
    second.forEach((is, there) -> changes.put(new Change(Bounds.NONE, is), there.minus(ever)));
    Map<AddressRange, Change> rows = new TreeMap<>(Comparator.comparing(AddressRange::first));
    changes.forEach((change, where) -> where.ranges().forEach(range -> rows.put(range, change)));
    rows.forEach((range, change) ->
        difference(ends.get().apply(range), change.before, change.after, old, fresh, differences));
  }

  private static Map<Bounds, AddressSet> byPackets(List<Row> rows) {
    Map<Bounds, AddressSet> out = new LinkedHashMap<>();
    for (Row row : rows) {
      range(row)
          .ifPresent(
              range -> out.merge(row.packets(), AddressSet.of(List.of(range)), AddressSet::or));
    }
    return out;
  }

  private static AddressSet all(Map<Bounds, AddressSet> byPackets) {
    return byPackets.values().stream().reduce(AddressSet.EMPTY, AddressSet::or);
  }

  private static Optional<AddressRange> range(Row row) {
    return row.to() instanceof End.Addresses(var range)
        ? Optional.of(range)
        : row.from() instanceof End.Addresses(var range) ? Optional.of(range) : Optional.empty();
  }

  /// How rows with addresses are written, of which all have the same workload at the same end.
  private static Optional<Function<AddressRange, Ends>> ends(List<Row> rows) {
    return rows.stream()
        .filter(row -> range(row).isPresent())
        .findFirst()
        .map(row ->
            row.to() instanceof End.Addresses
                ? range -> new Ends(row.from(), new End.Addresses(range))
                : range -> new Ends(new End.Addresses(range), row.to()));
  }
}
