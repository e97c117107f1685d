package io.seawall.reports.map;

import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// A map as comma-separated values with a header (RFC 4180, with plain line feeds).
public final class MapCsv implements ReportFormat<MapReport> {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public void write(MapReport report, Style style, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    out.write((several ? "cluster," : "") + "src,dst,conn\n");
    report.forEach(line ->
        out.write(
            (several ? quoted(line.cluster()) + "," : "")
                + quoted(line.src())
                + ","
                + quoted(line.dst())
                + ","
                + quoted(line.both())
                + "\n"));
  }

  static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
