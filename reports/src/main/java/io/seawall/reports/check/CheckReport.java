package io.seawall.reports.check;

import io.seawall.analysis.Analysis;
import io.seawall.reports.assertion.AssertionReport;
import java.time.LocalDate;

/// The verdicts of one run, and what reports need to know of the run itself.
///
/// @param all whether people are shown every finding, or only as many as fit a screen
/// @param asserted how the assertions came out that the configuration names
/// @param version of Seawall
/// @param input the paths as the user typed them, for commands that the report suggests
/// @param today the day on which exceptions were judged
public record CheckReport(
    Analysis analysis,
    AssertionReport asserted,
    boolean all,
    String version,
    String input,
    LocalDate today) {}
