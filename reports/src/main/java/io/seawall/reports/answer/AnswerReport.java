package io.seawall.reports.answer;

import io.seawall.analysis.question.Answer;
import io.seawall.analysis.question.Answer.Reply;
import io.seawall.practices.Situation;
import java.util.List;

/// A question and its answers.
///
/// @param command that asked: `can`, `why`, `who-can` or `what-can`
/// @param from as asked; `anyone` for `who-can`
/// @param to as asked; `anything` for `what-can`
/// @param port as asked
public record AnswerReport(
    Situation situation,
    String command,
    String from,
    String to,
    String port,
    List<Answer> answers) {
  public AnswerReport {
    answers = List.copyOf(answers);
  }

  /// YES if a packet gets through for sure from anyone to anyone that was asked about, else UNKNOWN
  /// if one possibly does.
  public Reply reply() {
    if (count(Reply.YES) > 0) {
      return Reply.YES;
    }
    return count(Reply.UNKNOWN) > 0 ? Reply.UNKNOWN : Reply.NO;
  }

  /// How many pairs got this reply.
  public long count(Reply reply) {
    return answers.stream().filter(answer -> answer.some() == reply).count();
  }

  /// The answers with this reply, in order.
  public List<Answer> with(Reply reply) {
    return answers.stream().filter(answer -> answer.some() == reply).toList();
  }
}
