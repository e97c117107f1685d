package io.seawall.templates.terraform.expression;

/// How much one input may ask for before it counts as hostile.
///
/// Not safe for use by several threads.
public final class Budget {
  private static final int MOST_VALUES = 2_000_000;
  private static final int DEEPEST = 200;

  /// Characters of one text.
  static final int LONGEST_TEXT = 1 << 20;

  private long values = MOST_VALUES;
  private int depth;

  /// Takes values out of the budget.
  ///
  /// @throws Refused if it is used up
  void spend(long count) throws Refused {
    values -= count;
    if (values < 0) {
      values = 0;
      throw new Refused("more than " + MOST_VALUES + " values");
    }
  }

  /// Whether nothing is left.
  public boolean isSpent() {
    return values <= 0;
  }

  /// Follows one more reference.
  ///
  /// @throws Refused if too many lead on from each other
  public void enter() throws Refused {
    if (depth >= DEEPEST) {
      throw new Refused("more than " + DEEPEST + " references that lead on from each other");
    }
    depth++;
  }

  /// Ends what [#enter] began.
  public void leave() {
    depth--;
  }
}
