package io.seawall.reports.map;

import io.seawall.model.policy.Direction;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// A map and its exposure as a graph for Graphviz: what is not in the input stands at the end of a
/// dashed edge, and workloads that no policy selects are red.
public final class ExposureDot implements ReportFormat<ExposureReport> {
  @Override
  public String name() {
    return "dot";
  }

  @Override
  public void write(ExposureReport report, Style style, Writer out) throws IOException {
    out.write("digraph connections {\n");
    MapDot.edges(report.map(), out);
    for (ExposureReport.Open open : report.unprotected()) {
      out.write(
          "  "
              + MapDot.quoted(prefix(report, open.cluster()) + open.workload())
              + " [color=red tooltip="
              + MapDot.quoted(open.text())
              + "]\n");
    }
    for (Direction direction : List.of(Direction.EGRESS, Direction.INGRESS)) {
      report.forEach(
          direction,
          line -> {
            String prefix = prefix(report, line.cluster());
            out.write(MapDot.edge(prefix + line.src(), prefix + line.dst(), line.conn(), "dashed"));
          });
    }
    out.write("}\n");
  }

  private static String prefix(ExposureReport report, String cluster) {
    return report.hasSeveralClusters() ? cluster + ": " : "";
  }
}
