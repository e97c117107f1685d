package io.seawall.analysis;

import io.seawall.analysis.question.Answer;
import io.seawall.analysis.question.Group;
import io.seawall.analysis.question.Names;
import io.seawall.analysis.question.PortQuery;
import io.seawall.analysis.question.Question;
import io.seawall.dialects.Fields;
import io.seawall.model.Diagnostic;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Request;
import io.seawall.practices.Situation;
import io.seawall.reach.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A claim that a team keeps beside its policies: these packets must get through, or must not.
///
/// @param request what the connection carries; [Request#ANY] if nothing is said of it
public record Assertion(
    String name,
    String from,
    String to,
    PortQuery port,
    Request request,
    Expected expected,
    SourceRef where) {
  /// What must be so.
  public enum Expected {
    /// Every packet gets through, from each to each.
    ALLOWED,
    /// No packet gets through, from anyone to anyone.
    DENIED
  }

  /// How an assertion came out.
  public enum Verdict {
    PASS,
    FAIL,
    UNKNOWN
  }

  /// @param answer the answer that decided; empty if one end is nobody
  public record Result(Assertion assertion, Verdict verdict, String why, Optional<Answer> answer) {}

  /// Reads the assertions of a file. One that cannot be read is complained of and left out.
  public static Parsed<List<Assertion>> read(Document document) {
    List<Diagnostic> complaints = new ArrayList<>();
    SourceRef where = new SourceRef(document.file(), 1, "assertions", "");
    Fields fields = Fields.of(document.root(), where, Fields.Keys.EXACT, complaints);
    List<Assertion> assertions = new ArrayList<>();
    for (Fields one : fields.children("tests")) {
      one(one).ifPresent(assertions::add);
    }
    if (!fields.has("tests")) {
      fields.complain("MISSING_FIELD", fields.where(), "no tests", "a list under tests", "");
    }
    fields.close();
    return new Parsed<>(assertions, complaints);
  }

  private static Optional<Assertion> one(Fields fields) {
    Optional<String> from = required(fields, "from");
    Optional<String> to = required(fields, "to");
    Optional<String> expect = required(fields, "expect");
    String portText = fields.anyText("port").orElse("any");
    Optional<PortQuery> port = PortQuery.parse(portText);
    if (port.isEmpty()) {
      fields.complain(
          "BAD_PORT",
          fields.where("port"),
          "the text \"" + portText + "\"",
          "tcp/443, udp/53, tcp/8000-8100, icmp or any",
          "");
    }
    Optional<Expected> expected = expect.flatMap(text -> expected(fields, text));
    Request request = fields.child("http").map(HttpRequest::read).orElse(Request.ANY);
    String name = fields.text("name").orElse(from.orElse("?") + " -> " + to.orElse("?"));
    fields.close();
    if (from.isEmpty() || to.isEmpty() || port.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Assertion(
            name, from.get(), to.get(), port.get(), request, expected.get(), fields.where()));
  }

  private static Optional<Expected> expected(Fields fields, String text) {
    return switch (text) {
      case "allowed" -> Optional.of(Expected.ALLOWED);
      case "denied" -> Optional.of(Expected.DENIED);
      default -> {
        fields.complain(
            "BAD_VALUE",
            fields.where("expect"),
            "the text \"" + text + "\"",
            "allowed or denied",
            "");
        yield Optional.empty();
      }
    };
  }

  private static Optional<String> required(Fields fields, String key) {
    if (!fields.has(key)) {
      fields.complain("MISSING_FIELD", fields.where(), "no " + key, "text under " + key, "");
    }
    return fields.text(key);
  }

  /// Holds the claim against a cluster.
  public Result test(Situation situation) {
    Names names = new Names(situation);
    Optional<Group> source = names.find(from);
    Optional<Group> target = names.find(to);
    if (source.isEmpty() || target.isEmpty()) {
      String nobody = source.isEmpty() ? from : to;
      List<String> near = names.suggest(nobody);
      return new Result(
          this,
          Verdict.UNKNOWN,
          nobody
              + " is nobody in this cluster"
              + (near.isEmpty() ? "" : "; nearest: " + String.join(", ", near)),
          Optional.empty());
    }
    Verdict worst = Verdict.PASS;
    Optional<Answer> deciding = Optional.empty();
    Reach reach =
        request.equals(Request.ANY) ? situation.reach() : situation.reach().sending(request);
    for (Answer answer : new Question(source.get(), target.get(), port).ask(reach)) {
      Verdict verdict = verdict(answer);
      if (deciding.isEmpty()
          || (verdict != worst && (verdict == Verdict.FAIL || worst == Verdict.PASS))) {
        deciding = Optional.of(answer);
        worst = verdict;
      }
    }
    return new Result(
        this, worst, deciding.map(Answers::oneLine).orElse("nobody to ask about"), deciding);
  }

  /// A name that no port of the receiver has is a slip, whatever is expected.
  private Verdict verdict(Answer answer) {
    if (answer.asked().packets().isEmpty()) {
      return Verdict.UNKNOWN;
    }
    return switch (expected) {
      case ALLOWED ->
          switch (answer.every()) {
            case YES -> Verdict.PASS;
            case NO -> Verdict.FAIL;
            case UNKNOWN -> Verdict.UNKNOWN;
          };
      case DENIED ->
          switch (answer.some()) {
            case YES -> Verdict.FAIL;
            case NO -> Verdict.PASS;
            case UNKNOWN -> Verdict.UNKNOWN;
          };
    };
  }
}
