package io.seawall.reports.answer;

import io.seawall.analysis.Answers;
import io.seawall.analysis.question.Answer;
import io.seawall.model.SourceRef;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Situation;
import io.seawall.reach.Path;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import io.seawall.reports.Text;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// The whole ladder: every way from one end to the other, and on it every hop with its verdict, the
/// object and rule that decides, and its place.
public final class WhyText implements ReportFormat<AnswerReport> {
  private static final int MOST = 3;
  private static final int VERDICT = 12;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public void write(AnswerReport report, Style style, Writer out) throws IOException {
    List<String> lines = new ArrayList<>();
    List<Answer> deciding = report.with(report.reply());
    for (Answer answer : deciding.subList(0, Math.min(MOST, deciding.size()))) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      answer(report.situation(), answer, style, lines);
    }
    if (report.answers().isEmpty()) {
      lines.add("nobody but itself is asked about");
    }
    int more = report.answers().size() - Math.min(MOST, deciding.size());
    if (more > 0) {
      lines.add("");
      lines.add(String.format("... %,d more pairs; -o json has them all", more));
    }
    for (String line : lines) {
      out.write(line + "\n");
    }
  }

  private static void answer(Situation situation, Answer answer, Style style, List<String> lines) {
    lines.add(
        Replies.painted(answer.some(), style)
            + "   "
            + answer.from().name()
            + " -> "
            + answer.to().name()
            + "   "
            + passing(answer));
    if (answer.shown().isEmpty()) {
      lines.add("      " + Answers.whyNoneShown(answer));
      return;
    }
    Answer.Shown shown = answer.shown().get();
    lines.add("      shown for the packet " + shown.packet());
    List<Path> all = situation.reach().paths(shown.from(), shown.to());
    for (Path path : Path.of(all, shown.packet())) {
      String certain = path.certain() ? "" : " (may not be there)";
      if (!path.name().isEmpty()) {
        lines.add("   way: " + path.name() + certain);
      }
      List<Step> steps = Situation.ladder(path, shown.packet());
      int width = steps.stream().mapToInt(step -> step.place().length()).max().orElse(0);
      for (int i = 0; i < steps.size(); i++) {
        step(i + 1, steps.get(i), width + 2, style, lines);
      }
      if (steps.isEmpty()) {
        lines.add("   nothing stands in the way");
      }
    }
  }

  private static String passing(Answer answer) {
    String passing = Answers.passing(answer);
    return passing.substring(passing.indexOf(", ") + 2);
  }

  private static void step(int number, Step step, int width, Style style, List<String> lines) {
    String reason = ((step.object() + " " + step.rule()).strip() + " " + step.text()).strip();
    int indent = 5 + width + VERDICT;
    List<String> wrapped = new ArrayList<>(Text.wrap(reason, Math.max(40, style.width() - indent)));
    step.where().map(SourceRef::place).ifPresent(wrapped::add);
    String start =
        String.format(
            "%3d. %-" + width + "s%-" + VERDICT + "s", number, step.place(), step.verdict());
    for (String line : wrapped) {
      lines.add(start + line);
      start = " ".repeat(indent);
    }
  }
}
