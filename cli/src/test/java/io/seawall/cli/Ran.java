package io.seawall.cli;

import io.seawall.reports.Style;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// What came of one run.
record Ran(Exit exit, String out, String err) {
  static Ran of(String... words) {
    return withInput("", words);
  }

  static Ran withInput(String stdin, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintWriter(err),
            false,
            Style.PLAIN,
            Path.of("..").toAbsolutePath().normalize(),
            "0.0.0",
            LocalDate.of(2026, 11, 24));
    Exit exit = Run.of(List.of(words), console);
    return new Ran(exit, out.toString(), err.toString());
  }
}
