package io.seawall.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A small cluster for the tables on meshes: objects and questions in few words.
///
/// Objects are written `HEAD NAMESPACE/NAME: BODY` and separated by `+`, where HEAD is one of
///
/// - `bare`, `sidecar`, `ambient`, `linkerd`, `consul`: a live pod, BODY its annotations beside
///   those that the mesh writes. Its label `app` and its account are its name, its ports `http`
///   8080 and `metrics` 9090;
/// - `deploy`: a Deployment, BODY the metadata of its template;
/// - `ns`: a Namespace (only its name), BODY the rest of its metadata;
/// - `svc`: a Service of the pods of that `app`, BODY its ports; `svc!` one with the label
///   `istio.io/use-waypoint: way`;
/// - `map NAMESPACE/NAME FILE`: a ConfigMap, BODY what the file holds;
/// - a kind of [#GROUPS], BODY its `spec`. A name may be followed by `@` and a day of its making,
///   and by `!` for a dry run.
final class MeshWorld {
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("pa", "security.istio.io/v1 PeerAuthentication"),
          Map.entry("ap", "security.istio.io/v1 AuthorizationPolicy"),
          Map.entry("ra", "security.istio.io/v1 RequestAuthentication"),
          Map.entry("dr", "networking.istio.io/v1 DestinationRule"),
          Map.entry("filter", "networking.istio.io/v1alpha3 EnvoyFilter"),
          Map.entry("gateway", "gateway.networking.k8s.io/v1 Gateway"),
          Map.entry("server", "policy.linkerd.io/v1beta3 Server"),
          Map.entry("serverauth", "policy.linkerd.io/v1beta1 ServerAuthorization"),
          Map.entry("authz", "policy.linkerd.io/v1alpha1 AuthorizationPolicy"),
          Map.entry("meshtls", "policy.linkerd.io/v1alpha1 MeshTLSAuthentication"),
          Map.entry("network", "policy.linkerd.io/v1alpha1 NetworkAuthentication"),
          Map.entry("route", "policy.linkerd.io/v1beta3 HTTPRoute"),
          Map.entry("intent", "consul.hashicorp.com/v1alpha1 ServiceIntentions"),
          Map.entry("defaults", "consul.hashicorp.com/v1alpha1 ServiceDefaults"),
          Map.entry("proxies", "consul.hashicorp.com/v1alpha1 ProxyDefaults"),
          Map.entry("meshentry", "consul.hashicorp.com/v1alpha1 Mesh"));

  private final MeshOracle oracle;
  private final List<String> texts = new ArrayList<>();

  MeshWorld(String objects, Set<String> unreadable) {
    for (var object : objects.split("\\+ ", -1)) {
      if (!object.isBlank()) {
        texts.add(text(object.strip()));
      }
    }
    oracle = MeshOracle.of(texts, unreadable);
  }

  static MeshWorld of(String objects) {
    return new MeshWorld(objects, Set.of());
  }

  MeshOracle oracle() {
    return oracle;
  }

  private String text(String object) {
    var colon = object.indexOf(": ");
    var head = List.of(object.substring(0, colon).split(" ", -1));
    var body = object.substring(colon + 2);
    var full = head.get(1);
    var slash = full.indexOf('/');
    var namespace = slash < 0 ? "default" : full.substring(0, slash);
    var name = full.substring(slash + 1);
    return switch (head.getFirst()) {
      case "bare", "sidecar", "ambient", "linkerd", "consul" ->
          pod(head.getFirst(), namespace, name, body);
      case "deploy" ->
          "{ kind: Deployment, metadata: { namespace: %s, name: %s }, spec: { template: { metadata: %s, spec: { serviceAccountName: %s, containers: [ { name: app, ports: [ { name: http, containerPort: 8080 } ] } ] } } } }"
              .formatted(namespace, name, body, name);
      case "ns" ->
          "{ kind: Namespace, metadata: { name: %s, %s } }"
              .formatted(full, body.substring(1, body.length() - 1));
      case "svc", "svc!" ->
          "{ kind: Service, metadata: { namespace: %s, name: %s, labels: { %s } }, spec: { selector: { app: %s }, ports: %s } }"
              .formatted(
                  namespace,
                  name,
                  head.getFirst().endsWith("!") ? "istio.io/use-waypoint: way" : "",
                  name,
                  body);
      case "map" ->
          "{ kind: ConfigMap, metadata: { namespace: %s, name: %s }, data: { %s: '%s' } }"
              .formatted(namespace, name, head.get(2), body.replace("'", "''"));
      case "raw" -> body;
      default -> custom(head.getFirst(), namespace, name, body);
    };
  }

  private static String custom(String head, String namespace, String name, String spec) {
    var parts = Optional.ofNullable(GROUPS.get(head)).orElseThrow().split(" ", 2);
    var dry = name.endsWith("!");
    var whole = dry ? name.substring(0, name.length() - 1) : name;
    var at = whole.indexOf('@');
    var day = at < 0 ? "01" : whole.substring(at + 1);
    return "{ apiVersion: %s, kind: %s, metadata: { namespace: %s, name: %s, annotations: { %s }%s }, spec: %s }"
        .formatted(
            parts[0],
            parts[1],
            namespace,
            at < 0 ? whole : whole.substring(0, at),
            dry ? "istio.io/dry-run: 'true'" : "",
            day.equals("none") ? "" : ", creationTimestamp: '2026-01-" + day + "T00:00:00Z'",
            spec);
  }

  private String pod(String mesh, String namespace, String name, String annotations) {
    var container =
        switch (mesh) {
          case "sidecar" -> ", { name: istio-proxy }";
          case "linkerd" -> ", { name: linkerd-proxy }";
          case "consul" -> ", { name: consul-dataplane }";
          default -> "";
        };
    var notes =
        switch (mesh) {
          case "sidecar" -> "sidecar.istio.io/status: '{\"revision\": \"default\"}', ";
          case "ambient" -> "ambient.istio.io/redirection: enabled, ";
          case "consul" ->
              "consul.hashicorp.com/connect-inject-status: injected,"
                  + " consul.hashicorp.com/transparent-proxy-status: enabled,"
                  + " consul.hashicorp.com/connect-service-port: '8080', ";
          default -> "";
        };
    var labels = mesh.equals("sidecar") ? ", security.istio.io/tlsMode: istio" : "";
    return "{ kind: Pod, metadata: { namespace: %s, name: %s, labels: { app: %s%s }, annotations: { %s%s } }, spec: { serviceAccountName: %s, containers: [ { name: app, ports: [ { name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 } ] }%s ] }, status: { podIP: 10.244.0.%d } }"
        .formatted(
            namespace,
            name,
            name,
            labels,
            notes,
            annotations.substring(1, annotations.length() - 1),
            name,
            container,
            10 + texts.size());
  }

  /// The answer to a question: `in POD`, `mode POD:PORT`, or `WHO > POD:PORT [METHOD PATH] [by
  /// SERVICE]`, where WHO is `-` for plaintext, an address, or an identity, perhaps followed by `@`
  /// and an address: `NAMESPACE/ACCOUNT` for the identity of the mesh of the pod (a name alone for
  /// Consul).
  String ask(String question) {
    var words = List.of(question.strip().split(" ", -1));
    if (words.getFirst().equals("in")) {
      return oracle.membership(words.get(1)).name();
    }
    var target = words.getFirst().equals("mode") ? words.get(1) : words.get(2);
    var colon = target.indexOf(':');
    var pod = target.substring(0, colon);
    var port = Integer.parseInt(target.substring(colon + 1));
    if (words.getFirst().equals("mode")) {
      return oracle.mode(pod, port).name();
    }
    var asked = from(words.getFirst(), pod, MeshQuestion.to(pod, port));
    var rest = words.subList(3, words.size());
    if (rest.size() >= 2 && rest.getFirst().matches("[A-Z]+")) {
      asked = asked.with(MeshQuestion.Request.of(rest.get(0), "api.shop", rest.get(1)));
      rest = rest.subList(2, rest.size());
    }
    return oracle.decision(rest.isEmpty() ? asked : asked.by(rest.get(1))).name();
  }

  private MeshQuestion from(String who, String pod, MeshQuestion question) {
    if (who.equals("-")) {
      return question;
    }
    if (who.matches("[0-9.]+")) {
      return question.fromAddress(who);
    }
    var at = who.indexOf('@');
    if (at >= 0) {
      return from(who.substring(0, at), pod, question.fromAddress(who.substring(at + 1)));
    }
    var slash = who.indexOf('/');
    return question.as(
        switch (oracle.membership(pod)) {
          case LINKERD ->
              who.substring(slash + 1)
                  + "."
                  + who.substring(0, slash)
                  + ".serviceaccount.identity.linkerd.cluster.local";
          case CONSUL -> who;
          default ->
              who.contains("/ns/")
                  ? who
                  : "cluster.local/ns/"
                      + who.substring(0, slash)
                      + "/sa/"
                      + who.substring(slash + 1);
        });
  }

  /// Asks questions, each with its answer, separated by `;`.
  static void check(String name, MeshWorld world, String questions) {
    var wrong = new ArrayList<String>();
    for (var question : questions.split(";", -1)) {
      var equals = question.lastIndexOf('=');
      var actual = world.ask(question.substring(0, equals));
      if (!actual.equals(question.substring(equals + 1).strip())) {
        wrong.add(question.strip() + " but is " + actual);
      }
    }
    assertThat(wrong).as(name).isEmpty();
  }
}
