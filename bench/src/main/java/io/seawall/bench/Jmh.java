package io.seawall.bench;

import io.seawall.reach.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [Questions] on drawn clusters and prints a table. [`bench/jmh`] starts it.
///
/// Times are compared with the calibration loop, which runs between them: a ratio of 1 is the time
/// it takes to scan a kilobyte of JSON byte by byte.
public final class Jmh {
  private static final List<String> BENCHMARKS =
      List.of("can", "whoCanNode", "whoCanMetadata", "parse", "build", "allPairs");

  private Jmh() {}

  /// @param words sizes, such as `m` and `l`
  public static void main(String[] words) throws IOException, RunnerException {
    System.out.printf(
        Locale.ROOT, "%-4s %-16s %14s %9s %14s%n", "size", "what", "time", "+/-", "kB scanned");
    for (String word : words) {
      Scale scale = Scale.parse(word).orElseThrow(() -> new IllegalArgumentException(word));
      Path file = Files.createTempFile("seawall-" + scale.name() + "-", ".json");
      try {
        try (OutputStream out = Files.newOutputStream(file)) {
          Bench.write(new ClusterSpec(scale, Shape.TYPICAL, Engine.AZURE, Bench.SEED), out);
        }
        table(scale, file);
      } finally {
        Files.delete(file);
      }
    }
  }

  private static void table(Scale scale, Path file) throws IOException, RunnerException {
    Map<String, RunResult> results = new LinkedHashMap<>();
    for (RunResult result : run(file)) {
      String name = result.getParams().getBenchmark();
      results.put(name.substring(name.lastIndexOf('.') + 1), result);
    }
    double kilobyte = nanos(results, "scan") / 1_000;
    double megabytes = Files.size(file) / 1e6;
    List<String> lines = new ArrayList<>();
    lines.add(line(scale, "scan, per MB", results, "scan", 1, kilobyte));
    for (String name : BENCHMARKS) {
      boolean parse = name.equals("parse");
      String title = parse ? "parse, per MB" : name;
      lines.add(line(scale, title, results, name, parse ? megabytes : 1, kilobyte));
    }
    lines.forEach(System.out::println);
  }

  private static Collection<RunResult> run(Path file) throws RunnerException {
    String heap = System.getProperty("seawall.heap", "4g");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Questions.class.getName() + "\\.")
            .param("file", file.toString())
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs("-XX:+UseSerialGC", "-Xmx" + heap)
            .verbosity(VerboseMode.SILENT);
    return new Runner(options.build()).run();
  }

  private static double nanos(Map<String, RunResult> results, String name) {
    return result(results, name).getScore();
  }

  private static Result<?> result(Map<String, RunResult> results, String name) {
    return Objects.requireNonNull(results.get(name)).getPrimaryResult();
  }

  private static String line(
      Scale scale,
      String title,
      Map<String, RunResult> results,
      String name,
      double share,
      double kilobyte) {
    double nanos = nanos(results, name) / share;
    double spread = result(results, name).getStatistics().getStandardDeviation() / share;
    return String.format(
        Locale.ROOT,
        "%-4s %-16s %11.2f us %8.0f%% %,14.1f",
        scale.name(),
        title,
        nanos / 1_000,
        100 * spread / nanos,
        nanos / kilobyte);
  }
}
