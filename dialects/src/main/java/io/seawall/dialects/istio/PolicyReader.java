package io.seawall.dialects.istio;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.istio.IstioObject.Action;
import io.seawall.dialects.istio.IstioObject.Attachment;
import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.Condition;
import io.seawall.dialects.istio.IstioObject.Matches;
import io.seawall.dialects.istio.IstioObject.Mode;
import io.seawall.dialects.istio.IstioObject.PeerAuthentication;
import io.seawall.dialects.istio.IstioObject.RequestAuthentication;
import io.seawall.dialects.istio.IstioObject.Rule;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one policy of Istio as strictly as Istio's validation does.
///
/// Source: Istio documentation, "PeerAuthentication", "Authorization Policy" and
/// "RequestAuthentication"; Istio source, pkg/config/validation.
final class PolicyReader {
  private static final Set<String> SOURCE =
      Set.of(
          "principals",
          "notPrincipals",
          "requestPrincipals",
          "notRequestPrincipals",
          "namespaces",
          "notNamespaces",
          "ipBlocks",
          "notIpBlocks",
          "remoteIpBlocks",
          "notRemoteIpBlocks",
          "serviceAccounts",
          "notServiceAccounts",
          "trustDomains",
          "notTrustDomains");
  private static final Set<String> OPERATION =
      Set.of(
          "hosts", "notHosts", "ports", "notPorts", "methods", "notMethods", "paths", "notPaths");

  /// What Go takes for true (strconv.ParseBool); any other text counts as false.
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param complaints grows
  PolicyReader(Document document, ObjectType type, List<Diagnostic> complaints) {
    this.root =
        Fields.of(document.root(), ObjectMeta.place(document, type), Keys.EXACT, complaints);
    this.meta = ObjectMeta.read(document, type, root);
    this.complaints = complaints;
  }

  IstioObject read() {
    Optional<Fields> spec = root.child("spec");
    return switch (meta.type().kind()) {
      case "PeerAuthentication" -> peers(spec);
      case "RequestAuthentication" -> requests(spec);
      default -> authorization(spec);
    };
  }

  private boolean close(Optional<Fields> spec) {
    spec.ifPresent(Fields::close);
    root.ignore("apiVersion", "kind", "metadata", "spec", "status");
    root.close();
    return complaints.stream().anyMatch(one -> one.severity() == Diagnostic.Severity.ERROR);
  }

  private static Attachment attachment(Optional<Fields> spec) {
    return spec.map(fields -> Attachments.read(fields, "selector", "matchLabels"))
        .orElse(Attachment.WHOLE);
  }

  private PeerAuthentication peers(Optional<Fields> spec) {
    Attachment attachment = attachment(spec);
    Mode mode = spec.flatMap(fields -> fields.child("mtls")).map(this::mode).orElse(Mode.UNSET);
    Map<Integer, Mode> ports = new LinkedHashMap<>();
    spec.flatMap(fields -> fields.child("portLevelMtls"))
        .ifPresent(levels -> levels.entries().forEach(entry -> port(levels, entry, ports)));
    if (!ports.isEmpty() && attachment.selectsAll()) {
      complain(spec.orElseThrow(), "portLevelMtls", "no selector", "a selector with labels");
    }
    String created =
        root.child("metadata").flatMap(fields -> fields.anyText("creationTimestamp")).orElse("");
    boolean broken = close(spec);
    return new PeerAuthentication(
        meta.namespaceOrDefault(),
        meta.name(),
        attachment,
        mode,
        ports,
        created,
        broken,
        meta.where());
  }

