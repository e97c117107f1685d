package io.seawall.reports.map;

import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Differences as comma-separated values with a header (RFC 4180, with plain line feeds).
public final class DiffCsv implements ReportFormat<DiffReport> {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public void write(DiffReport report, Style style, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    out.write((several ? "cluster," : "") + "change,src,dst,before,after,notes,causes\n");
    report.forEach(line -> {
      List<String> cells = new ArrayList<>();
      if (several) {
        cells.add(line.cluster());
      }
      cells.addAll(
          List.of(
              line.change().word(),
              line.src(),
              line.dst(),
              line.before(),
              line.after(),
              String.join(", ", line.notes()),
              String.join("; ", line.by())));
      out.write(cells.stream().map(MapCsv::quoted).collect(Collectors.joining(",")) + "\n");
    });
  }
}
