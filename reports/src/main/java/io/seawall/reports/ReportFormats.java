package io.seawall.reports;

import io.seawall.reports.answer.AnswerJson;
import io.seawall.reports.answer.AnswerReport;
import io.seawall.reports.answer.CanText;
import io.seawall.reports.answer.SweepText;
import io.seawall.reports.answer.WhyText;
import io.seawall.reports.assertion.AssertionJson;
import io.seawall.reports.assertion.AssertionReport;
import io.seawall.reports.assertion.AssertionText;
import io.seawall.reports.check.CheckJson;
import io.seawall.reports.check.CheckReport;
import io.seawall.reports.check.CheckSarif;
import io.seawall.reports.check.CheckText;
import io.seawall.reports.map.DiffCsv;
import io.seawall.reports.map.DiffJson;
import io.seawall.reports.map.DiffMarkdown;
import io.seawall.reports.map.DiffReport;
import io.seawall.reports.map.DiffTxt;
import io.seawall.reports.map.ExplainJson;
import io.seawall.reports.map.ExplainReport;
import io.seawall.reports.map.ExplainTxt;
import io.seawall.reports.map.ExposureCsv;
import io.seawall.reports.map.ExposureDot;
import io.seawall.reports.map.ExposureJson;
import io.seawall.reports.map.ExposureMarkdown;
import io.seawall.reports.map.ExposureReport;
import io.seawall.reports.map.ExposureTxt;
import io.seawall.reports.map.MapCsv;
import io.seawall.reports.map.MapDot;
import io.seawall.reports.map.MapJson;
import io.seawall.reports.map.MapMarkdown;
import io.seawall.reports.map.MapReport;
import io.seawall.reports.map.MapTxt;
import java.util.List;
import java.util.stream.Stream;

/// The lists of formats, by what they report on; the first of a list is the default.
public final class ReportFormats {
  /// Verdicts.
  public static final List<ReportFormat<CheckReport>> CHECK =
      List.of(new CheckText(), new CheckJson(), new CheckSarif());

  /// One question in one line.
  public static final List<ReportFormat<AnswerReport>> CAN =
      List.of(new CanText(), new AnswerJson());

  /// One question with the whole ladder.
  public static final List<ReportFormat<AnswerReport>> WHY =
      List.of(new WhyText(), new AnswerJson());

  /// One row or column of what can reach what.
  public static final List<ReportFormat<AnswerReport>> SWEEP =
      List.of(new SweepText(), new AnswerJson());

  /// Assertions.
  public static final List<ReportFormat<AssertionReport>> ASSERTIONS =
      List.of(new AssertionText(), new AssertionJson());

  /// All connections.
  public static final List<ReportFormat<MapReport>> MAP =
      List.of(new MapTxt(), new MapJson(), new MapCsv(), new MapMarkdown(), new MapDot());

  /// All connections, and what is open beyond them.
  public static final List<ReportFormat<ExposureReport>> EXPOSURE =
      List.of(
          new ExposureTxt(),
          new ExposureJson(),
          new ExposureCsv(),
          new ExposureMarkdown(),
          new ExposureDot());

  /// All connections, and why.
  public static final List<ReportFormat<ExplainReport>> EXPLAIN =
      List.of(new ExplainTxt(), new ExplainJson());

  /// What two clusters permit differently.
  public static final List<ReportFormat<DiffReport>> DIFF =
      List.of(new DiffTxt(), new DiffJson(), new DiffCsv(), new DiffMarkdown());

  /// Every format.
  public static final List<ReportFormat<?>> ALL =
      Stream.<List<? extends ReportFormat<?>>>of(
              CHECK, CAN, WHY, SWEEP, ASSERTIONS, MAP, EXPOSURE, EXPLAIN, DIFF)
          .<ReportFormat<?>>flatMap(List::stream)
          .toList();

  private ReportFormats() {}
}
