package io.seawall.sources;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// The compiler of Bicep, if it is installed: on the path, or where the Azure command line keeps
/// it. It is told not to fetch modules, so that reading an input opens no connection.
///
/// Source: Microsoft Learn, "Bicep CLI commands", `build`; "Install Bicep tools".
final class Bicep {
  /// How long one file may take.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_MESSAGE_BYTES = 1 << 16;

  private final Path program;
  private final Duration limit;

  private Bicep(Path program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /// The compiler that these variables of the environment lead to.
  static Optional<Bicep> in(Map<String, String> environment) {
    return in(environment, LIMIT);
  }

  static Optional<Bicep> in(Map<String, String> environment, Duration limit) {
    List<Path> folders = new ArrayList<>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      absolute(folder).ifPresent(folders::add);
    }
    absolute(environment.getOrDefault("AZURE_CONFIG_DIR", ""))
        .or(() ->
            absolute(environment.getOrDefault("HOME", "")).map(home -> home.resolve(".azure")))
        .ifPresent(azure -> folders.add(azure.resolve("bin")));
    for (Path folder : folders) {
      for (String name : List.of("bicep", "bicep.exe")) {
        Path program = folder.resolve(name);
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
          return Optional.of(new Bicep(program, limit));
        }
      }
    }
    return Optional.empty();
  }

  /// A folder that does not depend on where the command is run.
  private static Optional<Path> absolute(String folder) {
    try {
      return Optional.of(Path.of(folder)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// What came of a file.
  sealed interface Outcome {
    /// The template.
    record Compiled(InputStream template) implements Outcome {}

    /// @param message the first error, or what else went wrong
    record Failed(String message) implements Outcome {}
  }

  /// Compiles one file.
  ///
  /// @throws IOException if the program cannot be started, or what it writes cannot be read
  Outcome compile(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "build",
                "--stdout",
                "--no-restore",
                file.toAbsolutePath().toString())
            .start();
    AtomicBoolean late = new AtomicBoolean();
    AtomicReference<String> messages = new AtomicReference<>("");
    Thread watch = Thread.ofVirtual().start(() -> late.set(!ended(process)));
    Thread listen = Thread.ofVirtual().start(() -> messages.set(read(process.getErrorStream())));
    process.getOutputStream().close(); // it is given nothing to read
    try (InputStream out = process.getInputStream()) {
      byte[] template = out.readNBytes(MOST_BYTES + 1);
      boolean large = template.length > MOST_BYTES;
      if (large) {
        stop(process);
      }
      int code = process.waitFor();
      watch.join();
      listen.join();
      if (late.get()) {
        return new Outcome.Failed("it took more than " + limit.toSeconds() + " s");
      }
      if (large) {
        return new Outcome.Failed("the template has more than " + MOST_BYTES + " bytes");
      }
      return code == 0
          ? new Outcome.Compiled(new ByteArrayInputStream(template))
          : new Outcome.Failed(error(messages.get(), code));
    } catch (InterruptedException e) {
      stop(process);
      Thread.currentThread().interrupt();
      return new Outcome.Failed("it was interrupted");
    }
  }

  /// Waits for the end, and brings it about when the time is over.
  private boolean ended(Process process) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop(process);
    return false;
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String read(InputStream messages) {
    try (messages) {
      byte[] start = messages.readNBytes(MOST_MESSAGE_BYTES);
      messages.transferTo(OutputStream.nullOutputStream());
      return new String(start, StandardCharsets.UTF_8);
    } catch (IOException e) { // closed when the program was stopped
      return "";
    }
  }

  /// The first line that tells of an error, without the name of the file.
  private static String error(String messages, int code) {
    return messages
        .lines()
        .filter(line -> line.contains("Error "))
        .findFirst()
        .map(line -> line.substring(line.indexOf("Error ")))
        .map(line -> line.length() <= 300 ? line : line.substring(0, 297) + "...")
        .orElse("it ended with code " + code);
  }
}
