package io.seawall.reports;

import java.io.IOException;
import java.io.Writer;

/// One way to write one kind of result down. The same result always gives the same text.
///
/// To add one: a class in the package of its result and a line in [ReportFormats].
public interface ReportFormat<T> {
  /// The name that `-o` takes.
  String name();

  /// Writes the whole result; the text ends with a line end.
  void write(T result, Style style, Writer out) throws IOException;
}
