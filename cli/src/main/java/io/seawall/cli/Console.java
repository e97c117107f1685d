package io.seawall.cli;

import io.seawall.reports.Style;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.LocalDate;

/// What a run has around it. Results go to `out`; diagnostics and progress to `err`.
///
/// @param terminal whether `err` is a terminal, so that progress may be shown
/// @param style how results are laid out on `out`
/// @param home the folder that Seawall is installed in
/// @param version of Seawall
record Console(
    InputStream in,
    Writer out,
    PrintWriter err,
    boolean terminal,
    Style style,
    Path home,
    String version,
    LocalDate today) {}
