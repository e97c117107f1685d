package io.seawall.reports;

/// How text is laid out for people; formats for machines pay no regard to it.
///
/// @param colour whether colour may be used beside words, never instead of them
/// @param width columns to fit into where that is possible
public record Style(boolean colour, int width) {
  /// No colour, as wide as a common terminal.
  public static final Style PLAIN = new Style(false, 100);

  /// The same without colour.
  public Style withoutColour() {
    return new Style(false, width);
  }

  /// The text in a colour, where colour may be used.
  public String paint(Colour with, String text) {
    return colour ? "\u001b[" + with.code + "m" + text + "\u001b[0m" : text;
  }

  /// The colours of a terminal that reports use, all of them bold.
  ///
  /// Source: ECMA-48, "Select graphic rendition".
  public enum Colour {
    RED("1;31"),
    GREEN("1;32"),
    YELLOW("1;33"),
    CYAN("1;36"),
    PLAIN("1");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }
}
