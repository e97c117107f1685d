package io.seawall.cli;

import io.seawall.reports.ReportFormat;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where and how a result is written.
final class Result {
  private Result() {}

  /// The option for the formats of a command.
  static Option option(List<? extends ReportFormat<?>> formats) {
    String names = formats.stream().map(ReportFormat::name).collect(Collectors.joining(", "));
    return Option.format(names);
  }

  /// The format that was asked for, else the first.
  static <T> ReportFormat<T> format(Arguments arguments, List<ReportFormat<T>> formats)
      throws WrongUsage {
    Option option = option(formats);
    Optional<String> name = arguments.value(option);
    if (name.isEmpty()) {
      return formats.getFirst();
    }
    for (ReportFormat<T> format : formats) {
      if (format.name().equals(name.get())) {
        return format;
      }
    }
    throw new WrongUsage(
        "there is no format \"" + name.get() + "\" here", "-o takes " + option.help());
  }

  /// Writes the result to the file that `--output` names, else to `out`.
  static <T> void write(T result, ReportFormat<T> format, Arguments arguments, Console console)
      throws WrongUsage, IOException {
    Optional<String> file = arguments.value(Option.OUTPUT);
    if (file.isEmpty()) {
      format.write(result, console.style(), console.out());
      console.out().flush();
      return;
    }
    try (Writer out = Files.newBufferedWriter(Path.of(file.get()), StandardCharsets.UTF_8)) {
      format.write(result, console.style().withoutColour(), out);
    } catch (InvalidPathException | java.nio.file.FileSystemException e) {
      throw new WrongUsage(
          "cannot write " + file.get(), "--output takes a file in a folder that is there");
    }
  }
}
