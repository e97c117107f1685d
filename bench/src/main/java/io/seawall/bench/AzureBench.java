package io.seawall.bench;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.model.Facts;
import io.seawall.practices.Config;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Measures reading and judging the Azure side of a large cluster. [`bench/azure`] starts it.
public final class AzureBench {
  private AzureBench() {}

  /// @param words the number of pools, the number of rules of the firewall, and that of rounds, of
  ///   which the best counts
  /// @throws IOException if the drawn cluster cannot be written
  public static void main(String[] words) throws IOException {
    int pools = Integer.parseInt(words[0]);
    int firewallRules = Integer.parseInt(words[1]);
    Path file = Files.createTempFile("seawall-azure-", ".json");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        AzureJson.write(pools, firewallRules, Bench.SEED, out);
      }
      long parse = Long.MAX_VALUE;
      long analysis = Long.MAX_VALUE;
      for (int i = 0; i < Integer.parseInt(words[2]); i++) {
        long start = System.nanoTime();
        Facts facts = Cost.facts(file);
        long parsed = System.nanoTime();
        Analysis judged = judged(facts);
        analysis = Math.min(analysis, System.nanoTime() - parsed);
        parse = Math.min(parse, parsed - start);
        if (judged.clusters().size() != 1) {
          throw new IllegalStateException("not one cluster");
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%d\t%d\t%d\t%.0f\t%.0f%n",
          2 * pools,
          firewallRules,
          Files.size(file),
          parse / 1e6,
          analysis / 1e6);
    } finally {
      Files.delete(file);
    }
  }

  private static Analysis judged(Facts facts) {
    Options options =
        new Options(Optional.empty(), Optional.empty(), false, List.of(), LocalDate.of(2026, 1, 1));
    return Analysis.of(new Input(facts, List.of(), 1), Config.DEFAULT, options);
  }
}
