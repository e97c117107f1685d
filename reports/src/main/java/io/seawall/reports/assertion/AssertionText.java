package io.seawall.reports.assertion;

import io.seawall.analysis.Assertion;
import io.seawall.analysis.Assertion.Verdict;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import io.seawall.reports.Text;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Assertions for people: a line each; what did not pass says why.
public final class AssertionText implements ReportFormat<AssertionReport> {
  private static final int INDENT = 9;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public void write(AssertionReport report, Style style, Writer out) throws IOException {
    for (Assertion.Result result : report.results()) {
      for (String line : lines(result, style)) {
        out.write(line + "\n");
      }
    }
    out.write("\n" + totals(report) + "\n");
  }

  /// An assertion in one line; if it did not pass, what was expected and why it is not so.
  public static List<String> lines(Assertion.Result result, Style style) {
    String word = result.verdict().name().toLowerCase(Locale.ROOT);
    List<String> lines = new ArrayList<>();
    lines.add(
        style.paint(colour(result.verdict()), word)
            + " ".repeat(INDENT - word.length())
            + result.assertion().name());
    if (result.verdict() != Verdict.PASS) {
      String expected = result.assertion().expected().name().toLowerCase(Locale.ROOT);
      String why = "expected " + expected + ", found " + result.why();
      for (String line : Text.wrap(why, style.width() - INDENT)) {
        lines.add(" ".repeat(INDENT) + line);
      }
      lines.add(" ".repeat(INDENT) + "asserted at " + result.assertion().where().place());
    }
    return lines;
  }

  /// `10 of 14 assertions hold, 4 do not, 0 unknown`.
  public static String totals(AssertionReport report) {
    return String.format(
        "%,d of %s %s, %,d do not, %,d unknown",
        report.count(Verdict.PASS),
        Text.count(report.results().size(), "assertion"),
        report.results().size() == 1 ? "holds" : "hold",
        report.count(Verdict.FAIL),
        report.count(Verdict.UNKNOWN));
  }

  private static Style.Colour colour(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Style.Colour.GREEN;
      case FAIL -> Style.Colour.RED;
      case UNKNOWN -> Style.Colour.YELLOW;
    };
  }
}
