package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Peer;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Rule;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Whole;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Warnings and notes about a NetworkPolicy that the API server accepts and that may not mean what
/// its author thinks. They need the one object only.
final class NetworkPolicyLints {
  private NetworkPolicyLints() {}

  /// What there is to say.
  ///
  /// @param root the fields of the whole object
  static List<Diagnostic> of(Whole policy, Fields root) {
    List<Diagnostic> out = new ArrayList<>();
    Optional<Fields> spec = root.child("spec");
    SourceRef at = spec.map(Fields::where).orElse(root.where());
    if (spec.flatMap(fields -> fields.node("podSelector")).isEmpty()) {
      out.add(
          Diagnostic.warning(
              "NO_POD_SELECTOR",
              at.at("spec.podSelector", at.line()),
              "no podSelector",
              "podSelector: {} to say that every pod of the namespace is meant",
              "without it the policy selects every pod"));
    }
    spec.ifPresent(fields -> {
      unlisted(policy, fields, Direction.INGRESS, "ingress", "Ingress").ifPresent(out::add);
      unlisted(policy, fields, Direction.EGRESS, "egress", "Egress").ifPresent(out::add);
      emptyEgress(policy, fields).ifPresent(out::add);
      deniesEgress(policy, fields).ifPresent(out::add);
    });
    policy.rules(Direction.INGRESS).forEach(rule -> apart(rule, "from").ifPresent(out::add));
    policy.rules(Direction.EGRESS).forEach(rule -> apart(rule, "to").ifPresent(out::add));
    return out;
  }

  /// Rules of a direction that `policyTypes` leaves out do nothing (Kubernetes API,
  /// NetworkPolicySpec.policyTypes).
  private static Optional<Diagnostic> unlisted(
      Whole policy, Fields spec, Direction direction, String key, String type) {
    int count = policy.rules(direction).size();
    if (count == 0 || policy.policyTypes().isEmpty() || policy.policyTypes().contains(direction)) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.warning(
            direction + "_NOT_LISTED",
            spec.where(key),
            (count == 1 ? "1 rule" : count + " rules") + " and no " + type + " in policyTypes",
            type + " in policyTypes",
            "as it stands the policy neither restricts nor allows " + key));
  }

  /// Without `policyTypes` an empty list of egress rules isolates nothing (Kubernetes source,
  /// pkg/apis/networking/v1, SetDefaults_NetworkPolicy).
  private static Optional<Diagnostic> emptyEgress(Whole policy, Fields spec) {
    if (!spec.has("egress")
        || !policy.policyTypes().isEmpty()
        || !policy.rules(Direction.EGRESS).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.warning(
            "EMPTY_EGRESS",
            spec.where("egress"),
            "no egress rule and no policyTypes",
            "policyTypes with Egress, if no egress is meant",
            "as it stands the policy does not restrict egress"));
  }

  private static Optional<Diagnostic> deniesEgress(Whole policy, Fields spec) {
    if (!policy.policyTypes().contains(Direction.EGRESS)
        || !policy.rules(Direction.EGRESS).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.note(
            "DENIES_ALL_EGRESS",
            spec.where("policyTypes"),
            "Egress in policyTypes and no egress rule",
            "rules in this or another policy for what the pods need",
            "without one they cannot even ask the cluster's DNS"));
  }

  /// Two items are alternatives; only selectors of one item must hold together (Kubernetes
  /// documentation, "Network Policies", behavior of to and from selectors).
  private static Optional<Diagnostic> apart(Rule rule, String key) {
    List<Peer> peers = rule.peers();
    for (int i = 1; i < peers.size(); i++) {
      if (peers.get(i - 1) instanceof Peer.Selected(var namespaces, var none)
          && peers.get(i) instanceof Peer.Selected(var nowhere, var pods)
          && namespaces.isPresent()
          && none.isEmpty()
          && nowhere.isEmpty()
          && pods.isPresent()) {
        return Optional.of(
            Diagnostic.note(
                "SELECTORS_APART",
                rule.where().at(rule.where().field() + "." + key, rule.where().line()),
                "a namespaceSelector and a podSelector as two items",
                "one item with both, if both must hold",
                "as it stands either is enough, and the podSelector speaks of the policy's own"
                    + " namespace"));
      }
    }
    return Optional.empty();
  }
}
