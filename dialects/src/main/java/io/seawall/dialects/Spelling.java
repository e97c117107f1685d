package io.seawall.dialects;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// How far apart two words are, to suggest what was meant.
public final class Spelling {
  private static final int FAR = 4;

  /// Shorter words are different words even if one letter differs: `id` and `ip`.
  private static final int SHORT = 5;

  private Spelling() {}

  /// Whether one word was surely meant where the other is written: they differ in one letter, or in
  /// two if they are long, apart from case. For places where many more words are right than known.
  static boolean near(String left, String right) {
    int distance = distance(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    int length = Math.min(left.length(), right.length());
    return length >= SHORT && distance > 0 && distance <= (length < 2 * SHORT ? 1 : 2);
  }

  /// The known word that is nearest to `word`, if one is near: at most three letters added, dropped
  /// or changed, and fewer than the word has.
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(other -> distance(word, other) < Math.min(FAR, word.length()))
        .min(
            Comparator.comparingInt((String other) -> distance(word, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// How many letters must be added, dropped or changed to make one word of the other
  /// (Levenshtein); at most 4, which means far.
  public static int distance(String left, String right) {
    if (Math.abs(left.length() - right.length()) >= FAR) {
      return FAR;
    }
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int above = row[j];
        int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return Math.min(FAR, row[right.length()]);
  }
}