  private void port(Fields levels, Node.Entry entry, Map<Integer, Mode> ports) {
    Optional<Mode> mode = levels.child(entry.key()).map(this::mode);
    try {
      int number = Integer.parseInt(entry.key());
      if (number > 0 && number <= 65535) {
        ports.put(number, mode.orElse(Mode.UNSET));
        return;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    complain(levels, entry.key(), "the port " + entry.key(), "a number from 1 to 65535");
  }

  private Mode mode(Fields fields) {
    Optional<String> text = fields.text("mode");
    Mode mode =
        switch (text.orElse("UNSET")) {
          case "UNSET" -> Mode.UNSET;
          case "DISABLE" -> Mode.DISABLE;
          case "PERMISSIVE" -> Mode.PERMISSIVE;
          case "STRICT" -> Mode.STRICT;
          default -> {
            complain(
                fields,
                "mode",
                "the text \"" + text.orElse("") + "\"",
                "UNSET, DISABLE, PERMISSIVE or STRICT");
            yield Mode.UNKNOWN;
          }
        };
    fields.close();
    return mode;
  }

  private RequestAuthentication requests(Optional<Fields> spec) {
    Attachment attachment = attachment(spec);
    spec.ifPresent(fields -> fields.ignore("jwtRules"));
    boolean broken = close(spec);
    return new RequestAuthentication(
        meta.namespaceOrDefault(), meta.name(), attachment, broken, meta.where());
  }

  private AuthorizationPolicy authorization(Optional<Fields> spec) {
    Attachment attachment = attachment(spec);
    Action action = spec.flatMap(this::action).orElse(Action.ALLOW);
    List<Rule> rules = new ArrayList<>();
    spec.ifPresent(fields -> fields.children("rules").forEach(one -> rules.add(rule(one))));
    if (rules.isEmpty() && (action == Action.DENY || action == Action.CUSTOM)) {
      complain(
          spec.orElseThrow(), "rules", "action " + action + " without rules", "at least one rule");
    }
    String provider =
        spec.flatMap(fields -> fields.child("provider"))
            .flatMap(fields -> fields.text("name"))
            .orElse("");
    boolean dryRun = TRUE.contains(meta.annotations().getOrDefault("istio.io/dry-run", ""));
    boolean broken = close(spec);
    return new AuthorizationPolicy(
        meta.namespaceOrDefault(),
        meta.name(),
        attachment,
        action,
        rules,
        dryRun,
        isAccepted(),
        provider,
        broken,
        meta.where());
  }

  private boolean isAccepted() {
    return root.child("status").stream()
        .flatMap(status -> status.children("conditions").stream())
        .filter(condition -> condition.text("type").filter("WaypointAccepted"::equals).isPresent())
        .noneMatch(condition -> condition.text("status").filter("False"::equals).isPresent());
  }

  private Optional<Action> action(Fields spec) {
    return spec.text("action")
        .map(text ->
            switch (text) {
              case "ALLOW" -> Action.ALLOW;
              case "DENY" -> Action.DENY;
              case "AUDIT" -> Action.AUDIT;
              case "CUSTOM" -> Action.CUSTOM;
              default -> {
                complain(
                    spec, "action", "the text \"" + text + "\"", "ALLOW, DENY, AUDIT or CUSTOM");
                yield Action.UNKNOWN;
              }
            });
  }

  private Rule rule(Fields fields) {
    List<Matches> from = new ArrayList<>();
    for (Fields one : fields.children("from")) {
      one.child("source")
          .ifPresent(source -> {
            from.add(values(source, SOURCE));
            checkAccounts(source);
          });
      one.close();
    }
    List<Matches> to = new ArrayList<>();
    for (Fields one : fields.children("to")) {
      one.child("operation").ifPresent(operation -> to.add(values(operation, OPERATION)));
      one.close();
    }
    emptyList(fields, "from", from);
    emptyList(fields, "to", to);
    List<Condition> when = fields.children("when").stream().map(this::condition).toList();
    fields.close();
    return new Rule(from, to, when, fields.where());
  }

  /// Istio source, pkg/config/validation: service accounts stand alone.
  private static void checkAccounts(Fields source) {
    boolean accounts = source.has("serviceAccounts") || source.has("notServiceAccounts");
    for (String other : List.of("principals", "notPrincipals", "namespaces", "notNamespaces")) {
      if (accounts && source.has(other)) {
        complain(source, other, other + " beside service accounts", "one of the two");
      }
    }
  }

  private void emptyList(Fields rule, String key, List<Matches> found) {
    if (rule.node(key).isPresent() && found.isEmpty()) {
      complain(rule, key, "an empty list", "at least one entry, or no " + key);
    }
  }

  private Matches values(Fields fields, Set<String> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String key : known) {
      if (fields.has(key)) {
        List<String> texts = fields.texts(key);
        if (texts.isEmpty()) {
          complain(fields, key, "no value", "at least one value");
        } else {
          values.put(key, texts);
        }
      }
    }
    fields.close();
    if (values.isEmpty()) {
      complaints.add(
          Diagnostic.error(
              "EMPTY_MATCH", fields.where(), "nothing", "at least one field", "leave it out"));
    }
    return new Matches(values, fields.where());
  }

  private Condition condition(Fields fields) {
    Optional<String> key = fields.text("key");
    if (key.isEmpty()) {
      complain(fields, "key", "no key", "an attribute such as source.namespace");
    }
    Condition condition =
        new Condition(
            key.orElse(""), fields.texts("values"), fields.texts("notValues"), fields.where());
    if (condition.values().isEmpty() && condition.notValues().isEmpty()) {
      complain(fields, "values", "neither values nor notValues", "at least one value");
    }
    fields.close();
    return condition;
  }

  private static void complain(Fields fields, String key, String found, String expected) {
    fields.complain("BAD_VALUE", fields.where(key), found, expected, "Istio refuses the object");
  }
}
