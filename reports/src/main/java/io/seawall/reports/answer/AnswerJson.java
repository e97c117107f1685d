package io.seawall.reports.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.analysis.Answers;
import io.seawall.analysis.question.Answer;
import io.seawall.model.SourceRef;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Situation;
import io.seawall.reach.PacketText;
import io.seawall.reports.Json;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.Style;
import java.io.IOException;
import java.io.Writer;

/// Answers as JSON, schema `seawall.answer/v1`.
public final class AnswerJson implements ReportFormat<AnswerReport> {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public void write(AnswerReport report, Style style, Writer out) throws IOException {
    Json.write(out, json -> Json.object(json, root -> root(root, report)));
  }

  private static void root(JsonGenerator json, AnswerReport report) throws IOException {
    json.writeStringField("schema", "seawall.answer/v1");
    json.writeStringField("cluster", report.situation().snapshot().name());
    Json.object(
        json,
        "question",
        question -> {
          question.writeStringField("command", report.command());
          question.writeStringField("from", report.from());
          question.writeStringField("to", report.to());
          question.writeStringField("port", report.port());
        });
    json.writeStringField("reply", Replies.word(report.reply()));
    Json.objects(json, "answers", report.answers(), AnswerJson::answer);
  }

  private static void answer(JsonGenerator json, Answer answer) throws IOException {
    json.writeStringField("from", answer.from().name());
    json.writeStringField("to", answer.to().name());
    json.writeStringField("reply", Replies.word(answer.some()));
    json.writeStringField("sure", PacketText.of(answer.packets().sure()));
    json.writeStringField("possible", PacketText.of(answer.packets().possible()));
    json.writeStringField("why", Answers.oneLine(answer));
    if (answer.shown().isPresent()) {
      Answer.Shown shown = answer.shown().get();
      json.writeStringField("packet", shown.packet().toString());
      json.writeStringField("way", shown.path().name());
      Json.objects(json, "path", Situation.ladder(shown.path(), shown.packet()), AnswerJson::step);
    }
  }

  private static void step(JsonGenerator json, Step step) throws IOException {
    json.writeStringField("hop", step.hop());
    if (step.tier().isPresent()) {
      json.writeStringField("tier", step.tier().get());
    }
    json.writeStringField("verdict", step.verdict());
    json.writeStringField("object", step.object());
    json.writeStringField("rule", step.rule());
    if (step.where().isPresent()) {
      SourceRef where = step.where().get();
      json.writeStringField("file", where.file());
      json.writeNumberField("line", where.line());
    }
    json.writeStringField("text", step.text());
  }
}
