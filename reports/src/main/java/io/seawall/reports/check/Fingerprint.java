package io.seawall.reports.check;

import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Witness;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A name for a finding that stays the same while its effect does: it does not depend on lines,
/// files, rules or the wording of messages.
final class Fingerprint {
  private static final int HEX_DIGITS = 16;

  private Fingerprint() {}

  /// The first 16 hexadecimal digits of the SHA-256 over practice, check, subject and the witness's
  /// destination and port, a line each.
  static String of(Finding finding) {
    String effect =
        String.join(
            "\n",
            finding.practice().id(),
            finding.check(),
            finding.subject(),
            finding.witness().map(Witness::to).orElse(""),
            finding.witness().map(Witness::port).orElse(""));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(effect.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
