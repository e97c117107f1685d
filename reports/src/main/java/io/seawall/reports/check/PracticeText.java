package io.seawall.reports.check;

import io.seawall.analysis.ClusterAnalysis.Judged;
import io.seawall.model.SourceRef;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Outcome;
import io.seawall.reports.Style;
import io.seawall.reports.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One practice for people: its verdict and what it rests on, in a few lines.
final class PracticeText {
  /// Where names of practices and the lines under them begin.
  private static final int INDENT = 9;

  /// Where summaries begin: behind the longest name of a practice.
  private static final int SUMMARY = INDENT + 25;

  private static final int MOST_MISSING = 2;

  private final Style style;
  private final int most;
  private final List<String> lines = new ArrayList<>();

  private PracticeText(int most, Style style) {
    this.most = most;
    this.style = style;
  }

  /// @param most findings to show
  static List<String> lines(Judged judged, int most, Style style) {
    PracticeText text = new PracticeText(most, style);
    text.verdict(judged);
    switch (judged.outcome()) {
      case REFUTED, EXCEPTED -> text.findings(judged);
      case UNKNOWN -> {
        text.findings(judged);
        text.missing(judged.missing());
      }
      case PROVED -> text.assumptions(judged.assumptions());
    }
    return text.lines;
  }

  private void verdict(Judged judged) {
    List<String> summary = Text.wrap(Summary.headline(judged), style.width() - SUMMARY);
    String word = judged.outcome().name();
    lines.add(
        style.paint(colour(judged.outcome()), word)
            + " ".repeat(INDENT - word.length())
            + String.format("%-" + (SUMMARY - INDENT) + "s", judged.practice().id())
            + summary.getFirst());
    summary.stream().skip(1).forEach(more -> lines.add(" ".repeat(SUMMARY) + more));
  }

  private static Style.Colour colour(Outcome outcome) {
    return switch (outcome) {
      case REFUTED -> Style.Colour.RED;
      case UNKNOWN -> Style.Colour.YELLOW;
      case EXCEPTED -> Style.Colour.CYAN;
      case PROVED -> Style.Colour.GREEN;
    };
  }

  private void findings(Judged judged) {
    if (judged.findings().size() == 1 && judged.findings().getFirst().witness().isEmpty()) {
      place(judged.findings().getFirst());
      return;
    }
    List<Finding> shown = Highlights.of(judged, most);
    shown.forEach(this::finding);
    int more = Highlights.worst(judged).size() - shown.size();
    List<String> rest = new ArrayList<>();
    if (more > 0) {
      rest.add(String.format("%,d more", more));
    }
    for (Outcome outcome : List.of(Outcome.UNKNOWN, Outcome.EXCEPTED)) {
      long others = judged.findings().stream().filter(f -> f.outcome() == outcome).count();
      if (outcome != judged.outcome() && others > 0) {
        rest.add(String.format("%,d %s", others, outcome.name().toLowerCase(Locale.ROOT)));
      }
    }
    if (!rest.isEmpty()) {
      under("... " + String.join(", ", rest));
    }
  }

  /// Witness, reason and place: in one line if they fit, else the reason and what does not fit
  /// under the witness.
  private void finding(Finding finding) {
    String head = Subjects.head(finding);
    String place = finding.where().map(SourceRef::place).orElse("");
    String gap = place.isEmpty() ? "" : "   ";
    int room = style.width() - INDENT;
    String whole = head + "   " + finding.summary() + gap + place;
    if (whole.length() <= room) {
      under(whole);
      return;
    }
    boolean beside = (head + gap + place).length() <= room;
    under(beside ? head + gap + place : head);
    String below = beside ? finding.summary() : finding.summary() + gap + place;
    if (below.length() <= room - 2) {
      under("  " + below);
      return;
    }
    List<String> reason = Text.wrap(finding.summary(), room - 2);
    reason.forEach(line -> under("  " + line));
    if (!beside) {
      under("  " + place);
    }
  }

  private void place(Finding finding) {
    finding.where().ifPresent(where -> under(where.place()));
  }

  private void missing(List<Missing> missing) {
    List<String> commands = missing.stream().map(Missing::settle).distinct().toList();
    commands.stream().limit(MOST_MISSING).forEach(command -> under("settle it: " + command));
    if (commands.size() > MOST_MISSING) {
      under("... " + Text.count(commands.size() - MOST_MISSING, "more fact") + " missing");
    }
  }

  private void assumptions(List<String> assumptions) {
    if (!assumptions.isEmpty()) {
      String more =
          assumptions.size() > 1 ? String.format(" (and %,d more)", assumptions.size() - 1) : "";
      for (String line :
          Text.wrap("assuming " + assumptions.getFirst() + more, style.width() - INDENT)) {
        under(line);
      }
    }
  }

  private void under(String text) {
    lines.add(" ".repeat(INDENT) + text);
  }
}
