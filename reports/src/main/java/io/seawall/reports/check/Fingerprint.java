package io.seawall.reports.check;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Assertion;
import io.seawall.analysis.ClusterAnalysis;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Witness;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A name for a result that stays the same while its effect does: it does not depend on lines,
/// files, rules or the wording of messages.
final class Fingerprint {
  private static final int HEX_DIGITS = 16;

  private Fingerprint() {}

  /// The first 16 hexadecimal digits of the SHA-256 over practice, check, subject and the witness's
  /// destination and port, a line each. A run that judges several clusters adds the name of the
  /// cluster; one that judges a single cluster does not, whatever the cluster is called.
  static String of(Analysis analysis, ClusterAnalysis cluster, Finding finding) {
    List<String> effect = new ArrayList<>();
    effect.add(finding.practice().id());
    effect.add(finding.check());
    effect.add(finding.subject());
    effect.add(finding.witness().map(Witness::to).orElse(""));
    effect.add(finding.witness().map(Witness::port).orElse(""));
    if (analysis.clusters().size() > 1) {
      effect.add(cluster.name());
    }
    return digest(effect);
  }

  /// The same over what an assertion claims: both ends, the port and what is expected. Its name and
  /// its place are left out; one that is written twice has one fingerprint.
  static String of(Assertion assertion) {
    return digest(
        List.of(
            "assertion",
            assertion.from(),
            assertion.to(),
            assertion.port().text(),
            assertion.expected().name()));
  }

  private static String digest(List<String> effect) {
    byte[] text = String.join("\n", effect).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
