package io.seawall.reports.map;

import io.seawall.model.policy.Direction;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A map as [MapMarkdown] writes it, then a table for each direction of its exposure and a list of
/// the workloads that no policy selects.
public final class ExposureMarkdown implements ReportFormat<ExposureReport> {
  @Override
  public String name() {
    return "md";
  }

  @Override
  public void write(ExposureReport report, Style style, Writer out) throws IOException {
    new MapMarkdown().write(report.map(), style, out);
    boolean several = report.hasSeveralClusters();
    out.write("## " + ExposureReport.TITLE + "\n");
    for (Direction direction : List.of(Direction.EGRESS, Direction.INGRESS)) {
      out.write("### " + ExposureReport.title(direction) + " Exposure:\n");
      boolean egress = direction == Direction.EGRESS;
      row(several, "cluster", List.of(egress ? "src" : "dst", egress ? "dst" : "src", "conn"), out);
      out.write((several ? "|-----" : "") + "|-----|-----|------|\n");
      report.forEach(
          direction,
          line ->
              row(
                  several,
                  line.cluster(),
                  List.of(line.workload(), line.peer(), line.conn()),
                  out));
      out.write("\n");
    }
    List<ExposureReport.Open> open = report.unprotected();
    if (!open.isEmpty()) {
      out.write("### " + ExposureReport.UNPROTECTED + "\n");
      for (ExposureReport.Open one : open) {
        out.write("- " + (several ? one.cluster() + ": " : "") + one.text() + "\n");
      }
    }
  }

  private static void row(boolean several, String cluster, List<String> cells, Writer out)
      throws IOException {
    List<String> all = new ArrayList<>(cells);
    if (several) {
      all.addFirst(cluster);
    }
    out.write(all.stream().map(MapMarkdown::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
