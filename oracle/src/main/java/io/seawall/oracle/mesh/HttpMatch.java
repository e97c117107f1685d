package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Attributes that only HTTP shows.
final class HttpMatch {
  private HttpMatch() {}

  /// Whether the request has an attribute of that value; open where the request is not known.
  static Answer matches(String key, String value, Optional<MeshQuestion.Request> request) {
    return request.map(known -> matches(key, value, known)).orElse(Answer.OPEN);
  }

  private static Answer matches(String key, String value, MeshQuestion.Request request) {
    if (key.startsWith("request.headers[")) {
      var name = key.substring("request.headers[".length(), key.length() - 1);
      var header = request.headers().get(name.toLowerCase(Locale.ROOT));
      return Answer.of(header != null && Patterns.matches(value, header));
    }
    return switch (key) {
      case ":method" -> Answer.of(Patterns.matches(value, request.method()));
      case ":host" ->
          Answer.of(
              Patterns.matches(
                  value.toLowerCase(Locale.ROOT), request.host().toLowerCase(Locale.ROOT)));
      case ":path" -> path(value, request.path());
      case "request.auth.principal" ->
          Answer.of(request.principal().filter(it -> Patterns.matches(value, it)).isPresent());
      // What else a token says is not among the facts; without a token it says nothing.
      default -> request.principal().isPresent() ? Answer.OPEN : Answer.NO;
    };
  }

  /// Source: Istio, Authorization Policy, Operation.paths; Security Best Practices, "Path
  /// normalization": how a path is read that is not normal depends on the mesh and on the server.
  private static Answer path(String pattern, String path) {
    if (path.contains("//") || path.contains("%") || path.contains("/.") || path.contains("\\")) {
      return Answer.OPEN;
    }
    return Answer.of(
        pattern.contains("{") ? template(pattern, path) : Patterns.matches(pattern, path));
  }

  /// Source: Istio, Authorization Policy, Operation.paths: `{*}` is one segment, `{**}` any number.
  private static boolean template(String pattern, String path) {
    var regex = Pattern.quote(pattern).replace("{**}", "\\E.*\\Q").replace("{*}", "\\E[^/]+\\Q");
    return Pattern.matches(regex, path);
  }
}
