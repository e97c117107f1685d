package io.seawall.dialects.linkerd;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Specs;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.linkerd.LinkerdObject.Ref;
import io.seawall.dialects.linkerd.LinkerdObject.Route;
import io.seawall.model.Diagnostic;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.LabelTest.Place;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads which requests a route of a Server speaks of.
///
/// Sources: Linkerd documentation, "HTTPRoute"; Gateway API documentation, "HTTPRoute" and
/// "GRPCRoute", matches.
final class RouteReader {
  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param complaints those about this object so far; grows
  RouteReader(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  /// Whether a reference means a route that Linkerd authorises.
  static boolean isRoute(Ref ref) {
    return ref.isA(LinkerdReading.POLICY, "HTTPRoute")
        || ref.isA(LinkerdReading.GATEWAY_API, "HTTPRoute")
        || ref.isA(LinkerdReading.GATEWAY_API, "GRPCRoute");
  }

  Route read() {
    Optional<Fields> spec = root.child("spec");
    List<String> servers =
        spec.map(one -> one.children("parentRefs")).orElse(List.of()).stream()
            .flatMap(one -> server(one).stream())
            .toList();
    List<Peers> requests = new ArrayList<>();
    List<Fields> rules = spec.map(one -> one.children("rules")).orElse(List.of());
    rules.forEach(one -> rule(one, requests));
    Peers matched =
        rules.isEmpty() ? new Peers.Everybody() : new Peers.AnyOf(List.copyOf(requests));
    List<String> hosts = spec.map(one -> one.texts("hostnames")).orElse(List.of());
    return new Route(
        meta.type().group(),
        meta.type().kind(),
        meta.namespaceOrDefault(),
        meta.name(),
        servers,
        hosts.isEmpty() ? matched : new Peers.AllOf(List.of(hosts(hosts), matched)),
        Specs.close(root, spec, complaints),
        meta.where());
  }

  /// A parent that says no kind is no Server (Linkerd source, `parent_ref_targets_kind`).
  private Optional<String> server(Fields parent) {
    String home = parent.text("namespace").orElse(meta.namespaceOrDefault());
    boolean isServer =
        parent.text("kind").orElse("").equalsIgnoreCase("Server")
            && parent.text("group").orElse(meta.type().group()).equals(LinkerdReading.POLICY)
            && home.equals(meta.namespaceOrDefault());
    Optional<String> name = parent.text("name");
    parent.ignore("sectionName", "port");
    parent.close();
    return isServer ? name : Optional.empty();
  }

  private static Peers hosts(List<String> hosts) {
    List<LabelTest> tests = new ArrayList<>();
    for (String host : hosts) {
      tests.add(
          host.startsWith("*.")
              ? new LabelTest.Like(Request.HOST, Place.END, host.substring(1))
              : LabelTest.equalTo(Request.HOST, host));
    }
    return new Peers.Sending(new LabelTest.OneOf(tests));
  }

  private static void rule(Fields rule, List<Peers> requests) {
    List<Fields> matches = rule.children("matches");
    if (matches.isEmpty()) {
      requests.add(new Peers.Everybody());
    }
    for (Fields match : matches) {
      List<Peers> all = new ArrayList<>();
      match.child("path").ifPresent(path -> path(path, all));
      method(match, all);
      match.children("headers").forEach(header -> header(header, all));
      if (!match.items("queryParams").isEmpty()) {
        all.add(new Peers.Unknown("the query of the request"));
      }
      match.close();
      requests.add(all.isEmpty() ? new Peers.Everybody() : new Peers.AllOf(all));
    }
    rule.ignore("backendRefs", "filters", "timeouts", "name", "retry", "sessionPersistence");
    rule.close();
  }

  private static void path(Fields path, List<Peers> all) {
    String value = path.text("value").orElse("/");
    String type = path.text("type").orElse("PathPrefix");
    path.close();
    switch (type) {
      case "Exact" -> all.add(sending(LabelTest.equalTo(Request.PATH, value)));
      case "PathPrefix" -> {
        String stem = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
        if (!stem.isEmpty()) {
          all.add(
              sending(
                  new LabelTest.OneOf(
                      List.of(
                          LabelTest.equalTo(Request.PATH, stem),
                          new LabelTest.Like(Request.PATH, Place.START, stem + "/")))));
        }
      }
      case "RegularExpression" -> all.add(new Peers.Unknown("whether the path fits " + value));
      default -> {
        Specs.known(
            path, "type", type, Set.of("Exact", "PathPrefix", "RegularExpression"), "Linkerd");
        all.add(new Peers.Unknown("which paths are meant"));
      }
    }
  }

  /// HTTPRoute has a name of a method here, GRPCRoute a service and a method.
  private static void method(Fields match, List<Peers> all) {
    if (match.node("method").isEmpty()) {
      return;
    }
    if (match.node("method").get() instanceof Mapping) {
      match.child("method").ifPresent(grpc -> grpc(grpc, all));
    } else {
      match
          .text("method")
          .ifPresent(text -> all.add(sending(LabelTest.equalTo(Request.METHOD, text))));
    }
  }

  private static void grpc(Fields method, List<Peers> all) {
    Optional<String> service = method.text("service");
    Optional<String> name = method.text("method");
    boolean exact = method.text("type").orElse("Exact").equals("Exact");
    method.close();
    if (!exact || (service.isEmpty() && name.isPresent())) {
      all.add(new Peers.Unknown("whether the method of gRPC fits"));
    } else if (service.isPresent()) {
      String stem = "/" + service.get() + "/";
      all.add(
          sending(
              name.map(one -> LabelTest.equalTo(Request.PATH, stem + one))
                  .orElse(new LabelTest.Like(Request.PATH, Place.START, stem))));
    }
  }

  private static void header(Fields header, List<Peers> all) {
    String name = header.text("name").orElse("").toLowerCase(Locale.ROOT);
    String value = header.text("value").orElse("");
    boolean exact = header.text("type").orElse("Exact").equals("Exact");
    header.close();
    all.add(
        exact && !name.isEmpty()
            ? sending(LabelTest.equalTo(Request.HEADER + name, value))
            : new Peers.Unknown("whether the header " + name + " fits"));
  }

  private static Peers sending(LabelTest test) {
    return new Peers.Sending(test);
  }
}
