package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Intentions of Consul. Source: Consul, Service Intentions.
record ConsulIntentions(ConsulConfig config) {
  private record Intention(Tree source, boolean exactDestination, boolean exactSource) {
    int precedence() {
      return (exactDestination ? 2 : 0) + (exactSource ? 1 : 0);
    }
  }

  /// Whether a source may reach a destination. An entry that is noted as not taken over may be in
  /// force in an earlier form or not at all.
  Answer allows(String source, String destination, Optional<MeshQuestion.Request> request) {
    var all = config.objects().of(ConsulConfig.GROUP, "ServiceIntentions");
    var synced = all.stream().filter(ConsulIntentions::isSynced).toList();
    return decide(all, source, destination, request)
        .unless(decide(synced, source, destination, request));
  }

  private static boolean isSynced(Tree entry) {
    return Objects.condition(entry.at("status").at("conditions"), "Synced")
        .orElse("True")
        .equals("True");
  }

  /// Source: Consul, Service Intentions, "Precedence": one decides: that of the exact destination,
  /// then of the exact source. Two of one rank should not be.
  private Answer decide(
      List<Tree> entries,
      String source,
      String destination,
      Optional<MeshQuestion.Request> request) {
    var found = matching(entries, source, destination);
    var first = found.stream().map(Intention::precedence).max(Comparator.naturalOrder());
    return found.stream()
        .filter(it -> it.precedence() == first.orElseThrow())
        .map(it -> says(it.source(), destination, request))
        .reduce(Answer::unless)
        .orElseGet(config::defaultIntention);
  }

  private static List<Intention> matching(List<Tree> entries, String source, String destination) {
    var found = new ArrayList<Intention>();
    for (var entry : entries) {
      var to = entry.at("spec").at("destination").at("name").text().orElseThrow();
      for (var from : entry.at("spec").at("sources").items()) {
        var name = from.at("name").text().orElseThrow();
        if (isLocal(from)
            && (to.equals("*") || to.equals(destination))
            && (name.equals("*") || name.equals(source))) {
          found.add(new Intention(from, !to.equals("*"), !name.equals("*")));
        }
      }
    }
    return found;
  }

  /// Sources of other clusters are not among the questions.
  private static boolean isLocal(Tree source) {
    return source.at("peer").isAbsent()
        && source.at("samenessGroup").isAbsent()
        && source.at("partition").text().orElse("default").equals("default")
        && source.at("namespace").text().orElse("default").equals("default");
  }

  /// Source: Consul, Service Intentions, `action`, `permissions`: one of them; permissions towards
  /// a service of TCP deny; the first that matches decides, else the default does.
  private Answer says(Tree source, String destination, Optional<MeshQuestion.Request> request) {
    var permissions = source.at("permissions").items();
    if (permissions.isEmpty()) {
      return Answer.of(source.at("action").text().orElse("deny").equals("allow"));
    }
    if (!config.isHttp(destination)) {
      return Answer.NO;
    }
    var answer = config.defaultIntention();
    for (var permission : permissions.reversed()) {
      answer = or(matches(permission, request), action(permission), answer);
    }
    return answer;
  }

  private static Answer action(Tree permission) {
    return Answer.of(permission.at("action").text().orElse("deny").equals("allow"));
  }

  private static Answer or(Answer matches, Answer then, Answer otherwise) {
    return switch (matches) {
      case YES -> then;
      case NO -> otherwise;
      case OPEN -> then.unless(otherwise);
    };
  }

  /// Source: Consul, Service Intentions, `permissions[].http`, `jwt`.
  private static Answer matches(Tree permission, Optional<MeshQuestion.Request> request) {
    var http = permission.at("http");
    var token = permission.at("jwt").isAbsent() ? Answer.YES : Answer.OPEN;
    return token.and(request.map(known -> holds(http, known)).orElse(Answer.OPEN));
  }

  private static Answer holds(Tree http, MeshQuestion.Request request) {
    var methods = Objects.texts(http.at("methods"));
    var path = request.path();
    var byPath =
        http.at("pathExact").text().map(path::equals).orElse(true)
            && http.at("pathPrefix").text().map(path::startsWith).orElse(true)
            && http.at("pathRegex").text().map(it -> Pattern.matches(it, path)).orElse(true);
    return Answer.of(
        byPath
            && (methods.isEmpty() || methods.contains(request.method()))
            && http.at("header").items().stream().allMatch(it -> holdsHeader(it, request)));
  }

  /// Source: Consul, Service Intentions, `permissions[].http.header`.
  private static boolean holdsHeader(Tree header, MeshQuestion.Request request) {
    var value =
        Optional.ofNullable(
            request.headers().get(header.at("name").text().orElseThrow().toLowerCase(Locale.ROOT)));
    var holds =
        value
            .map(own ->
                header.at("exact").text().map(own::equals).orElse(true)
                    && header.at("prefix").text().map(own::startsWith).orElse(true)
                    && header.at("suffix").text().map(own::endsWith).orElse(true)
                    && header.at("contains").text().map(own::contains).orElse(true)
                    && header.at("regex").text().map(it -> Pattern.matches(it, own)).orElse(true))
            .orElse(false);
    return holds != header.at("invert").isTrue();
  }
}
