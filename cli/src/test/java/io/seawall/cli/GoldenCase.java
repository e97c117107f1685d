package io.seawall.cli;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import io.seawall.reports.Style;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One golden case: an input folder, and what a correct audit says of it, as `golden/README.md`
/// explains.
final class GoldenCase {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final List<String> WORST_FIRST =
      List.of("REFUTED", "UNKNOWN", "EXCEPTED", "PROVED");

  private final Path folder;
  private final Mapping expected;

  GoldenCase(Path folder) {
    this.folder = folder;
    this.expected =
        root(List.of(folder.resolve("case.yaml").toString()), InputStream.nullInputStream());
  }

  private record Outcome(int exit, String out, String err) {}

  /// Everything in which a run differs from what is expected.
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    Outcome json = check("json");
    if (json.err.contains("\tat ") || json.exit == 5) {
      problems.add("a fault of ours: " + json.err);
    }
    expected
        .text("exit")
        .map(Integer::parseInt)
        .filter(exit -> exit != json.exit)
        .ifPresent(
            exit -> problems.add("exit " + json.exit + ", expected " + exit + ": " + json.err));
    if (!json.out.isBlank()) {
      Mapping result =
          root(List.of("-"), new ByteArrayInputStream(json.out.getBytes(StandardCharsets.UTF_8)));
      problems.addAll(verdicts(result));
      problems.addAll(subjects(result));
    } else if (expected.get("expect").isPresent() || expected.get("subjects").isPresent()) {
      problems.add("no result: " + json.err);
    }
    problems.addAll(mentions(json));
    return problems;
  }

  private Outcome check(String format) {
    List<String> words =
        new ArrayList<>(List.of("check", folder.resolve("in").toString(), "-o", format));
    items(expected, "args")
        .forEach(arg -> words.add(((Scalar) arg).text().replace("${case}", folder.toString())));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Exit exit =
        Run.of(
            words,
            new Console(
                InputStream.nullInputStream(),
                out,
                new PrintWriter(err),
                false,
                new Style(false, 100),
                folder,
                "test",
                TODAY));
    return new Outcome(exit.code(), out.toString(), err.toString());
  }

  private List<String> verdicts(Mapping result) {
    Map<String, String> worst = new HashMap<>();
    for (Mapping practice : practices(result)) {
      worst.merge(
          practice.text("id").orElseThrow(),
          practice.text("verdict").orElseThrow(),
          (a, b) -> WORST_FIRST.indexOf(a) <= WORST_FIRST.indexOf(b) ? a : b);
    }
    List<String> problems = new ArrayList<>();
    expected
        .get("expect")
        .ifPresent(node ->
            ((Mapping) node)
                .entries()
                .forEach(entry -> {
                  String wanted = ((Scalar) entry.value()).text();
                  String got = worst.getOrDefault(entry.key(), "absent");
                  if (!got.equals(wanted)) {
                    problems.add(entry.key() + " is " + got + ", expected " + wanted);
                  }
                }));
    return problems;
  }

  private List<String> subjects(Mapping result) {
    List<String> problems = new ArrayList<>();
    for (Node node : items(expected, "subjects")) {
      Mapping row = (Mapping) node;
      String practice = row.text("practice").orElseThrow();
      Optional<String> code = row.text("code");
      String subject = row.text("subject").orElse("");
      List<String> verdicts = new ArrayList<>();
      for (Mapping one : practices(result)) {
        if (one.text("id").orElseThrow().equals(practice)) {
          for (Node check : items(one, "checks")) {
            Mapping c = (Mapping) check;
            if (code.map(c.text("code").orElse("")::equals).orElse(true)
                && c.text("subject").orElse("").contains(subject)) {
              verdicts.add(c.text("verdict").orElseThrow());
            }
          }
        }
      }
      String wanted = row.text("verdict").orElseThrow();
      if (verdicts.isEmpty() || !verdicts.stream().allMatch(wanted::equals)) {
        problems.add(
            practice
                + code.map(c -> " " + c).orElse("")
                + " of \""
                + subject
                + "\" is "
                + verdicts
                + ", expected "
                + wanted);
      }
    }
    return problems;
  }

  private List<String> mentions(Outcome json) {
    List<String> problems = new ArrayList<>();
    List<Node> wanted = items(expected, "mentions");
    if (!wanted.isEmpty()) {
      Outcome text = check("text");
      String all = json.out + json.err + text.out + text.err;
      for (Node one : wanted) {
        String mention = ((Scalar) one).text();
        if (!all.contains(mention)) {
          problems.add("does not mention \"" + mention + "\"");
        }
      }
    }
    return problems;
  }

  private static List<Mapping> practices(Mapping result) {
    List<Mapping> all = new ArrayList<>();
    for (Node cluster : items(result, "clusters")) {
      items((Mapping) cluster, "practices").forEach(practice -> all.add((Mapping) practice));
    }
    return all;
  }

  private static List<Node> items(Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(node -> node instanceof Sequence list ? list.items() : List.<Node>of())
        .orElse(List.of());
  }

  private static Mapping root(List<String> paths, InputStream stdin) {
    List<Document> documents = new ArrayList<>();
    Sources.of(paths, stdin, Limits.DEFAULT)
        .read(
            documents::add,
            complaint -> {
              throw new IllegalStateException(complaint.toString());
            });
    return documents.getFirst().root();
  }
}
