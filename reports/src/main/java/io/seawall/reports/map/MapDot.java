package io.seawall.reports.map;

import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// A map as a graph for Graphviz.
public final class MapDot implements ReportFormat<MapReport> {
  @Override
  public String name() {
    return "dot";
  }

  @Override
  public void write(MapReport report, Style style, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    out.write("digraph connections {\n");
    report.forEach(line -> {
      String prefix = several ? line.cluster() + ": " : "";
      out.write(
          "  "
              + quoted(prefix + line.src())
              + " -> "
              + quoted(prefix + line.dst())
              + " [label="
              + quoted(line.both())
              + "]\n");
    });
    out.write("}\n");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
