package io.seawall.reports.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.practices.Check;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Practice;
import io.seawall.reports.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// A check as a SARIF reportingDescriptor.
final class SarifRule {
  private SarifRule() {}

  /// @param worst the severity of its worst result in this run, if it has any
  static void write(JsonGenerator json, Check check, List<Severity> worst) throws IOException {
    Practice practice = check.practice();
    json.writeStringField("id", check.code());
    json.writeStringField("name", camelCase(check.code()));
    text(json, "shortDescription", "Claim: " + check.claim());
    text(json, "fullDescription", "Practice " + practice.id() + ": " + practice.title());
    json.writeStringField("helpUri", background(practice));
    Json.object(
        json,
        "help",
        help -> {
          help.writeStringField(
              "text", "Claim: " + check.claim() + ". Background: " + background(practice));
          help.writeStringField(
              "markdown",
              "**Claim:** "
                  + check.claim()
                  + "\n\nBackground: ["
                  + practice.title()
                  + "]("
                  + background(practice)
                  + ")");
        });
    Json.object(
        json,
        "properties",
        properties -> {
          Json.texts(properties, "tags", List.of("security", "kubernetes", "azure", practice.id()));
          for (Severity severity : worst) {
            properties.writeStringField("security-severity", score(severity));
          }
        });
  }

  /// What Microsoft Learn says of the practice.
  private static String background(Practice practice) {
    String page =
        switch (practice) {
          case NODE_SSH -> "manage-ssh-node-access";
          case API_SERVER -> "api-server-authorized-ip-ranges";
          case INSTANCE_METADATA -> "imds-restriction";
          case EGRESS -> "limit-egress-traffic";
          case HTTP_APPLICATION_ROUTING -> "http-application-routing";
          case SERVICE_MESH -> "istio-about";
        };
    return "https://learn.microsoft.com/azure/aks/" + page;
  }

  /// How code scanning of GitHub grades: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1
  /// to 3.9 low.
  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.0";
      case NOTE -> "0.1";
    };
  }

  /// `ImdsFromPod` for `IMDS_FROM_POD`.
  private static String camelCase(String code) {
    StringBuilder name = new StringBuilder();
    for (String word : code.split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static void text(JsonGenerator json, String field, String text) throws IOException {
    Json.object(json, field, inside -> inside.writeStringField("text", text));
  }
}
