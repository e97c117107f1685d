package io.seawall.reports.map;

import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// A map as lines of `SRC => DST : CONN`. Several clusters are told apart by lines that begin with
/// `#`.
public final class MapTxt implements ReportFormat<MapReport> {
  @Override
  public String name() {
    return "txt";
  }

  @Override
  public void write(MapReport report, Style style, Writer out) throws IOException {
    boolean several = report.clusters().size() > 1;
    String[] current = {""};
    report.forEach(line -> {
      if (several && !current[0].equals(line.cluster())) {
        current[0] = line.cluster();
        out.write("# cluster " + line.cluster() + "\n");
      }
      out.write(line.src() + " => " + line.dst() + " : " + line.both() + "\n");
    });
  }
}
