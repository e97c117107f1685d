package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.model.Diagnostic;
import io.seawall.practices.Situation;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.ReportFormats;
import io.seawall.reports.map.ExposureReport;
import io.seawall.reports.map.Focus;
import io.seawall.reports.map.MapReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `seawall map PATH`: all permitted connections.
final class MapCommand implements Command {
  private static final Option EXPOSURE =
      Option.flag(
          "--exposure",
          "what is open to pods that are not in the input, and what no policy selects");

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
            "seawall map k8s/ -o dot | dot -Tsvg > map.svg",
            "seawall map k8s/ --compat np-guard  # to compare with netpol-analyzer or roxctl"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    ReportFormat<MapReport> format = Result.format(arguments, ReportFormats.MAP);
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
    if (arguments.has(EXPOSURE)) {
      Result.write(
          new ExposureReport(map),
          Result.format(arguments, ReportFormats.EXPOSURE),
          arguments,
          console);
    } else {
      Result.write(map, format, arguments, console);
    }
    return Exit.OK.of(input);
  }
}
