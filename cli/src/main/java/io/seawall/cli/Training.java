package io.seawall.cli;

import io.seawall.reports.Style;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Runs the common commands once in one process, so that the JVM can keep what it loaded and linked
/// for them in a cache for later starts.
public final class Training {
  private Training() {}

  /// @param words `questions` or `all`, and the folder that Seawall lies in
  public static void main(String[] words) {
    Path home = Path.of(words[1]);
    Main.console(List.of());
    List<List<String>> runs = new ArrayList<>(questions(home));
    if (words[0].equals("all")) {
      runs.addAll(others(home));
    }
    for (List<String> run : runs) {
      Run.of(run, console(home));
    }
  }

  private static List<List<String>> questions(Path home) {
    String twenty = home.resolve("bench/twenty").toString();
    String shop = home.resolve("examples/shop").toString();
    return List.of(
        List.of("--help"),
        List.of("--version"),
        List.of("can", "--help"),
        List.of("can", "shop/web", "shop/api", "tcp/8080", "--input", twenty),
        List.of("can", "shop/api", "203.0.113.7", "tcp/443", "--input", twenty),
        List.of("can", "shop/frontend", "imds", "tcp/80", "--input", shop),
        List.of("why", "shop/frontend", "imds", "tcp/80", "--input", shop, "-o", "json"),
        List.of("why", "shop/frontend", "shop/cart", "--input", shop, "--engine", "calico"),
        List.of("who-can", "imds", "tcp/80", "--input", shop),
        List.of("what-can", "shop/frontend", "--input", shop));
  }

  private static List<List<String>> others(Path home) {
    String shop = home.resolve("examples/shop").toString();
    String hardened = home.resolve("examples/shop-hardened").toString();
    return List.of(
        List.of("check", shop),
        List.of("check", hardened, "-o", "json"),
        List.of("check", shop, "-o", "sarif", "-v"),
        List.of("map", shop, "--compat", "np-guard"),
        List.of("map", hardened, "-o", "json"),
        List.of("test", shop, "-o", "json"));
  }

  private static Console console(Path home) {
    return new Console(
        InputStream.nullInputStream(),
        Writer.nullWriter(),
        new PrintWriter(Writer.nullWriter()),
        false,
        Style.PLAIN,
        home,
        "training",
        LocalDate.of(2026, 1, 1));
  }
}
