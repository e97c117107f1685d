package io.seawall.reports.check;

import io.seawall.analysis.ClusterAnalysis;
import io.seawall.analysis.question.Names;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a reader will want to run next.
final class NextCommands {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./\\[\\]-]+");

  private NextCommands() {}

  static List<String> of(CheckReport report) {
    String path = quoted(report.input());
    String input = " --input " + path;
    List<ClusterAnalysis> clusters = report.analysis().clusters();
    for (ClusterAnalysis cluster : clusters) {
      String which = clusters.size() > 1 ? " --cluster " + quoted(cluster.name()) : "";
      Optional<Witness> witness = witness(cluster);
      if (witness.isPresent()) {
        String from = quoted(name(witness.get().from()));
        String to = quoted(name(witness.get().to()));
        String port = witness.get().port();
        List<String> commands = new ArrayList<>();
        if (!report.all()) {
          commands.add("seawall check " + path + " -v   # every finding");
        }
        commands.add("seawall why " + from + " " + to + " " + port + input + which);
        commands.add("seawall who-can " + to + " " + port + input + which);
        return commands;
      }
    }
    return List.of("seawall map " + path);
  }

  /// The first packet that refutes something and whose ends a command can name.
  private static Optional<Witness> witness(ClusterAnalysis cluster) {
    Names names = new Names(cluster.situation());
    List<Finding> findings = new ArrayList<>();
    cluster.practices().forEach(judged -> findings.addAll(judged.findings()));
    return findings.stream()
        .filter(finding -> finding.outcome() == Outcome.REFUTED)
        .sorted((a, b) -> a.severity().compareTo(b.severity()))
        .flatMap(finding -> finding.witness().stream())
        .filter(w -> names.find(name(w.from())).isPresent() && names.find(name(w.to())).isPresent())
        .findFirst();
  }

  private static String name(String end) {
    return switch (end) {
      case "169.254.169.254" -> "imds";
      case "168.63.129.16" -> "wireserver";
      default -> Subjects.shortened(end);
    };
  }

  /// As a shell takes it for one word.
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
