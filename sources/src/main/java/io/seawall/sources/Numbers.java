package io.seawall.sources;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// How numbers are read and written again on the way to the Kubernetes API, so that `8080`,
/// `8080.0`, `0x1F90` and `8_080` are one number.
final class Numbers {
  /// Source: go-yaml v2, resolve.go, yamlStyleFloat.
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final double PLAIN_FROM = 1e-6;
  private static final double PLAIN_BELOW = 1e21;

  /// More digits than any number that is meant.
  private static final int LONGEST = 1_000;

  private Numbers() {}

  /// The number that plain YAML text stands for; empty if it is none.
  ///
  /// Source: go-yaml v2, resolve.go, with Go's strconv.ParseInt of base 0: underscores are dropped,
  /// a leading 0 or 0o means octal, 0x hexadecimal, 0b binary. Text of base 60 is no number.
  static Optional<String> parse(String plain) {
    if (plain.length() > LONGEST) {
      return Optional.empty();
    }
    String digits = plain.indexOf('_') < 0 ? plain : plain.replace("_", "");
    return integer(digits).or(() -> decimal(digits));
  }

  private static Optional<String> integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
          };
      boolean hasLetter = "xXbBoO".indexOf(digits.charAt(1)) >= 0;
      digits = digits.substring(hasLetter ? 2 : 1);
    }
    if (digits.isEmpty() || !isDigits(digits, radix)) {
      return Optional.empty();
    }
    BigInteger size = new BigInteger(digits, radix);
    BigInteger value = negative ? size.negate() : size;
    boolean fits = value.bitLength() <= (negative ? 63 : 64);
    return radix == 10 && !fits ? Optional.empty() : Optional.of(value.toString());
  }

  private static boolean isDigits(String text, int radix) {
    return text.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
  }

  private static Optional<String> decimal(String text) {
    if (!FLOAT.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
      return Optional.empty();
    }
    return Optional.of(floating(text));
  }

  /// The text of a floating number as Go's encoding/json writes it: the fewest digits that give the
  /// same float64, an exponent only for what is very large or small.
  ///
  /// @param text a number as JSON or Java writes it
  static String floating(String text) {
    double value = Double.parseDouble(text);
    double size = Math.abs(value);
    if (Double.isInfinite(value)) {
      return text;
    }
    if (size == 0) {
      return "0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (size >= PLAIN_FROM && size < PLAIN_BELOW) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = shortest.precision() - shortest.scale() - 1;
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e" : "e+")
        + exponent;
  }
}
