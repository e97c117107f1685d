package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Assertion.Verdict;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.model.Diagnostic;
import io.seawall.practices.Situation;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.ReportFormats;
import io.seawall.reports.assertion.AssertionReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `seawall test PATH --tests FILE`: assertions that are kept beside the policies.
final class TestCommand implements Command {
  private static final Option TESTS =
      Option.value(
          "--tests",
          "FILE",
          "assertions; may be repeated (default: those that the configuration names)");

  @Override
  public String name() {
    return "test";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "[PATH]...",
        0,
        Integer.MAX_VALUE,
        "holds assertions against what the policies do",
        List.of(
            "An assertion says that packets must get through (expect: allowed) or must not (expect:"
                + " denied):",
            "tests:",
            "- { name: web reaches the API, from: shop/web, to: shop/api, port: tcp/8080, expect:"
                + " allowed }"),
        List.of(
            TESTS,
            Result.option(ReportFormats.ASSERTIONS),
            Option.OUTPUT,
            Option.ENGINE,
            Option.CLUSTER,
            Option.CONFIG,
            Option.COMPAT,
            Option.NO_COLOR,
            Option.VERBOSE,
            Option.HELP),
        List.of(
            "seawall test k8s/ --tests tests.yaml  # exit 0 all hold, 1 one does not, 4 undecided",
            "seawall test . -o json                # the files that seawall.yaml names under tests"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    ReportFormat<AssertionReport> format = Result.format(arguments, ReportFormats.ASSERTIONS);
    List<String> paths = arguments.operands().isEmpty() ? List.of(".") : arguments.operands();
    Options options = Settings.of(arguments, List.of(), console);
    ConfigFile config = ConfigFile.of(arguments, paths, console);
    List<String> files = arguments.has(TESTS) ? arguments.all(TESTS) : config.tests();
    if (files.isEmpty()) {
      throw new WrongUsage(
          "no assertions to test", "name their file with --tests, or under tests in seawall.yaml");
    }
    Assertions assertions = Assertions.of(files, console);
    if (assertions.isEmpty()) {
      throw new WrongUsage(
          "no assertions in " + String.join(", ", files), "list them under tests: in the file");
    }
    Set<String> own = new HashSet<>(files);
    config.file().ifPresent(own::add);
    Input input = InputReader.read(paths, own, console);
    List<Diagnostic> diagnostics = new ArrayList<>(input.diagnostics());
    List<Situation> clusters = Analysis.situations(input, config.config(), options, diagnostics);
    Complaints.print(diagnostics, arguments.has(Option.VERBOSE), console);
    if (clusters.isEmpty()) {
      return Nothing.toJudge(paths, input, config.config(), options, console);
    }
    AssertionReport report = assertions.test(clusters);
    Result.write(report, format, arguments, console);
    return exit(report).of(input);
  }

  private static Exit exit(AssertionReport report) {
    if (report.count(Verdict.FAIL) > 0) {
      return Exit.REFUTED;
    }
    return report.count(Verdict.UNKNOWN) > 0 ? Exit.UNDECIDED : Exit.OK;
  }
}
