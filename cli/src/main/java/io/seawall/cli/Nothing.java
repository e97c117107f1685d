package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.practices.Config;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said when no cluster is left to judge.
final class Nothing {
  private Nothing() {}

  /// @throws WrongUsage if there are clusters, but not the one that was asked for
  static Exit toJudge(
      List<String> paths, Input input, Config config, Options options, Console console)
      throws WrongUsage {
    if (options.cluster().isPresent()) {
      List<String> names = names(input, config, options);
      if (!names.isEmpty() && !names.contains(options.cluster().get())) {
        throw new WrongUsage(
            "there is no cluster \"" + options.cluster().get() + "\" in the input",
            "clusters are " + String.join(", ", names));
      }
    }
    String where = String.join(" ", paths);
    console.err().println("seawall: error: nothing to judge in " + where + " [NOTHING_TO_JUDGE]");
    console
        .err()
        .println(
            input.documents() == 0
                ? "  found no document, expected Kubernetes objects or Azure resources, as YAML or"
                    + " JSON"
                : "  found "
                    + io.seawall.reports.Text.count(input.documents(), "document")
                    + ", none with anything that a practice speaks of (-v lists what was left out)");
    return Exit.UNREADABLE;
  }

  private static List<String> names(Input input, Config config, Options options) {
    Options all =
        new Options(
            options.engine(), Optional.empty(), options.npGuard(), List.of(), options.today());
    List<String> names = new ArrayList<>();
    for (Situation situation : Analysis.situations(input, config, all, new ArrayList<>())) {
      names.add(situation.snapshot().name());
    }
    return names;
  }
}
