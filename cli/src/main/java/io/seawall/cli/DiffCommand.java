package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.model.Diagnostic;
import io.seawall.practices.Situation;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.ReportFormats;
import io.seawall.reports.map.DiffReport;
import io.seawall.reports.map.DiffReport.Pair;
import io.seawall.reports.map.Focus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `seawall diff BEFORE AFTER`: what opened and what closed.
final class DiffCommand implements Command {
  @Override
  public String name() {
    return "diff";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "BEFORE AFTER",
        2,
        2,
        "what opened and what closed, not which lines changed",
        List.of("A line for each pair of ends: opened, closed or changed. Exit 1 if there is any."),
        List.of(
            Result.option(ReportFormats.DIFF),
            Option.OUTPUT,
            FocusOptions.WORKLOAD,
            FocusOptions.PEER,
            FocusOptions.DIRECTION,
            FocusOptions.CONN,
            Option.ENGINE,
            Option.CLUSTER,
            Option.CONFIG,
            Option.COMPAT,
            Option.NO_COLOR,
            Option.VERBOSE,
            Option.HELP),
        List.of(
            "seawall diff main/k8s k8s",
            "seawall diff before/ after/ -o md --output opened.md",
            "seawall diff before/ after/ --focus-workload shop/web"));
  }

  /// One side of the comparison.
  private record Side(Input input, List<Situation> clusters, List<Diagnostic> diagnostics) {}

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    ReportFormat<DiffReport> format = Result.format(arguments, ReportFormats.DIFF);
    Focus focus = FocusOptions.read(arguments);
    Options options = Settings.of(arguments, List.of(), console);
    ConfigFile config = ConfigFile.of(arguments, arguments.operands(), console);
    List<Side> sides = new ArrayList<>();
    for (String path : arguments.operands()) {
      Input input =
          InputReader.read(List.of(path), config.file().map(Set::of).orElse(Set.of()), console);
      List<Diagnostic> diagnostics = new ArrayList<>(input.diagnostics());
      List<Situation> clusters = Analysis.situations(input, config.config(), options, diagnostics);
      Complaints.print(diagnostics, arguments.has(Option.VERBOSE), console);
      if (clusters.isEmpty()) {
        return Nothing.toJudge(List.of(path), input, config.config(), options, console);
      }
      if (options.npGuard() && diagnostics.stream().anyMatch(NpGuardRefusal::isRefused)) {
        return Exit.UNREADABLE;
      }
      sides.add(new Side(input, clusters, diagnostics));
    }
    Side before = sides.getFirst();
    Side after = sides.getLast();
    List<Pair> pairs = pairs(before.clusters, after.clusters);
    DiffReport report = new DiffReport(pairs, options.npGuard(), focus);
    Result.write(report, format, arguments, console);
    Exit exit = report.isEmpty() ? Exit.OK : Exit.REFUTED;
    return exit.of(before.input).of(after.input);
  }

  /// The clusters of one name; one on each side belong together whatever they are called.
  private static List<Pair> pairs(List<Situation> before, List<Situation> after) throws WrongUsage {
    if (before.size() == 1 && after.size() == 1) {
      return List.of(
          new Pair(after.getFirst().snapshot().name(), before.getFirst(), after.getFirst()));
    }
    List<Pair> pairs = new ArrayList<>();
    List<String> alone = new ArrayList<>();
    for (Situation one : before) {
      Optional<Situation> other = named(after, one);
      other.ifPresentOrElse(
          same -> pairs.add(new Pair(one.snapshot().name(), one, same)),
          () -> alone.add(one.snapshot().name()));
    }
    after.stream()
        .filter(one -> named(before, one).isEmpty())
        .forEach(one -> alone.add(one.snapshot().name()));
    if (!alone.isEmpty()) {
      throw new WrongUsage(
          "on one side only: " + String.join(", ", alone),
          "give the same clusters on both sides, or choose one with --cluster");
    }
    return pairs;
  }

  private static Optional<Situation> named(List<Situation> clusters, Situation like) {
    return clusters.stream()
        .filter(one -> one.snapshot().name().equals(like.snapshot().name()))
        .findFirst();
  }
}
