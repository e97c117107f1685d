package io.seawall.reports;

import java.util.ArrayList;
import java.util.List;

/// Words and lines for people.
public final class Text {
  private Text() {}

  /// `1 pod`, `2 pods`.
  public static String count(long number, String noun) {
    return count(number, noun, noun + "s");
  }

  /// `1 policy`, `2 policies`.
  public static String count(long number, String one, String many) {
    return String.format("%,d ", number) + (number == 1 ? one : many);
  }

  /// The text in lines of at most `width` columns, broken between words; a longer word stands
  /// alone.
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
