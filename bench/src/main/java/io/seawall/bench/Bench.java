package io.seawall.bench;

import io.seawall.reach.Engine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Draws a cluster, or measures what it costs to judge one. [`bench/scale`] starts it.
public final class Bench {
  static final long SEED = 2026;
  private static final String USAGE =
      """
      usage: generate SIZE [SHAPE] [SEED]   writes the cluster as `kubectl get -o json` does
             measure SIZE [SHAPE] [ROUNDS] [ENGINE]  draws, reads and judges it; the best of the rounds counts
      SIZE   s, m, l or xl
      SHAPE  typical, red-hat, unique-labels, overlapping-ranges, single-ports, long-group, cilium or calico
      ENGINE azure, calico or cilium\
      """;

  private Bench() {}

  /// @param words as in the usage above
  public static void main(String[] words) throws IOException {
    List<String> given = List.of(words);
    Optional<ClusterSpec> spec = given.size() < 2 ? Optional.empty() : spec(given);
    if (spec.isPresent() && given.getFirst().equals("generate")) {
      write(spec.get(), System.out);
    } else if (spec.isPresent() && given.getFirst().equals("measure")) {
      measure(spec.get(), (int) number(given, 3, 3), System.out);
    } else {
      System.err.println(USAGE);
      System.exit(2);
    }
  }

  private static Optional<ClusterSpec> spec(List<String> words) {
    long seed = words.getFirst().equals("generate") ? number(words, 3, SEED) : SEED;
    return Shape.parse(words.size() > 2 ? words.get(2) : "typical")
        .flatMap(shape ->
            Scale.parse(words.get(1))
                .map(scale -> new ClusterSpec(scale, shape, engine(words), seed)));
  }

  private static Engine engine(List<String> words) {
    return Engine.parse(words.size() > 4 ? words.get(4) : "azure").orElse(Engine.AZURE);
  }

  private static long number(List<String> words, int index, long otherwise) {
    return words.size() > index ? Long.parseLong(words.get(index)) : otherwise;
  }

  /// Writes the cluster as `kubectl get -o json` does.
  static void write(ClusterSpec spec, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    ClusterJson.write(new ClusterPlan(spec), buffered);
    buffered.flush();
  }

  private static void measure(ClusterSpec spec, int rounds, PrintStream out) throws IOException {
    Path file = Files.createTempFile("seawall-" + spec.scale().name() + "-", ".json");
    try {
      try (OutputStream into = Files.newOutputStream(file)) {
        write(spec, into);
      }
      Cost best = Cost.of(file, spec.engine());
      for (int i = 1; i < rounds; i++) {
        best = best.better(Cost.of(file, spec.engine()));
      }
      out.println(best.line(spec.scale().name()));
    } finally {
      Files.delete(file);
    }
  }
}
