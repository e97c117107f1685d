package io.seawall.reports.map;

import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import io.seawall.reports.Text;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Differences as lines of `opened SRC => DST : CONN`, each with the objects behind it, and their
/// number. Where policies alone are asked, as NP-Guard writes them: `diff-type: added, source: SRC,
/// destination: DST, ref1: CONN, ref2: CONN`.
public final class DiffTxt implements ReportFormat<DiffReport> {
  @Override
  public String name() {
    return "txt";
  }

  @Override
  public void write(DiffReport report, Style style, Writer out) throws IOException {
    if (report.policiesAlone()) {
      out.write("Connectivity diff:\n");
      report.forEach(line -> out.write(npGuard(line) + "\n"));
      return;
    }
    boolean several = report.clusters().size() > 1;
    String[] current = {""};
    Map<DiffReport.Change, Integer> counts = new EnumMap<>(DiffReport.Change.class);
    report.forEach(line -> {
      if (several && !current[0].equals(line.cluster())) {
        current[0] = line.cluster();
        out.write("# cluster " + line.cluster() + "\n");
      }
      counts.merge(line.change(), 1, Integer::sum);
      out.write(text(line) + "\n");
      for (String cause : line.by()) {
        out.write("        by " + cause + "\n");
      }
    });
    out.write(summary(counts) + "\n");
  }

  private static String text(DiffReport.Line line) {
    String packets =
        switch (line.change()) {
          case OPENED -> line.after();
          case CLOSED -> line.before();
          case CHANGED -> line.before() + " -> " + line.after();
        };
    String notes = line.notes().isEmpty() ? "" : "  (" + String.join(", ", line.notes()) + ")";
    return String.format("%-8s", line.change().word())
        + line.src()
        + " => "
        + line.dst()
        + " : "
        + packets
        + notes;
  }

  private static String summary(Map<DiffReport.Change, Integer> counts) {
    if (counts.isEmpty()) {
      return "no difference";
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((change, count) -> parts.add(count + " " + change.word()));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return Text.count(all, "difference") + ": " + String.join(", ", parts);
  }

  private static String npGuard(DiffReport.Line line) {
    String notes =
        line.notes().isEmpty() ? "" : ", workloads-diff-info: " + String.join(", ", line.notes());
    return "diff-type: "
        + line.change().npGuard()
        + ", source: "
        + line.src()
        + ", destination: "
        + line.dst()
        + ", ref1: "
        + line.before()
        + ", ref2: "
        + line.after()
        + notes;
  }
}
