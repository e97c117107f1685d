package io.seawall.reports.map;

import io.seawall.model.policy.Direction;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A map as [MapCsv] writes it, then each part of its exposure under a title and a header of its
/// own, as NP-Guard lays them out.
public final class ExposureCsv implements ReportFormat<ExposureReport> {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public void write(ExposureReport report, Style style, Writer out) throws IOException {
    new MapCsv().write(report.map(), style, out);
    boolean several = report.hasSeveralClusters();
    title(ExposureReport.TITLE, several, out);
    for (Direction direction : List.of(Direction.EGRESS, Direction.INGRESS)) {
      title(ExposureReport.title(direction) + " Exposure:", several, out);
      boolean egress = direction == Direction.EGRESS;
      row(several, "cluster", List.of(egress ? "src" : "dst", egress ? "dst" : "src", "conn"), out);
      report.forEach(
          direction,
          line ->
              row(
                  several,
                  line.cluster(),
                  List.of(line.workload(), line.peer(), line.conn()),
                  out));
    }
    title(ExposureReport.UNPROTECTED, several, out);
    row(several, "cluster", List.of("workload", "direction", "sure"), out);
    for (ExposureReport.Open open : report.unprotected()) {
      String direction = open.direction().name().toLowerCase(Locale.ROOT);
      row(
          several,
          open.cluster(),
          List.of(open.workload(), direction, Boolean.toString(open.sure())),
          out);
    }
  }

  private static void title(String text, boolean several, Writer out) throws IOException {
    row(several, text, several ? List.of("", "", "") : List.of(text, "", ""), out);
  }

  private static void row(boolean several, String cluster, List<String> cells, Writer out)
      throws IOException {
    List<String> all = new ArrayList<>(cells);
    if (several) {
      all.addFirst(cluster);
    }
    out.write(all.stream().map(MapCsv::quoted).collect(Collectors.joining(",")) + "\n");
  }
}
