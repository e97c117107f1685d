package io.seawall.reports.map;

import io.seawall.analysis.Explanations.Explained;
import io.seawall.analysis.Explanations.Gate;
import io.seawall.analysis.Explanations.Passage;
import io.seawall.reach.Part;
import io.seawall.reach.Part.Share;
import io.seawall.reach.Reason;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/// Connections as lines of `SRC => DST : CONN`, and below each, for the packets that have the same
/// reasons, what policies at either end make of them and why; then what other hops stop. Where
/// policies alone are asked, as NP-Guard lays it out.
public final class ExplainTxt implements ReportFormat<ExplainReport> {
  @Override
  public String name() {
    return "txt";
  }

  @Override
  public void write(ExplainReport report, Style style, Writer out) throws IOException {
    if (report.map().policiesAlone()) {
      NpGuardExplain.write(report, out);
    } else {
      boolean several = report.map().clusters().size() > 1;
      String[] current = {""};
      report.forEach((cluster, one) -> {
        if (several && !current[0].equals(cluster)) {
          current[0] = cluster;
          out.write("# cluster " + cluster + "\n");
        }
        write(one, out);
      });
    }
    if (report.exposure().isPresent()) {
      ExposureTxt.exposure(report.exposure().get(), out);
    }
  }

  private static void write(Explained one, Writer out) throws IOException {
    out.write(
        MapReport.end(one.from())
            + " => "
            + MapReport.end(one.to())
            + " : "
            + MapReport.both(one.packets(), false)
            + "\n");
    for (Passage passage : one.passages()) {
      out.write(
          "  policies: "
              + ConnectionText.of(passage.packets())
              + " "
              + ExplainReport.word(passage.opinion())
              + remark(one, passage)
              + "\n");
      part("egress", passage.egress(), out);
      part("ingress", passage.ingress(), out);
    }
    for (Gate gate : one.gates()) {
      out.write("  " + gate(gate) + "\n");
    }
  }

  private static String remark(Explained one, Passage passage) {
    if (passage.opinion() == Reason.Opinion.NO_OPINION) {
      return ": no policy speaks of it";
    }
    boolean passes = !passage.packets().disjoint(one.packets().possible());
    return passage.opinion() == Reason.Opinion.DENY && passes
        ? ", but not for every pod or not on every way"
        : "";
  }

  private static void part(String direction, Part part, Writer out) throws IOException {
    for (Share share : part.shares()) {
      out.write(
          String.format(
                  Locale.ROOT, "    %-7s  %-9s  ", direction, ExplainReport.word(part.opinion()))
              + share.policy().title()
              + " "
              + ExplainReport.text(share)
              + " ("
              + ExplainReport.place(share)
              + ")\n");
    }
  }

  private static String gate(Gate gate) {
    Reason reason = gate.reason();
    String way = gate.way().isEmpty() ? "" : " (way: " + gate.way() + ")";
    Optional<String> where = reason.where().map(place -> " (" + place.place() + ")");
    String verb = reason.opinion() == Reason.Opinion.DENY ? " stops " : " may stop ";
    String object = (reason.object() + " " + reason.rule()).strip();
    return gate.place()
        + verb
        + ConnectionText.of(gate.packets())
        + way
        + ": "
        + (object + " " + reason.text()).strip()
        + where.orElse("");
  }
}
