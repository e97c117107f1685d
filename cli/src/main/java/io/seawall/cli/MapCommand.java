package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.model.Diagnostic;
import io.seawall.practices.Situation;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.ReportFormats;
import io.seawall.reports.map.ExplainReport;
import io.seawall.reports.map.ExposureReport;
import io.seawall.reports.map.Focus;
import io.seawall.reports.map.MapReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `seawall map PATH`: all permitted connections.
final class MapCommand implements Command {
  private static final Option EXPOSURE =
      Option.flag(
          "--exposure",
          "what is open to pods that are not in the input, and what no policy selects");

  private static final Option EXPLAIN =
      Option.flag("--explain", "which policies and rules allow, deny or pass on each connection");

  private static final Option EXPLAIN_ONLY =
      Option.value(
          "--explain-only", "allow|deny|all", "of explanations, those of what passes or not");

  @Override
  public String name() {
    return "map";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "[PATH]...",
        0,
        Integer.MAX_VALUE,
        "all permitted connections",
        List.of(
            "A line for each pair: SRC => DST : CONN. Addresses outside come as ranges.",
            "With --exposure also what each workload is open to beyond the pods of the input: any"
                + " pod of the cluster, and pods that rules select by labels."),
        List.of(
            Result.option(ReportFormats.MAP),
            Option.OUTPUT,
            EXPOSURE,
            EXPLAIN,
            EXPLAIN_ONLY,
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
            "seawall map k8s/ -o csv",
            "seawall map k8s/ --focus-workload shop/web --focus-direction ingress",
            "seawall map k8s/ --exposure",
            "seawall map k8s/ --explain --focus-workload shop/web --explain-only deny",
            "seawall map k8s/ -o dot | dot -Tsvg > map.svg",
            "seawall map k8s/ --compat np-guard  # to compare with netpol-analyzer or roxctl"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    ReportFormat<MapReport> format = Result.format(arguments, ReportFormats.MAP);
    boolean explain = arguments.has(EXPLAIN) || arguments.has(EXPLAIN_ONLY);
    ExplainReport.Only only = only(arguments);
    if (explain) {
      Result.format(arguments, ReportFormats.EXPLAIN); // fails early
    }
    Focus focus = FocusOptions.read(arguments);
    List<String> paths = arguments.operands().isEmpty() ? List.of(".") : arguments.operands();
    Options options = Settings.of(arguments, List.of(), console);
    ConfigFile config = ConfigFile.of(arguments, paths, console);
    Input input = InputReader.read(paths, config.file().map(Set::of).orElse(Set.of()), console);
    List<Diagnostic> diagnostics = new ArrayList<>(input.diagnostics());
    List<Situation> clusters = Analysis.situations(input, config.config(), options, diagnostics);
    Complaints.print(diagnostics, arguments.has(Option.VERBOSE), console);
    if (clusters.isEmpty()) {
      return Nothing.toJudge(paths, input, config.config(), options, console);
    }
    if (!options.npGuard()) {
      for (String name : focus.names()) {
        Asking.someone(name, clusters);
      }
    }
    if (options.npGuard() && diagnostics.stream().anyMatch(NpGuardRefusal::isRefused)) {
      return Exit.UNREADABLE;
    }
    MapReport map = new MapReport(clusters, options.npGuard(), focus);
    Optional<ExposureReport> exposure =
        arguments.has(EXPOSURE) ? Optional.of(new ExposureReport(map)) : Optional.empty();
    if (explain) {
      ExplainReport report = new ExplainReport(map, only, exposure);
      Result.write(report, Result.format(arguments, ReportFormats.EXPLAIN), arguments, console);
    } else if (exposure.isPresent()) {
      Result.write(
          exposure.get(), Result.format(arguments, ReportFormats.EXPOSURE), arguments, console);
    } else {
      Result.write(map, format, arguments, console);
    }
    return Exit.OK.of(input);
  }

  private static ExplainReport.Only only(Arguments arguments) throws WrongUsage {
    String text = arguments.value(EXPLAIN_ONLY).orElse("all");
    return switch (text) {
      case "allow" -> ExplainReport.Only.ALLOW;
      case "deny" -> ExplainReport.Only.DENY;
      case "all" -> ExplainReport.Only.ALL;
      default ->
          throw new WrongUsage(
              "\"" + text + "\" is nothing to explain alone", "write allow, deny or all");
    };
  }
}
