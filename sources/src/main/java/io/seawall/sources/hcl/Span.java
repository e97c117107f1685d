package io.seawall.sources.hcl;

/// Where an expression stands in a text.
///
/// @param start characters before it
/// @param end characters before what follows it
/// @param height expressions inside each other, itself included
public record Span(String source, int start, int end, int height) {
  private static final int LONGEST = 120;

  /// The expression as written, on one line; cut off if it is long.
  public String text() {
    int last = Math.min(end, start + 4 * LONGEST);
    String line = source.substring(start, last).strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
  }

  @Override
  public String toString() {
    return text();
  }
}
