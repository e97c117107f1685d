package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Broken;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Peer;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Port;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Rule;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Whole;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads NetworkPolicy objects as strictly as the API server does.
///
/// Source: Kubernetes source, pkg/apis/networking/validation, ValidateNetworkPolicy.
final class NetworkPolicyReader {
  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  private NetworkPolicyReader(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  /// Reads one object.
  ///
  /// @param root the fields of the whole object
  /// @param complaints those about this object so far; grows. With an error among them the API
  ///   server would refuse the object
  static NetworkPolicyObject read(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    return new NetworkPolicyReader(meta, root, complaints).read();
  }

  private NetworkPolicyObject read() {
    Optional<String> namespace = namespace();
    Optional<Fields> spec = root.child("spec");
    Optional<LabelSelector> selector = podSelector(spec);
    Optional<List<Direction>> types = policyTypes(spec);
    Optional<List<Rule>> ingress = spec.flatMap(fields -> rules(fields, "ingress", "from"));
    Optional<List<Rule>> egress = spec.flatMap(fields -> rules(fields, "egress", "to"));
    spec.ifPresent(Fields::close);
    root.ignore("apiVersion", "kind", "metadata", "status");
    root.close();
    Optional<SourceRef> error = firstError();
    boolean named = checkName();
    if (error.isPresent() || namespace.isEmpty() || selector.isEmpty() || types.isEmpty()) {
      return new Broken(
          namespace,
          meta.name(),
          selector,
          types.orElse(List.of()),
          error.orElse(meta.where()),
          meta.where());
    }
    Whole policy =
        new Whole(
            namespace.get(),
            meta.name(),
            selector.get(),
            ingress,
            egress,
            types.get(),
            named && meta.type().isServed(),
            meta.where());
    complaints.addAll(NetworkPolicyLints.of(policy, root));
    return policy;
  }

  /// Checks `metadata` except the name.
  ///
  /// @return the namespace, if it can be one
  private Optional<String> namespace() {
    Optional<Node> metadata = root.node("metadata");
    if (metadata.isPresent() && !(metadata.get() instanceof Mapping)) {
      return Optional.empty();
    }
    root.child("metadata").ifPresent(NetworkPolicyReader::closeMetadata);
    String namespace = meta.namespaceOrDefault();
    if (Names.isDnsLabel(namespace)) {
      return Optional.of(namespace);
    }
    if (!namespace.equals(ObjectMeta.UNREADABLE)) {
      root.complain(
          "BAD_NAME",
          nameField("namespace"),
          "the text \"" + namespace + "\"",
          "up to 63 lower case letters, digits and '-', with a letter or digit at both ends",
          "");
    }
    return Optional.empty();
  }

  /// Checks the name, which the meaning of the rules does not hang on.
  private boolean checkName() {
    boolean missing = meta.name().equals(ObjectMeta.UNREADABLE);
    boolean right = !missing && Names.isSubdomain(withoutHyphen(meta.name()));
    if (!right) {
      complaints.add(
          Diagnostic.warning(
              missing ? "MISSING_FIELD" : "BAD_NAME",
              nameField("name"),
              missing ? "no name that is text" : "the text \"" + meta.name() + "\"",
              "up to 253 lower case letters, digits, '-' and '.', with a letter or digit at both"
                  + " ends",
              "the API server refuses it, so it is not known to be in force"));
    }
    return right;
  }

  private SourceRef nameField(String key) {
    return root.node("metadata").orElse(null) instanceof Mapping
        ? root.child("metadata").map(fields -> fields.where(key)).orElse(root.where())
        : root.where().at("metadata." + key, root.where("metadata").line());
  }

  /// A `generateName` may end with a hyphen.
  private static String withoutHyphen(String name) {
    return name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
  }

  private static void closeMetadata(Fields metadata) {
    metadata.text("name");
    metadata.text("generateName");
    metadata.ignore("namespace", "labels", "annotations", "ownerReferences", "finalizers");
    metadata.ignore("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields");
    metadata.ignore("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "clusterName");
    metadata.close();
  }

  /// The selector, if it can be read; a missing one selects everything (Kubernetes API,
  /// NetworkPolicySpec.podSelector).
  private Optional<LabelSelector> podSelector(Optional<Fields> spec) {
    if (spec.isEmpty() && root.node("spec").isPresent()) {
      return Optional.empty();
    }
    int before = complaints.size();
    LabelSelector selector =
        spec.flatMap(fields -> fields.child("podSelector"))
            .map(LabelSelectorReader::read)
            .orElse(LabelSelector.EVERYTHING);
    return complaints.size() == before ? Optional.of(selector) : Optional.empty();
  }

  /// The types as written, none if they are missing; empty if they cannot be read.
  private Optional<List<Direction>> policyTypes(Optional<Fields> spec) {
    int before = complaints.size();
    List<Direction> types = new ArrayList<>();
    for (TextItem item : spec.map(s -> TextItem.read(s, "policyTypes")).orElse(List.of())) {
      switch (item.text()) {
        case "Ingress" -> types.add(Direction.INGRESS);
        case "Egress" -> types.add(Direction.EGRESS);
        default ->
            root.complain(
                "BAD_POLICY_TYPE", item.where(), item.describe(), "Ingress or Egress", "");
      }
    }
    if (types.size() > 2) {
      root.complain(
          "BAD_POLICY_TYPE",
          root.child("spec").map(s -> s.where("policyTypes")).orElse(root.where()),
          types.size() + " items",
          "at most two, Ingress and Egress",
          "");
    }
    return complaints.size() == before ? Optional.of(types) : Optional.empty();
  }

  private Optional<List<Rule>> rules(Fields spec, String key, String peersKey) {
    if (spec.node(key).isEmpty()) {
      return Optional.empty();
    }
    List<Rule> rules = new ArrayList<>();
    for (Fields rule : spec.children(key)) {
      List<Peer> peers = new ArrayList<>();
      for (Fields peer : rule.children(peersKey)) {
        PeerReader.read(peer, complaints).ifPresent(peers::add);
      }
      List<Port> ports = new ArrayList<>();
      for (Fields port : rule.children("ports")) {
        port(port).ifPresent(ports::add);
      }
      rule.close();
      rules.add(new Rule(peers, ports, rule.where()));
    }
    return Optional.of(rules);
  }

  private static Optional<Port> port(Fields fields) {
    Optional<Port> port =
        PortField.protocol(fields).flatMap(protocol -> PolicyPortReader.read(fields, protocol));
    fields.ignore("port", "endPort");
    fields.close();
    return port;
  }

  private Optional<SourceRef> firstError() {
    return complaints.stream()
        .filter(complaint -> complaint.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::where)
        .findFirst();
  }
}
