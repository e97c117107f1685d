package io.seawall.reports.check;

import io.seawall.analysis.Assertion;
import io.seawall.analysis.Assertion.Verdict;
import io.seawall.analysis.ClusterAnalysis;
import io.seawall.analysis.ClusterAnalysis.Judged;
import io.seawall.practices.Outcome;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import io.seawall.reports.Text;
import io.seawall.reports.assertion.AssertionReport;
import io.seawall.reports.assertion.AssertionText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Verdicts for people: worst first, every claim with its witness and place, then what to do next.
public final class CheckText implements ReportFormat<CheckReport> {
  private static final int MOST = 4;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public void write(CheckReport report, Style style, Writer out) throws IOException {
    List<String> lines = new ArrayList<>();
    for (ClusterAnalysis cluster : report.analysis().clusters()) {
      cluster(cluster, report.all(), style, lines);
      lines.add("");
    }
    assertions(report.asserted(), style, lines);
    lines.add(Totals.of(report));
    String label = "next: ";
    for (String command : NextCommands.of(report)) {
      lines.add(label + command);
      label = " ".repeat(label.length());
    }
    for (String line : lines) {
      out.write(line);
      out.write('\n');
    }
  }

  /// The assertions that do not hold, by name; `seawall test` says why.
  private static void assertions(AssertionReport report, Style style, List<String> lines) {
    if (report.results().isEmpty()) {
      return;
    }
    List<Assertion.Result> broken =
        report.results().stream().filter(one -> one.verdict() != Verdict.PASS).toList();
    for (Assertion.Result result : broken.subList(0, Math.min(MOST, broken.size()))) {
      lines.add(AssertionText.lines(result, style).getFirst());
    }
    int more = broken.size() - MOST;
    lines.add(AssertionText.totals(report) + (more > 0 ? " (" + more + " more not shown)" : ""));
    lines.add("");
  }

  private static void cluster(
      ClusterAnalysis cluster, boolean all, Style style, List<String> lines) {
    String header = ClusterHeader.of(cluster.situation());
    String name = style.paint(Style.Colour.PLAIN, cluster.name());
    int indent = cluster.name().length() + 3;
    List<String> parts = Text.wrap(header, Math.max(40, style.width() - indent));
    lines.add(name + "   " + parts.getFirst());
    parts.stream().skip(1).forEach(more -> lines.add(" ".repeat(indent) + more));
    lines.add("");
    List<Judged> worstFirst =
        cluster.practices().stream().sorted(Comparator.comparing(Judged::outcome)).toList();
    int most = all ? Integer.MAX_VALUE : most(worstFirst);
    for (Judged judged : worstFirst) {
      lines.addAll(PracticeText.lines(judged, most, style));
    }
    if (worstFirst.isEmpty()) {
      lines.add("nothing here that a practice speaks of");
    }
  }

  /// How many findings of each practice fit a screen together.
  private static int most(List<Judged> practices) {
    long open = practices.stream().filter(one -> one.outcome() != Outcome.PROVED).count();
    return open <= 2 ? 3 : open <= 4 ? 2 : 1;
  }
}
