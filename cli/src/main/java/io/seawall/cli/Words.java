package io.seawall.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Words as a shell would have them typed.
final class Words {
  private Words() {}

  static String quoted(List<String> words) {
    return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars()
                .allMatch(c -> Character.isLetterOrDigit(c) || "-_./:@%+=,".indexOf(c) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
