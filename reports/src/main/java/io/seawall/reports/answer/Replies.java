package io.seawall.reports.answer;

import io.seawall.analysis.question.Answer.Reply;
import io.seawall.reports.Style;
import java.util.Locale;

/// Replies in words.
final class Replies {
  private Replies() {}

  /// `yes`, `no` or `unknown`.
  static String word(Reply reply) {
    return reply.name().toLowerCase(Locale.ROOT);
  }

  static String painted(Reply reply, Style style) {
    Style.Colour colour =
        switch (reply) {
          case YES -> Style.Colour.GREEN;
          case NO -> Style.Colour.RED;
          case UNKNOWN -> Style.Colour.YELLOW;
        };
    return style.paint(colour, word(reply));
  }
}
