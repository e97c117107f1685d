package io.seawall.reports.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seawall.model.SourceRef;
import io.seawall.reports.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/// Places in the input as SARIF locations.
final class SarifPlaces {
  /// What relative addresses are relative to.
  static final String BASE = "%SRCROOT%";

  private SarifPlaces() {}

  /// Whether the place is in a file; standard input is not.
  static boolean isInFile(SourceRef where) {
    return !where.file().isEmpty() && !where.file().equals("-");
  }

  /// Writes the fields of a location: a file and line, else the name of what is meant.
  static void location(JsonGenerator json, SourceRef where) throws IOException {
    if (isInFile(where)) {
      physical(json, where);
    } else {
      String name = where.object().isEmpty() ? "standard input" : where.object();
      Json.objects(
          json,
          "logicalLocations",
          List.of(name),
          (inside, text) -> inside.writeStringField("name", text));
    }
  }

  /// Writes the field `physicalLocation`.
  static void physical(JsonGenerator json, SourceRef where) throws IOException {
    Json.object(
        json,
        "physicalLocation",
        place -> {
          Json.object(
              place,
              "artifactLocation",
              artifact -> {
                boolean absolute = where.file().startsWith("/");
                artifact.writeStringField("uri", uri(where.file(), absolute));
                if (!absolute) {
                  artifact.writeStringField("uriBaseId", BASE);
                }
              });
          if (where.line() > 0) {
            Json.object(
                place, "region", region -> region.writeNumberField("startLine", where.line()));
          }
        });
  }

  /// The file as a URI reference, with what a URI cannot hold escaped.
  private static String uri(String file, boolean absolute) {
    String path = file.startsWith("./") ? file.substring(2) : file;
    try {
      // A relative reference must not start with something like a scheme.
      String relative = path.contains(":") && !absolute ? "./" + path : path;
      URI uri = absolute ? new URI("file", "", path, null) : new URI(null, null, relative, null);
      return uri.toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path is always a valid part of a URI: " + file, e);
    }
  }
}
