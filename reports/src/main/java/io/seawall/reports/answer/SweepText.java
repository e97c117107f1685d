package io.seawall.reports.answer;

import io.seawall.analysis.question.Answer;
import io.seawall.analysis.question.Answer.Reply;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Situation;
import io.seawall.reach.PacketText;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// One column or one row: whoever gets through, with the packets and the first rule that lets them;
/// then those for whom it is not known; the others are counted.
public final class SweepText implements ReportFormat<AnswerReport> {
  @Override
  public String name() {
    return "text";
  }

  @Override
  public void write(AnswerReport report, Style style, Writer out) throws IOException {
    boolean column = report.command().equals("who-can");
    List<String> lines = new ArrayList<>();
    String fixed = column ? report.to() : report.from();
    lines.add(
        (column ? "who can reach " : "what can be reached from ") + fixed + ", " + report.port());
    lines.add("");
    int width =
        report.answers().stream()
            .filter(answer -> answer.some() != Reply.NO)
            .mapToInt(answer -> title(report, answer).length())
            .max()
            .orElse(0);
    for (Reply reply : List.of(Reply.YES, Reply.UNKNOWN)) {
      for (Answer answer : report.with(reply)) {
        lines.add(row(report, answer, Math.min(width, 60), style));
      }
    }
    if (width > 0) {
      lines.add("");
    }
    lines.add(
        String.format(
            "%,d yes, %,d unknown, %,d no",
            report.count(Reply.YES), report.count(Reply.UNKNOWN), report.count(Reply.NO)));
    for (String line : lines) {
      out.write(line + "\n");
    }
  }

  /// The other end, or both where several were asked about.
  private static String title(AnswerReport report, Answer answer) {
    boolean column = report.command().equals("who-can");
    long fixed =
        report.answers().stream()
            .map(one -> column ? one.to().name() : one.from().name())
            .distinct()
            .count();
    String other = column ? answer.from().name() : answer.to().name();
    return fixed == 1 ? other : answer.from().name() + " -> " + answer.to().name();
  }

  private static String row(AnswerReport report, Answer answer, int width, Style style) {
    String word = Replies.word(answer.some());
    boolean sure = answer.some() == Reply.YES;
    String packets = PacketText.of(sure ? answer.packets().sure() : answer.packets().possible());
    return Replies.painted(answer.some(), style)
        + " ".repeat(Math.max(1, 9 - word.length()))
        + String.format("%-" + width + "s", title(report, answer))
        + "   "
        + packets
        + reason(answer);
  }

  private static String reason(Answer answer) {
    List<Step> steps =
        answer.shown().map(s -> Situation.steps(s.path(), s.packet())).orElse(List.of());
    String wanted = answer.some() == Reply.YES ? "allow" : "unknown";
    return steps.stream()
        .filter(step -> step.verdict().equals(wanted) && !step.object().isEmpty())
        .findFirst()
        .map(step ->
            "   "
                + (step.object() + " " + step.rule()).strip()
                + step.where().map(where -> "   " + where.place()).orElse(""))
        .orElse("");
  }
}
