package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Assertion.Verdict;
import io.seawall.analysis.ClusterAnalysis.Judged;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.practices.Outcome;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.ReportFormats;
import io.seawall.reports.assertion.AssertionReport;
import io.seawall.reports.check.CheckReport;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `seawall check [PATH]...`: the main job.
final class CheckCommand implements Command {
  static final List<Option> OPTIONS =
      List.of(
          Result.option(ReportFormats.CHECK),
          Option.OUTPUT,
          Option.ENGINE,
          Option.CLUSTER,
          Option.CONFIG,
          Option.STRICT,
          Option.COMPAT,
          Option.NO_COLOR,
          Option.VERBOSE,
          Option.HELP);

  @Override
  public String name() {
    return "check";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "[PATH]...",
        0,
        Integer.MAX_VALUE,
        "judges the six practices for every cluster found",
        List.of(
            "PATH is a file or folder with Kubernetes manifests or kubectl dumps, Azure exports and"
                + " templates, in any mix; - is standard input; the default is the working folder."
                + " What a file holds is told by its content.",
            "Each practice is PROVED, REFUTED (with a packet that gets through) or UNKNOWN (with"
                + " the fact that would settle it); EXCEPTED is REFUTED and accepted until a date."),
        OPTIONS,
        List.of(
            "seawall check                              # the working folder",
            "seawall check k8s/ azure/ --engine cilium  # two folders, and who enforces policies",
            "kubectl get all,netpol,ns,no -A -o json | seawall check -",
            "seawall check . -o sarif --output seawall.sarif --strict"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    List<String> paths = arguments.operands().isEmpty() ? List.of(".") : arguments.operands();
    return check(paths, arguments, console);
  }

  static Exit check(List<String> paths, Arguments arguments, Console console)
      throws WrongUsage, IOException {
    ReportFormat<CheckReport> format = Result.format(arguments, ReportFormats.CHECK);
    Options options = Settings.of(arguments, List.of(), console);
    ConfigFile config = ConfigFile.of(arguments, paths, console);
    Assertions assertions = Assertions.of(config.tests(), console);
    Input input = InputReader.read(paths, own(config), console);
    Analysis analysis = Analysis.of(input, config.config(), options);
    Complaints.print(analysis.diagnostics(), arguments.has(Option.VERBOSE), console);
    AssertionReport asserted =
        assertions.test(analysis.clusters().stream().map(one -> one.situation()).toList());
    boolean judged = analysis.clusters().stream().anyMatch(one -> !one.practices().isEmpty());
    if (judged || !format.name().equals("text")) {
      CheckReport report =
          new CheckReport(
              analysis,
              asserted,
              arguments.has(Option.VERBOSE),
              console.version(),
              Words.quoted(paths),
              console.today());
      Result.write(report, format, arguments, console);
    }
    if (!judged) {
      return Nothing.toJudge(paths, input, config.config(), options, console);
    }
    return exit(analysis, asserted, arguments.has(Option.STRICT)).of(input);
  }

  private static Set<String> own(ConfigFile config) {
    Set<String> own = new HashSet<>(config.tests());
    config.file().ifPresent(own::add);
    return own;
  }

  private static Exit exit(Analysis analysis, AssertionReport asserted, boolean strict) {
    List<Outcome> outcomes =
        analysis.clusters().stream()
            .flatMap(cluster -> cluster.practices().stream())
            .map(Judged::outcome)
            .toList();
    if (outcomes.contains(Outcome.REFUTED) || asserted.count(Verdict.FAIL) > 0) {
      return Exit.REFUTED;
    }
    boolean undecided = outcomes.contains(Outcome.UNKNOWN) || asserted.count(Verdict.UNKNOWN) > 0;
    return strict && undecided ? Exit.UNDECIDED : Exit.OK;
  }
}
