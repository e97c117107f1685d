package io.seawall.bench;

import java.util.List;
import java.util.Locale;

/// What things are called in a drawn cluster.
final class Words {
  static final List<String> DOMAINS =
      List.of(
          "shop",
          "billing",
          "search",
          "ledger",
          "fleet",
          "claims",
          "media",
          "travel",
          "identity",
          "orders",
          "stock",
          "loyalty",
          "risk",
          "pricing",
          "mail",
          "reports");

  static final List<String> APPS =
      List.of(
          "web",
          "api",
          "worker",
          "db",
          "cache",
          "queue",
          "auth",
          "gateway",
          "search",
          "mailer",
          "scheduler",
          "reports",
          "images",
          "events",
          "audit",
          "sync");

  static final List<String> STAGES = List.of("dev", "test", "staging", "prod");

  static final List<String> TIERS = List.of("frontend", "backend", "data");

  private Words() {}

  static String ipv4(long number) {
    return (number >> 24)
        + "."
        + ((number >> 16) & 255)
        + "."
        + ((number >> 8) & 255)
        + "."
        + (number & 255);
  }

  /// Six digits, as scale sets number their machines.
  static String base36(int index) {
    String digits = Integer.toString(index, 36).toLowerCase(Locale.ROOT);
    return "0".repeat(6 - digits.length()) + digits;
  }
}
