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
    out.write("digraph connections {\n");
    edges(report, out);
    out.write("}\n");
  }

  static void edges(MapReport report, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    report.forEach(line -> {
      String prefix = several ? line.cluster() + ": " : "";
      out.write(edge(prefix + line.src(), prefix + line.dst(), line.both(), ""));
    });
  }

  /// @param style how the line is drawn; empty for the usual
  static String edge(String src, String dst, String label, String style) {
    String drawn = style.isEmpty() ? "" : " style=" + style;
    return "  " + quoted(src) + " -> " + quoted(dst) + " [label=" + quoted(label) + drawn + "]\n";
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
