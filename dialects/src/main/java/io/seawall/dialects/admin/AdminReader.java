package io.seawall.dialects.admin;

import io.seawall.dialects.Fields;
import io.seawall.dialects.SharedTiers;
import io.seawall.dialects.admin.AdminPolicy.Action;
import io.seawall.dialects.admin.AdminPolicy.Broken;
import io.seawall.dialects.admin.AdminPolicy.Kind;
import io.seawall.dialects.admin.AdminPolicy.Peer;
import io.seawall.dialects.admin.AdminPolicy.Pods;
import io.seawall.dialects.admin.AdminPolicy.Port;
import io.seawall.dialects.admin.AdminPolicy.Rule;
import io.seawall.dialects.admin.AdminPolicy.Whole;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.LabelSelectorReader;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one policy of an administrator as strictly as the API server does.
///
/// Source: Network Policy API, the types of each kind and their validation rules.
final class AdminReader {
  /// What each kind calls its actions; a baseline policy has none after it to pass to.
  private static final Map<Kind, Map<String, Action>> ACTIONS =
      Map.of(
          Kind.ADMIN, actions("Allow", "Pass"),
          Kind.BASELINE, actions("Allow"),
          Kind.CLUSTER, actions("Accept", "Pass"));

  private static final String DEFAULT = "default";

  private final Kind kind;
  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;
  private boolean accepted = true;

