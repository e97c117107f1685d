package io.seawall.reports.map;

import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Differences as a Markdown table.
public final class DiffMarkdown implements ReportFormat<DiffReport> {
  @Override
  public String name() {
    return "md";
  }

  @Override
  public void write(DiffReport report, Style style, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    out.write((several ? "| cluster " : "") + "| change | src | dst | before | after | by |\n");
    out.write((several ? "|-----" : "") + "|-----|-----|-----|-----|-----|-----|\n");
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
              String.join("; ", line.by())));
      out.write(
          cells.stream().map(MapMarkdown::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
    });
  }
}
