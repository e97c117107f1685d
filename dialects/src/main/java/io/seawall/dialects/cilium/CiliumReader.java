package io.seawall.dialects.cilium;

import io.seawall.dialects.Fields;
import io.seawall.dialects.cilium.CiliumPolicy.Authentication;
import io.seawall.dialects.cilium.CiliumPolicy.Endpoints;
import io.seawall.dialects.cilium.CiliumPolicy.Hosts;
import io.seawall.dialects.cilium.CiliumPolicy.Kind;
import io.seawall.dialects.cilium.CiliumPolicy.Peer;
import io.seawall.dialects.cilium.CiliumPolicy.PortRule;
import io.seawall.dialects.cilium.CiliumPolicy.Rule;
import io.seawall.dialects.cilium.CiliumPolicy.Side;
import io.seawall.dialects.cilium.CiliumPolicy.Spec;
import io.seawall.dialects.cilium.CiliumPolicy.Subject;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.LabelSelectorReader;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one policy of Cilium as strictly as Cilium does.
///
/// Source: Cilium source, pkg/policy/api (Rule and the types below it, and their `Sanitize`).
final class CiliumReader {
  private final Kind kind;
  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param root the fields of the whole object
  /// @param complaints those about this object so far; grows. With an error among them Cilium would
  ///   not enforce the object
  CiliumReader(Kind kind, ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.kind = kind;
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  CiliumPolicy read() {
    checkVersion();
    if (root.node("spec").isEmpty() && root.items("specs").isEmpty()) {
      root.complain("MISSING_FIELD", root.where("spec"), "neither spec nor specs", "the rules", "");
    }
    List<Spec> specs = new ArrayList<>();
    root.child("spec").map(this::spec).ifPresent(specs::add);
    root.children("specs").forEach(fields -> specs.add(spec(fields)));
    root.ignore("apiVersion", "kind", "metadata", "status");
    root.close();
    return new CiliumPolicy(kind, namespace(), meta.name(), specs, firstError(), meta.where());
  }

  private void checkVersion() {
    if (!meta.type().version().equals("v2")) {
      root.complain(
          "API_NOT_SERVED",
          root.where("apiVersion"),
          meta.type().apiVersion(),
          "cilium.io/v2",
          "no release of Cilium serves it");
    }
  }

  private Optional<String> namespace() {
    return switch (kind) {
      case CLUSTERWIDE -> Optional.empty();
      case NAMESPACED ->
          Optional.of(meta.namespaceOrDefault())
              .filter(name -> !name.equals(ObjectMeta.UNREADABLE));
    };
  }

  private Spec spec(Fields fields) {
    Optional<Subject> subject = subject(fields);
    Optional<Fields> switches = fields.child("enableDefaultDeny");
    Side ingress = side(fields, Direction.INGRESS, switches.flatMap(one -> one.bool("ingress")));
    Side egress = side(fields, Direction.EGRESS, switches.flatMap(one -> one.bool("egress")));
    switches.ifPresent(Fields::close);
    fields.ignore("description", "labels", "log");
    fields.close();
    return new Spec(subject, ingress, egress);
  }

  private Optional<Subject> subject(Fields spec) {
    boolean endpoints = spec.node("endpointSelector").isPresent();
    boolean nodes = spec.node("nodeSelector").isPresent();
    Optional<LabelSelector> selected =
        spec.child("endpointSelector").map(LabelSelectorReader::readWithSources);
    Optional<LabelSelector> hosts =
        spec.child("nodeSelector").map(LabelSelectorReader::readWithSources);
    if (endpoints == nodes) {
      spec.complain(
          "ONE_OF",
          spec.where(),
          endpoints
              ? "both endpointSelector and nodeSelector"
              : "neither endpointSelector nor nodeSelector",
          "exactly one of endpointSelector and nodeSelector",
          endpoints ? "" : "endpointSelector: {} means every pod that the policy can speak of");
      return Optional.empty();
    }
    if (nodes && kind == Kind.NAMESPACED) {
      spec.complain(
          "BAD_SUBJECT",
          spec.where("nodeSelector"),
          "nodeSelector",
          "endpointSelector",
          "only a CiliumClusterwideNetworkPolicy can guard nodes");
      return Optional.empty();
    }
    if (nodes) {
      return hosts.map(Hosts::new);
    }
    return selected.map(Endpoints::new);
  }

  private Side side(Fields spec, Direction direction, Optional<Boolean> defaultDeny) {
    return switch (direction) {
      case INGRESS ->
          new Side(
              rules(spec, "ingress", direction, false),
              rules(spec, "ingressDeny", direction, true),
              defaultDeny);
      case EGRESS ->
          new Side(
              rules(spec, "egress", direction, false),
              rules(spec, "egressDeny", direction, true),
              defaultDeny);
    };
  }

  private List<Rule> rules(Fields spec, String key, Direction direction, boolean deny) {
    List<Rule> rules = new ArrayList<>();
    for (Fields fields : spec.children(key)) {
      CiliumPeerReader reader = new CiliumPeerReader(fields, direction);
      Optional<List<Peer>> peers = reader.peers();
      List<LabelSelector> required = reader.required();
      List<PortRule> ports = new CiliumPortReader(fields, direction, deny).read();
      Authentication authentication = deny ? Authentication.NONE : authentication(fields);
      fields.close();
      rules.add(new Rule(peers, required, ports, authentication, fields.where()));
    }
    return rules;
  }

  private static Authentication authentication(Fields rule) {
    Optional<Fields> fields = rule.child("authentication");
    Optional<String> mode = fields.flatMap(inner -> inner.text("mode"));
    fields.ifPresent(Fields::close);
    if (fields.isEmpty() || mode.isEmpty()) {
      return Authentication.NONE;
    }
    return switch (mode.get()) {
      case "disabled" -> Authentication.NONE;
      case "required" -> Authentication.REQUIRED;
      case "test-always-fail" -> Authentication.ALWAYS_FAILS;
      default -> {
        fields
            .get()
            .complain(
                "BAD_MODE",
                fields.get().where("mode"),
                "the text \"" + mode.get() + "\"",
                "disabled, required or test-always-fail",
                "");
        yield Authentication.REQUIRED;
      }
    };
  }

  private Optional<SourceRef> firstError() {
    return complaints.stream()
        .filter(complaint -> complaint.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::where)
        .findFirst();
  }
}