  /// @param root the fields of the whole object
  /// @param complaints those about this object so far; grows. With an error among them the API
  ///   server would refuse the object
  AdminReader(Kind kind, ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.kind = kind;
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  private static Map<String, Action> actions(String accept, String... pass) {
    Map<String, Action> actions = new HashMap<>();
    actions.put(accept, Action.ACCEPT);
    actions.put("Deny", Action.DENY);
    for (String word : pass) {
      actions.put(word, Action.PASS);
    }
    return Map.copyOf(actions);
  }

  AdminPolicy read() {
    if (root.node("spec").isEmpty()) {
      missing(root, "spec", "what the policy says");
    }
    Optional<Fields> spec = root.child("spec");
    Optional<Tier> tier = spec.flatMap(this::tier);
    int priority = spec.flatMap(this::priority).orElse(0);
    Optional<Pods> subject = spec.flatMap(this::subject);
    List<Rule> ingress = spec.map(fields -> rules(fields, "ingress", "from")).orElse(List.of());
    List<Rule> egress = spec.map(fields -> rules(fields, "egress", "to")).orElse(List.of());
    spec.ifPresent(Fields::close);
    root.ignore("apiVersion", "kind", "metadata", "status");
    root.close();
    checkName();
    Optional<SourceRef> error = firstError();
    if (error.isPresent() || tier.isEmpty() || subject.isEmpty()) {
      return new Broken(kind, meta.name(), tier, error.orElse(meta.where()), meta.where());
    }
    return new Whole(
        kind,
        meta.name(),
        tier.get(),
        priority,
        subject.get(),
        ingress,
        egress,
        accepted,
        meta.where());
  }

  private void checkName() {
    if (kind == Kind.BASELINE && !meta.name().equals(DEFAULT)) {
      root.complain(
          "BAD_NAME",
          root.where("metadata"),
          "the name \"" + meta.name() + "\"",
          "the name " + DEFAULT,
          "a cluster has one baseline policy, and the API server accepts no other name");
    }
  }

  private Optional<Tier> tier(Fields spec) {
    return switch (kind) {
      case ADMIN -> Optional.of(SharedTiers.ADMIN);
      case BASELINE -> Optional.of(SharedTiers.BASELINE);
      case CLUSTER -> {
        Optional<String> text = spec.text("tier");
        if (text.filter("Admin"::equals).isPresent()) {
          yield Optional.of(SharedTiers.ADMIN);
        }
        if (text.filter("Baseline"::equals).isPresent()) {
          yield Optional.of(SharedTiers.BASELINE);
        }
        spec.complain(
            "BAD_TIER",
            spec.where("tier"),
            text.map(tier -> "the text \"" + tier + "\"").orElse("no tier"),
            "Admin or Baseline",
            "");
        yield Optional.empty();
      }
    };
  }

  private Optional<Integer> priority(Fields spec) {
    if (kind == Kind.BASELINE) {
      return Optional.empty();
    }
    if (spec.node("priority").isEmpty()) {
      missing(spec, "priority", "a whole number from 0 to 1000");
    }
    return spec.integer("priority", 0, 1000);
  }

  private Optional<Pods> subject(Fields spec) {
    if (spec.node("subject").isEmpty()) {
      missing(spec, "subject", "the pods that the policy applies to");
    }
    return spec.child("subject").flatMap(this::pods);
  }

  /// Exactly one of `namespaces` and `pods`.
  private Optional<Pods> pods(Fields fields) {
    boolean namespaces = fields.node("namespaces").isPresent();
    boolean pods = fields.node("pods").isPresent();
    if (namespaces == pods) {
      fields.complain(
          "ONE_OF",
          fields.where(),
          namespaces ? "both namespaces and pods" : "neither namespaces nor pods",
          "exactly one of namespaces and pods",
          namespaces ? "write pods with a namespaceSelector to ask for both" : "");
      fields.ignore("namespaces", "pods");
      fields.close();
      return Optional.empty();
    }
    Optional<Pods> found =
        namespaces
            ? fields
                .child("namespaces")
                .map(inner -> new Pods(LabelSelectorReader.read(inner), LabelSelector.EVERYTHING))
            : fields.child("pods").map(AdminReader::namespacedPods);
    fields.close();
    return found;
  }

  /// Both selectors are written in every version but may be left out in some; a missing one selects
  /// everything, as an empty one does.
  static Pods namespacedPods(Fields fields) {
    Pods pods = new Pods(selector(fields, "namespaceSelector"), selector(fields, "podSelector"));
    fields.close();
    return pods;
  }

  private static LabelSelector selector(Fields fields, String key) {
    return fields.child(key).map(LabelSelectorReader::read).orElse(LabelSelector.EVERYTHING);
  }

  private List<Rule> rules(Fields spec, String key, String peersKey) {
    List<Rule> rules = new ArrayList<>();
    for (Fields fields : spec.children(key)) {
      Optional<Action> action = action(fields);
      boolean egress = key.equals("egress");
      List<Peer> peers = new AdminPeerReader(kind, complaints).read(fields, peersKey, egress);
      List<Port> ports = new AdminPortReader(kind).read(fields);
      String name = fields.text("name").orElse("");
      fields.close();
      checkTogether(fields, action, peers, ports, peersKey);
      action.ifPresent(known -> rules.add(new Rule(known, peers, ports, name, fields.where())));
    }
    return rules;
  }

  private Optional<Action> action(Fields rule) {
    Map<String, Action> known = ACTIONS.getOrDefault(kind, Map.of());
    Optional<String> text = rule.text("action");
    Optional<Action> action = text.map(known::get);
    if (action.isEmpty()) {
      rule.complain(
          "BAD_ACTION",
          rule.where("action"),
          text.map(word -> "the text \"" + word + "\"").orElse("no action"),
          String.join(", ", known.keySet().stream().sorted().toList()),
          "");
    }
    return action;
  }

  /// Names of ports are those of pods, and names of domains can only be accepted.
  private void checkTogether(
      Fields rule, Optional<Action> action, List<Peer> peers, List<Port> ports, String peersKey) {
    boolean named = ports.stream().anyMatch(Port.Named.class::isInstance);
    boolean podsOnly = peers.stream().allMatch(peer -> peer instanceof Pods);
    if (named && !podsOnly) {
      complaints.add(
          Diagnostic.warning(
              "NAMED_PORT_PEER",
              rule.where(peersKey),
              "a named port beside peers that are no pods",
              "pods or namespaces only",
              "only pods have names for ports; some API servers refuse it, so it is not known to be"
                  + " in force"));
      accepted = false;
    }
    boolean domains = peers.stream().anyMatch(AdminPolicy.DomainNames.class::isInstance);
    if (domains && action.filter(known -> known != Action.ACCEPT).isPresent()) {
      rule.complain(
          "BAD_ACTION",
          rule.where("action"),
          "domainNames in a rule that does not accept",
          "an accepting rule",
          "deny everything after it to let by these names alone");
    }
  }

  private static void missing(Fields fields, String key, String expected) {
    fields.complain("MISSING_FIELD", fields.where(key), "no " + key, expected, "");
  }

  private Optional<SourceRef> firstError() {
    return complaints.stream()
        .filter(complaint -> complaint.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::where)
        .findFirst();
  }
}
