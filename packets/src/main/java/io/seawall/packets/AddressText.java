package io.seawall.packets;

import java.util.Optional;

/// Addresses as text, both ways. Sources: RFC 4291 section 2.2 (reading), RFC 5952 section 4
/// (writing).
final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  static Optional<Address> parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    long number = 0;
    for (String part : parts) {
      int octet = decimal(part, 255);
      if (octet < 0) {
        return Optional.empty();
      }
      number = number << 8 | octet;
    }
    return Optional.of(Address.v4(number));
  }

  /// A number without sign or leading zeros from 0 to `most`, or -1.
  static int decimal(String text, int most) {
    if (text.isEmpty() || text.length() > 9 || (text.length() > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number <= most ? number : -1;
  }

  static Optional<Address> parseV6(String text) {
    String body = text;
    int lastColon = text.lastIndexOf(':');
    if (text.indexOf('.', lastColon) > 0) { // the last 32 bits as dotted decimal
      Optional<Address> tail = parseV4(text.substring(lastColon + 1));
      if (tail.isEmpty()) {
        return Optional.empty();
      }
      long low = tail.get().low();
      body =
          text.substring(0, lastColon + 1)
              + Long.toHexString(low >>> 16)
              + ":"
              + Long.toHexString(low & 0xFFFF);
    }
    int gap = body.indexOf("::");
    if (gap >= 0 && body.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return groups(body, groups, 0) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
    }
    int[] tail = new int[GROUPS];
    int before = groups(body.substring(0, gap), groups, 0);
    int after = groups(body.substring(gap + 2), tail, 0);
    if (before < 0 || after < 0 || before + after >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, GROUPS - after, after);
    return Optional.of(of(groups));
  }

  /// Reads colon-separated groups into `into`; returns how many there were, or -1 for anything
  /// else.
  private static int groups(String text, int[] into, int start) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    if (start + parts.length > GROUPS) {
      return -1;
    }
    for (int i = 0; i < parts.length; i++) {
      int group = hexadecimal(parts[i]);
      if (group < 0) {
        return -1;
      }
      into[start + i] = group;
    }
    return parts.length;
  }

  private static int hexadecimal(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number << 4 | digit;
    }
    return number;
  }

  private static Address of(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return Address.v6(high, low);
  }

  static String writeV4(long number) {
    return (number >>> 24)
        + "."
        + (number >>> 16 & 255)
        + "."
        + (number >>> 8 & 255)
        + "."
        + (number & 255);
  }

  static String writeV6(long high, long low) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (high >>> (48 - 16 * i)) & 0xFFFF;
      groups[i + 4] = (int) (low >>> (48 - 16 * i)) & 0xFFFF;
    }
    int gapAt = -1;
    int gapLength = 1; // a single zero group is not shortened (RFC 5952 section 4.2.2)
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && groups[i + run] == 0) {
        run++;
      }
      if (run > gapLength) {
        gapAt = i;
        gapLength = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gapAt) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
