package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.calico.CalicoPolicy.Hook;
import io.seawall.dialects.calico.CalicoPolicy.Kind;
import io.seawall.dialects.calico.CalicoPolicy.Rule;
import io.seawall.dialects.calico.CalicoPolicy.Subject;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.TextItem;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one policy of Calico as strictly as its API server does.
///
/// Source: Calico documentation, "Network policy" and "Global network policy"; Calico source,
/// libcalico-go/lib/validator/v3.
final class CalicoReader {
  private final Kind kind;
  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param root the fields of the whole object
  /// @param complaints those about this object so far; grows. With an error among them the API
  ///   server would refuse the object
  CalicoReader(Kind kind, ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.kind = kind;
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  CalicoPolicy read() {
    if (root.node("spec").isEmpty()) {
      root.complain("MISSING_FIELD", root.where("spec"), "no spec", "what the policy says", "");
    }
    Optional<Fields> spec = root.child("spec");
    root.ignore("apiVersion", "kind", "metadata", "status");
    root.close();
    String tier = spec.flatMap(fields -> fields.text("tier")).orElse(Tiers.DEFAULT);
    double order = spec.flatMap(fields -> fields.decimal("order")).orElse(Double.POSITIVE_INFINITY);
    Subject subject =
        spec.map(this::subject)
            .orElse(new Subject(Optional.empty(), Optional.empty(), Optional.empty()));
    List<Direction> types = spec.map(this::types).orElse(List.of());
    List<Rule> ingress = spec.map(fields -> rules(fields, Direction.INGRESS)).orElse(List.of());
    List<Rule> egress = spec.map(fields -> rules(fields, Direction.EGRESS)).orElse(List.of());
    Hook hook = spec.map(this::hook).orElse(new Hook(false, false, false));
    spec.ifPresent(fields -> {
      fields.ignore("performanceHints");
      fields.close();
    });
    return new CalicoPolicy(
        kind,
        namespace(),
        name(tier),
        tier,
        order,
        subject,
        types,
        isValidated(meta),
        ingress,
        egress,
        hook,
        firstError(),
        meta.where());
  }

  /// Whether Calico's API server has looked at the object.
  static boolean isValidated(ObjectMeta meta) {
    return meta.type().group().equals("projectcalico.org");
  }

  private Optional<String> namespace() {
    return switch (kind) {
      case GLOBAL -> Optional.empty();
      case NAMESPACED ->
          Optional.of(meta.namespaceOrDefault())
              .filter(name -> !name.equals(ObjectMeta.UNREADABLE));
    };
  }

  /// Releases differ on whether the name of a policy in the tier `default` begins with that of its
  /// tier; with and without it is one object.
  private String name(String tier) {
    String prefix = Tiers.DEFAULT + ".";
    return tier.equals(Tiers.DEFAULT) && meta.name().startsWith(prefix)
        ? meta.name().substring(prefix.length())
        : meta.name();
  }

  private Subject subject(Fields spec) {
    return new Subject(
        SelectorField.read(spec, "selector"),
        kind == Kind.GLOBAL ? SelectorField.read(spec, "namespaceSelector") : Optional.empty(),
        SelectorField.read(spec, "serviceAccountSelector"));
  }

  private List<Direction> types(Fields spec) {
    List<Direction> types = new ArrayList<>();
    for (TextItem item : TextItem.read(spec, "types")) {
      Optional<Direction> direction =
          switch (item.text()) {
            case "Ingress" -> Optional.of(Direction.INGRESS);
            case "Egress" -> Optional.of(Direction.EGRESS);
            default -> Optional.empty();
          };
      if (direction.isEmpty() || types.contains(direction.get())) {
        spec.complain(
            "BAD_POLICY_TYPE", item.where(), item.describe(), "Ingress and Egress, each once", "");
      }
      direction.ifPresent(types::add);
    }
    return types;
  }

  private List<Rule> rules(Fields spec, Direction direction) {
    String key = direction == Direction.INGRESS ? "ingress" : "egress";
    List<Rule> rules = new ArrayList<>();
    for (Fields fields : spec.children(key)) {
      new RuleReader(fields, direction, isValidated(meta)).read().ifPresent(rules::add);
    }
    return rules;
  }

  private Hook hook(Fields spec) {
    if (kind == Kind.NAMESPACED) {
      return new Hook(false, false, false);
    }
    Hook hook =
        new Hook(
            spec.bool("applyOnForward").orElse(false),
            spec.bool("preDNAT").orElse(false),
            spec.bool("doNotTrack").orElse(false));
    if (hook.preDnat() && hook.doNotTrack()) {
      bad(spec, "preDNAT", "preDNAT and doNotTrack", "at most one of them");
    }
    if ((hook.preDnat() || hook.doNotTrack()) && !hook.applyOnForward()) {
      bad(spec, "applyOnForward", "no applyOnForward", "true beside preDNAT or doNotTrack");
    }
    if (hook.preDnat() && !spec.items("egress").isEmpty()) {
      bad(spec, "egress", "egress rules", "ingress rules alone beside preDNAT");
    }
    return hook;
  }

  private static void bad(Fields spec, String key, String found, String expected) {
    spec.complain("BAD_HOOK", spec.where(key), found, expected, "");
  }

  private Optional<SourceRef> firstError() {
    return complaints.stream()
        .filter(complaint -> complaint.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::where)
        .findFirst();
  }
}
