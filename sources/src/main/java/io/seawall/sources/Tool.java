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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program of the user's that prints what files come to, such as a compiler. It is given a
/// bounded time, nothing to read, and as many bytes to print as one input may have.
///
/// @param variables that are added to its environment
/// @param limit how long one run may take
record Tool(Path program, Map<String, String> variables, Duration limit) {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_MESSAGE_BYTES = 1 << 16;

  Tool {
    variables = Map.copyOf(variables);
  }

  /// The first program of one of these names in the folders of the path, and then in others.
  /// Folders that depend on where the command is run do not count.
  static Optional<Path> find(Map<String, String> environment, List<String> more, String... names) {
    List<String> folders = new ArrayList<>();
    String path = environment.getOrDefault("PATH", "");
    folders.addAll(List.of(path.split(File.pathSeparator, -1)));
    folders.addAll(more);
    for (String folder : folders) {
      for (String name : names) {
        Optional<Path> program = absolute(folder).map(one -> one.resolve(name));
        if (program
            .filter(one -> Files.isRegularFile(one) && Files.isExecutable(one))
            .isPresent()) {
          return program;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> absolute(String folder) {
    try {
      return Optional.of(Path.of(folder)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// What came of a run.
  sealed interface Outcome {
    /// What it printed, in UTF-8.
    record Printed(InputStream text) implements Outcome {}

    /// @param message the first error, or what else went wrong
    record Failed(String message) implements Outcome {}
  }

  /// Runs it.
  ///
  /// @param mark in a line of its messages that tells of an error; what comes before is not shown
  /// @throws IOException if the program cannot be started, or what it writes cannot be read
  Outcome run(Pattern mark, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(variables);
    Process process = builder.start();
    AtomicBoolean late = new AtomicBoolean();
    AtomicReference<String> messages = new AtomicReference<>("");
    Thread watch = Thread.ofVirtual().start(() -> late.set(!ended(process)));
    Thread listen = Thread.ofVirtual().start(() -> messages.set(read(process.getErrorStream())));
    process.getOutputStream().close(); // it is given nothing to read
    try (InputStream out = process.getInputStream()) {
      byte[] text = out.readNBytes(MOST_BYTES + 1);
      boolean large = text.length > MOST_BYTES;
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
        return new Outcome.Failed("it printed more than " + MOST_BYTES + " bytes");
      }
      return code == 0
          ? new Outcome.Printed(new ByteArrayInputStream(text))
          : new Outcome.Failed(error(messages.get(), mark, code));
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

  private static String error(String messages, Pattern mark, int code) {
    return messages
        .lines()
        .map(mark::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> found.group())
        .map(line -> line.length() <= 300 ? line : line.substring(0, 297) + "...")
        .orElse("it ended with code " + code);
  }
}
