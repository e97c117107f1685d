package io.seawall.reports.assertion;

import io.seawall.analysis.Assertion;
import io.seawall.analysis.Assertion.Verdict;
import java.util.List;

/// How assertions came out, in the order of their file.
public record AssertionReport(List<Assertion.Result> results) {
  public AssertionReport {
    results = List.copyOf(results);
  }

  /// How many came out so.
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
