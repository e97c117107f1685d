package io.seawall.reports.map;

import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// A map as a Markdown table.
public final class MapMarkdown implements ReportFormat<MapReport> {
  @Override
  public String name() {
    return "md";
  }

  @Override
  public void write(MapReport report, Style style, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    out.write((several ? "| cluster " : "") + "| src | dst | conn |\n");
    out.write((several ? "|-----" : "") + "|-----|-----|-----|\n");
    report.forEach(line ->
        out.write(
            (several ? "| " + cell(line.cluster()) + " " : "")
                + "| "
                + cell(line.src())
                + " | "
                + cell(line.dst())
                + " | "
                + cell(line.both())
                + " |\n"));
  }

  static String cell(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|");
  }
}
