package io.seawall.dialects;

import java.util.Locale;

/// Whether one name was meant and another written.
final class Spelling {
  /// Names as short as this are never near each other: `id` and `ip` are different words.
  private static final int SHORTEST = 5;

  private Spelling() {}

  /// Whether two names differ in one letter, or in one or two if they are long, apart from case.
  static boolean near(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    if (Math.min(a.length(), b.length()) < SHORTEST || Math.abs(a.length() - b.length()) > 2) {
      return false;
    }
    int distance = distance(a, b);
    return distance > 0 && distance <= (a.length() < 2 * SHORTEST ? 1 : 2);
  }

  /// How many letters must be put in, taken out or replaced (Levenshtein).
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
