package io.seawall.sources;

import io.seawall.model.document.Node.ScalarKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What YAML scalars are to Kubernetes, whose reader follows YAML 1.1 in part: an unquoted `yes` is
/// a boolean and `014` is twelve. Source: sigs.k8s.io/yaml, goyaml.v2/resolve.go.
final class YamlScalars {
  private static final String TAGS = "tag:yaml.org,2002:";

  /// A scalar by the rules of JSON.
  record Typed(ScalarKind kind, String text) {}

  private YamlScalars() {}

  /// The meaning of a scalar with a tag. A tag of Kubernetes' reader's own choice (`!!int`) holds
  /// for quoted text, too; text that is not of the type of its tag stays text.
  static Typed tagged(String tag, String text) {
    return switch (tag) {
      case TAGS + "int", TAGS + "float" -> plainIf(ScalarKind.NUMBER, text);
      case TAGS + "bool" -> plainIf(ScalarKind.BOOLEAN, text);
      case TAGS + "null" -> plainIf(ScalarKind.NULL, text);
      case TAGS + "binary" -> string(decoded(text));
      default -> string(text);
    };
  }

  private static Typed plainIf(ScalarKind kind, String text) {
    Typed plain = plain(text);
    return plain.kind() == kind ? plain : string(text);
  }

  private static String decoded(String base64) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }

  /// The meaning of a scalar without quotes and without a tag. A timestamp is text; so are infinity
  /// and not-a-number, which JSON cannot say.
  static Typed plain(String text) {
    if (text.isEmpty()) {
      return new Typed(ScalarKind.NULL, "");
    }
    return switch (text.charAt(0)) {
      case '~', 'n', 'N', 'y', 'Y', 't', 'T', 'f', 'F', 'o', 'O' -> word(text);
      case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          Numbers.parse(text).map(YamlScalars::number).orElseGet(() -> string(text));
      case '.' -> fraction(text).map(YamlScalars::number).orElseGet(() -> string(text));
      default -> string(text);
    };
  }

  private static Typed word(String text) {
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" ->
          new Typed(ScalarKind.BOOLEAN, "true");
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" ->
          new Typed(ScalarKind.BOOLEAN, "false");
      case "~", "null", "Null", "NULL" -> new Typed(ScalarKind.NULL, "");
      default -> string(text);
    };
  }

  /// A number without digits before the point. Source: Go's strconv.ParseFloat, which takes
  /// underscores between digits alone.
  private static Optional<String> fraction(String text) {
    return text.startsWith("._") || text.endsWith("_") || text.contains("__")
        ? Optional.empty()
        : Numbers.parse(text);
  }

  private static Typed number(String text) {
    return new Typed(ScalarKind.NUMBER, text);
  }

  private static Typed string(String text) {
    return new Typed(ScalarKind.STRING, text);
  }
}
