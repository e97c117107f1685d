package io.seawall.cli;

import io.seawall.reports.Style;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/// Where the program starts. The launcher passes what only it can tell cheaply, as properties:
/// `seawall.home`, `seawall.version`, `seawall.out` and `seawall.err` (`terminal` if they are one)
/// and `seawall.columns`.
public final class Main {
  private static final int NARROWEST = 60;
  private static final int WIDEST = 100;

  private Main() {}

  /// Runs one command and ends with its exit code.
  public static void main(String[] words) {
    Exit exit = Run.of(Arrays.asList(words), console(Arrays.asList(words)));
    // Everything is flushed. An ordered exit would first set up the logging of exits: 20 ms.
    Runtime.getRuntime().halt(exit.code());
  }

  static Console console(List<String> words) {
    boolean colour =
        isTerminal("seawall.out")
            && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
            && !words.contains("--no-color");
    int columns = Integer.getInteger("seawall.columns", WIDEST);
    return new Console(
        System.in,
        writer(FileDescriptor.out),
        new PrintWriter(writer(FileDescriptor.err)),
        isTerminal("seawall.err"),
        new Style(colour, Math.clamp(columns, NARROWEST, WIDEST)),
        Path.of(System.getProperty("seawall.home", "")).toAbsolutePath().normalize(),
        System.getProperty("seawall.version", "unknown"),
        LocalDate.now(ZoneOffset.UTC));
  }

  private static boolean isTerminal(String property) {
    return "terminal".equals(System.getProperty(property));
  }

  private static Writer writer(FileDescriptor descriptor) {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }
}
