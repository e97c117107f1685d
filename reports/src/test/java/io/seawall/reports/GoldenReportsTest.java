package io.seawall.reports;

import io.seawall.analysis.question.Answer;
import io.seawall.analysis.question.Group;
import io.seawall.analysis.question.Names;
import io.seawall.analysis.question.PortQuery;
import io.seawall.analysis.question.Question;
import io.seawall.analysis.question.Sweep;
import io.seawall.practices.Situation;
import io.seawall.reports.answer.AnswerReport;
import io.seawall.reports.assertion.AssertionReport;
import io.seawall.reports.check.CheckReport;
import io.seawall.reports.map.DiffReport;
import io.seawall.reports.map.ExplainReport;
import io.seawall.reports.map.ExposureReport;
import io.seawall.reports.map.Focus;
import io.seawall.reports.map.MapReport;
import io.seawall.testkit.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every format of every report, whole.
class GoldenReportsTest {
  private final SmallCluster cluster = new SmallCluster();

  @Test
  void every_report_is_as_written_down() {
    try (Golden golden = Golden.folder(SmallCluster.FOLDER)) {
      golden.inputs();
      for (ReportFormat<CheckReport> format : ReportFormats.CHECK) {
        golden.check("out.check." + format.name(), SmallCluster.written(format, check(false)));
      }
      golden.check(
          "out.check-all.text", SmallCluster.written(ReportFormats.CHECK.getFirst(), check(true)));
      golden.check(
          "out.check-colour.text",
          SmallCluster.written(ReportFormats.CHECK.getFirst(), check(false), new Style(true, 80)));
      for (ReportFormat<AssertionReport> format : ReportFormats.ASSERTIONS) {
        golden.check(
            "out.test." + format.name(),
            SmallCluster.written(format, new AssertionReport(cluster.asserted())));
      }
      for (ReportFormat<MapReport> format : ReportFormats.MAP) {
        golden.check(
            "out.map." + format.name(),
            SmallCluster.written(
                format, new MapReport(List.of(cluster.situation()), false, Focus.ALL)));
      }
      for (ReportFormat<ExposureReport> format : ReportFormats.EXPOSURE) {
        golden.check(
            "out.exposure." + format.name(),
            SmallCluster.written(
                format,
                new ExposureReport(new MapReport(List.of(cluster.situation()), false, Focus.ALL))));
      }
      for (ReportFormat<ExplainReport> format : ReportFormats.EXPLAIN) {
        golden.check(
            "out.explain." + format.name(), SmallCluster.written(format, explained(false)));
      }
      golden.check(
          "out.explain-np-guard.txt",
          SmallCluster.written(ReportFormats.EXPLAIN.getFirst(), explained(true)));
      for (ReportFormat<DiffReport> format : ReportFormats.DIFF) {
        golden.check("out.diff." + format.name(), SmallCluster.written(format, diff(false)));
      }
      golden.check(
          "out.diff-np-guard.txt", SmallCluster.written(ReportFormats.DIFF.getFirst(), diff(true)));
      for (ReportFormat<AnswerReport> format : ReportFormats.CAN) {
        golden.check("out.can." + format.name(), SmallCluster.written(format, asked("can", "*/*")));
      }
      for (ReportFormat<AnswerReport> format : ReportFormats.WHY) {
        golden.check(
            "out.why." + format.name(), SmallCluster.written(format, asked("why", "shop/api")));
      }
      for (ReportFormat<AnswerReport> format : ReportFormats.SWEEP) {
        golden.check("out.who-can." + format.name(), SmallCluster.written(format, whoCan()));
        golden.check("out.what-can." + format.name(), SmallCluster.written(format, whatCan()));
      }
    }
  }

  private DiffReport diff(boolean policiesAlone) {
    return new DiffReport(
        List.of(new DiffReport.Pair("shop", cluster.situationBefore(), cluster.situation())),
        policiesAlone,
        Focus.ALL);
  }

  private ExplainReport explained(boolean policiesAlone) {
    MapReport map = new MapReport(List.of(cluster.situation()), policiesAlone, Focus.ALL);
    return new ExplainReport(map, ExplainReport.Only.ALL, Optional.empty());
  }

  private CheckReport check(boolean all) {
    return new CheckReport(
        cluster.analysis(),
        new AssertionReport(cluster.asserted()),
        all,
        "0.0.0",
        "k8s",
        SmallCluster.TODAY);
  }

  private AnswerReport asked(String command, String from) {
    Situation situation = cluster.situation();
    Names names = new Names(situation);
    PortQuery port = PortQuery.parse("tcp/80").orElseThrow();
    Group source = names.find(from).orElseThrow();
    Group target = names.find("imds").orElseThrow();
    List<Answer> answers = new Question(source, target, port).ask(situation.reach());
    return new AnswerReport(situation, command, from, "imds", "tcp/80", answers);
  }

  private AnswerReport whoCan() {
    Situation situation = cluster.situation();
    Group target = new Names(situation).find("shop/api").orElseThrow();
    return new AnswerReport(
        situation,
        "who-can",
        "anyone",
        "shop/api",
        "any",
        new Sweep(situation).whoCan(target, PortQuery.ANY));
  }

  private AnswerReport whatCan() {
    Situation situation = cluster.situation();
    Group source = new Names(situation).find("shop/web").orElseThrow();
    return new AnswerReport(
        situation,
        "what-can",
        "shop/web",
        "anything",
        "any",
        new Sweep(situation).whatCan(source, PortQuery.ANY));
  }
}
