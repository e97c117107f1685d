package io.seawall.reports.map;

import io.seawall.model.policy.Direction;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// A map as [MapTxt] writes it, then lines of `WORKLOAD => PEER : CONN` and `WORKLOAD <= PEER :
/// CONN`, then the workloads that no policy selects.
public final class ExposureTxt implements ReportFormat<ExposureReport> {
  @Override
  public String name() {
    return "txt";
  }

  @Override
  public void write(ExposureReport report, Style style, Writer out) throws IOException {
    new MapTxt().write(report.map(), style, out);
    exposure(report, out);
  }

  /// What stands behind the map.
  static void exposure(ExposureReport report, Writer out) throws IOException {
    out.write("\n" + ExposureReport.TITLE + "\n");
    for (Direction direction : List.of(Direction.EGRESS, Direction.INGRESS)) {
      out.write(ExposureReport.title(direction) + " Exposure:\n");
      String arrow = direction == Direction.EGRESS ? " => " : " <= ";
      report.forEach(
          direction,
          line ->
              out.write(
                  prefix(report, line.cluster())
                      + line.workload()
                      + arrow
                      + line.peer()
                      + " : "
                      + line.conn()
                      + "\n"));
      out.write("\n");
    }
    List<ExposureReport.Open> open = report.unprotected();
    if (!open.isEmpty()) {
      out.write(ExposureReport.UNPROTECTED + "\n");
      for (ExposureReport.Open one : open) {
        out.write(prefix(report, one.cluster()) + one.text() + "\n");
      }
    }
  }

  private static String prefix(ExposureReport report, String cluster) {
    return report.hasSeveralClusters() ? cluster + ": " : "";
  }
}
