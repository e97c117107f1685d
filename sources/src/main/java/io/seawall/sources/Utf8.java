package io.seawall.sources;

/// Where characters end in bytes. Source: RFC 3629, section 4.
final class Utf8 {
  private Utf8() {}

  /// The number of bytes of the character at an index.
  ///
  /// @param end where the bytes end
  /// @return -1 if the bytes are no character, or are cut off by the end
  static int length(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xc2 ? -1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : -1;
    if (length < 0 || at + length > end || !isSecond(first, bytes[at + 1] & 0xff)) {
      return -1;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return -1;
      }
    }
    return length;
  }

  /// Neither overlong, nor half a surrogate pair, nor past the last code point.
  private static boolean isSecond(int first, int second) {
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return second >= least && second <= most;
  }
}
