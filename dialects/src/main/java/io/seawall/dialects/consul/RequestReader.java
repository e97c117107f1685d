package io.seawall.dialects.consul;

import io.seawall.dialects.Fields;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.LabelTest.Place;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads which requests a permission speaks of.
///
/// Sources: Consul documentation, "Service intentions configuration entry reference",
/// `Permissions[].HTTP`; Consul source, consul-k8s, serviceintentions_types.go (`Validate`).
final class RequestReader {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE");

  private RequestReader() {}

  /// @param all grows by what must hold together
  static void read(Fields http, List<Peers> all) {
    paths(http, all);
    List<String> methods = http.texts("methods");
    if (!METHODS.containsAll(methods)) {
      http.complain(
          "BAD_VALUE",
          http.where("methods"),
          String.join(", ", methods),
          "methods of HTTP in capitals",
          "Consul refuses the object");
    }
    if (!methods.isEmpty()) {
      all.add(sending(new LabelTest.In(Request.METHOD, new LinkedHashSet<>(methods))));
    }
    http.children("header").forEach(header -> header(header, all));
    http.close();
  }

  private static void paths(Fields http, List<Peers> all) {
    Optional<String> exact = http.text("pathExact");
    Optional<String> prefix = http.text("pathPrefix");
    Optional<String> regex = http.text("pathRegex");
    if (exact.stream().count() + prefix.stream().count() + regex.stream().count() > 1) {
      http.complain(
          "ONE_OF",
          http.where(),
          "several of pathExact, pathPrefix and pathRegex",
          "at most one of them",
          "Consul refuses the object");
    }
    checkSlash(http, "pathExact", exact);
    checkSlash(http, "pathPrefix", prefix);
    exact.ifPresent(path -> all.add(sending(LabelTest.equalTo(Request.PATH, path))));
    prefix.ifPresent(path -> all.add(sending(new LabelTest.Like(Request.PATH, Place.START, path))));
    regex.ifPresent(path -> all.add(new Peers.Unknown("whether the path fits " + path)));
  }

  private static void checkSlash(Fields http, String key, Optional<String> path) {
    path.filter(text -> !text.startsWith("/"))
        .ifPresent(text ->
            http.complain(
                "BAD_VALUE",
                http.where(key),
                "the text \"" + text + "\"",
                "a path that begins with /",
                "Consul refuses the object"));
  }

  private static void header(Fields header, List<Peers> all) {
    String key = Request.HEADER + header.text("name").orElse("").toLowerCase(Locale.ROOT);
    List<LabelTest> tests = new ArrayList<>();
    header.text("exact").ifPresent(text -> tests.add(LabelTest.equalTo(key, text)));
    header.text("prefix").ifPresent(text -> tests.add(new LabelTest.Like(key, Place.START, text)));
    header.text("suffix").ifPresent(text -> tests.add(new LabelTest.Like(key, Place.END, text)));
    header
        .text("contains")
        .ifPresent(text -> tests.add(new LabelTest.Like(key, Place.ANYWHERE, text)));
    if (header.bool("present").orElse(false)) {
      tests.add(new LabelTest.Exists(key));
    }
    boolean regex = header.text("regex").isPresent();
    boolean ignoresCase = header.bool("ignoreCase").orElse(false);
    boolean invert = header.bool("invert").orElse(false);
    if (tests.size() + (regex ? 1 : 0) != 1) {
      header.complain(
          "ONE_OF",
          header.where(),
          tests.isEmpty() ? "nothing to compare with" : "several things to compare with",
          "exactly one of exact, prefix, suffix, contains, regex and present",
          "Consul refuses the object");
    }
    header.close();
    if (regex || ignoresCase || tests.size() != 1) {
      all.add(new Peers.Unknown("whether the header fits"));
    } else {
      all.add(sending(invert ? new LabelTest.Not(tests.getFirst()) : tests.getFirst()));
    }
  }

  private static Peers sending(LabelTest test) {
    return new Peers.Sending(test);
  }
}
