package io.seawall.reports.map;

import io.seawall.analysis.Causes;
import io.seawall.analysis.Causes.Cause;
import io.seawall.analysis.Connections;
import io.seawall.analysis.Differences;
import io.seawall.analysis.Differences.Difference;
import io.seawall.model.cluster.Workload;
import io.seawall.practices.Situation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What clusters permit differently before and after.
///
/// @param policiesAlone as [MapReport] has it
public record DiffReport(List<Pair> clusters, boolean policiesAlone, Focus focus) {
  public DiffReport {
    clusters = List.copyOf(clusters);
  }

  /// One cluster, before and after.
  public record Pair(String name, Situation before, Situation after) {}

  /// What became of a connection.
  enum Change {
    /// Nothing was permitted before.
    OPENED("added"),
    /// Nothing is permitted after.
    CLOSED("removed"),
    /// Something else is permitted, or is known to be.
    CHANGED("changed");

    private final String npGuard;

    Change(String npGuard) {
      this.npGuard = npGuard;
    }

    /// As NP-Guard calls it.
    String npGuard() {
      return npGuard;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A difference in words.
  ///
  /// @param before what passed, such as `TCP 80; possibly UDP 53`; `No Connections` if nothing did
  /// @param notes workloads that are there only before or only after
  /// @param causes the objects behind it
  record Line(
      String cluster,
      Change change,
      String src,
      String dst,
      String before,
      String after,
      List<String> notes,
      List<Cause> causes) {
    /// `NetworkPolicy shop/web changed (k8s/web.yaml:1)`, one for each object.
    List<String> by() {
      return causes.stream().map(DiffReport::text).toList();
    }
  }

  private static String text(Cause cause) {
    return cause.object()
        + " "
        + word(cause)
        + cause.where().map(where -> " (" + where.place() + ")").orElse("");
  }

  /// `added`, `removed`, `changed`, `in the way now` or `in the way before`.
  static String word(Cause cause) {
    return cause.change().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Something that takes one line.
  @FunctionalInterface
  interface Lines {
    void accept(Line line) throws IOException;
  }

  /// Whether there is any difference in focus.
  public boolean isEmpty() throws IOException {
    boolean[] found = new boolean[1];
    forEach(false, _ -> found[0] = true);
    return !found[0];
  }

  /// Hands out every line that is in focus, in a fixed order; lines are not held.
  void forEach(Lines lines) throws IOException {
    forEach(true, lines);
  }

  /// @param explained whether the objects behind a difference are wanted
  private void forEach(boolean explained, Lines lines) throws IOException {
    try {
      for (Pair pair : clusters) {
        Connections before = Connections.of(pair.before, policiesAlone);
        Connections after = Connections.of(pair.after, policiesAlone);
        Causes causes = new Causes(pair.before, pair.after, policiesAlone);
        new Differences(before, after)
            .forEach(difference ->
                line(pair.name, difference, one -> explained ? causes.of(one) : List.of())
                    .ifPresent(line -> {
                      try {
                        lines.accept(line);
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<Line> line(
      String cluster, Difference one, Function<Difference, List<Cause>> causes) {
    boolean shown =
        focus.shows(one.from(), one.to(), one.before().possible().or(one.after().possible()));
    String before = MapReport.both(one.before(), policiesAlone);
    String after = MapReport.both(one.after(), policiesAlone);
    if (!shown || before.equals(after)) { // they differ in what is never written
      return Optional.empty();
    }
    Change change =
        one.before().possible().isEmpty()
            ? Change.OPENED
            : one.after().possible().isEmpty() ? Change.CLOSED : Change.CHANGED;
    List<String> notes = new ArrayList<>();
    one.appeared().forEach(id -> notes.add(note(id, "added")));
    one.vanished().forEach(id -> notes.add(note(id, "removed")));
    return Optional.of(
        new Line(
            cluster,
            change,
            MapReport.end(one.from()),
            MapReport.end(one.to()),
            before,
            after,
            notes,
            causes.apply(one)));
  }

  private static String note(Workload.Id id, String what) {
    return "workload " + id + " " + what;
  }
}
