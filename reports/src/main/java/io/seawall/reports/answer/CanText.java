package io.seawall.reports.answer;

import io.seawall.analysis.Answers;
import io.seawall.analysis.question.Answer;
import io.seawall.analysis.question.Answer.Reply;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// One question in one line: the reply and why. Where several were asked about, how many of them,
/// and the first few.
public final class CanText implements ReportFormat<AnswerReport> {
  private static final int MOST = 10;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public void write(AnswerReport report, Style style, Writer out) throws IOException {
    List<Answer> deciding = report.with(report.reply());
    if (report.answers().size() != 1) {
      out.write(Replies.painted(report.reply(), style) + counted(report) + "\n");
    }
    for (Answer answer : deciding.subList(0, Math.min(MOST, deciding.size()))) {
      out.write(Answers.oneLine(answer) + "\n");
    }
    if (deciding.size() > MOST) {
      out.write(String.format("... %,d more\n", deciding.size() - MOST));
    }
  }

  private static String counted(AnswerReport report) {
    if (report.answers().isEmpty()) {
      return ": nobody but itself is asked about";
    }
    return String.format(
        ": of %,d pairs %,d yes, %,d unknown, %,d no",
        report.answers().size(),
        report.count(Reply.YES),
        report.count(Reply.UNKNOWN),
        report.count(Reply.NO));
  }
}
