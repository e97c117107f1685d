package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Accepted;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Peer;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Port;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Refused;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Rule;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
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
    Optional<String> namespace = readMetadata();
    root.ignore("apiVersion", "kind", "status");
    Optional<Fields> spec = root.child("spec");
    int before = errors();
    LabelSelector selector =
        spec.flatMap(fields -> fields.child("podSelector"))
            .map(LabelSelectorReader::read)
            .orElse(LabelSelector.EVERYTHING);
    boolean selectorSure = errors() == before && (spec.isPresent() || root.node("spec").isEmpty());
    before = errors();
    List<Direction> types = spec.map(NetworkPolicyReader::policyTypes).orElse(List.of());
    boolean typesSure = errors() == before;
    Optional<List<Rule>> ingress = spec.flatMap(fields -> rules(fields, "ingress", "from"));
    Optional<List<Rule>> egress = spec.flatMap(fields -> rules(fields, "egress", "to"));
    spec.ifPresent(Fields::close);
    root.close();
    if (errors() > 0) {
      return new Refused(
          namespace,
          meta.name(),
          selectorSure ? Optional.of(selector) : Optional.empty(),
          typesSure ? types : List.of(),
          firstError(),
          meta.where());
    }
    Accepted accepted =
        new Accepted(
            meta.namespaceOrDefault(),
            meta.name(),
            selector,
            ingress,
            egress,
            types,
            meta.type().isServed(),
            meta.where());
    complaints.addAll(NetworkPolicyLints.of(accepted, root));
    return accepted;
  }

  /// Checks the names.
  ///
  /// @return the namespace, if it can be one
  private Optional<String> readMetadata() {
    if (root.node("metadata").orElse(null) instanceof Mapping) {
      root.child("metadata").ifPresent(NetworkPolicyReader::closeMetadata);
    }
    SourceRef at = meta.where();
    if (meta.name().equals(ObjectMeta.UNREADABLE)) {
      root.complain(
          "MISSING_FIELD",
          at.at("metadata.name", root.where("metadata").line()),
          "no name that is text",
          "the name of the object",
          "");
    } else if (!Names.isSubdomain(withoutHyphen(meta.name()))) {
      root.complain(
          "BAD_NAME",
          at.at("metadata.name", root.where("metadata").line()),
          "the text \"" + meta.name() + "\"",
          "up to 253 lower case letters, digits, '-' and '.', with a letter or digit at both ends",
          "");
    }
    String namespace = meta.namespaceOrDefault();
    if (Names.isDnsLabel(namespace)) {
      return Optional.of(namespace);
    }
    if (!namespace.equals(ObjectMeta.UNREADABLE)) {
      root.complain(
          "BAD_NAME",
          at.at("metadata.namespace", root.where("metadata").line()),
          "the text \"" + namespace + "\"",
          "up to 63 lower case letters, digits and '-', with a letter or digit at both ends",
          "");
    }
    return Optional.empty();
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

  private static List<Direction> policyTypes(Fields spec) {
    List<Direction> types = new ArrayList<>();
    List<TextItem> texts = TextItem.read(spec, "policyTypes");
    for (TextItem item : texts) {
      switch (item.text()) {
        case "Ingress" -> types.add(Direction.INGRESS);
        case "Egress" -> types.add(Direction.EGRESS);
        default ->
            spec.complain(
                "BAD_POLICY_TYPE", item.where(), item.describe(), "Ingress or Egress", "");
      }
    }
    if (texts.size() > 2) {
      spec.complain(
          "BAD_POLICY_TYPE",
          spec.where("policyTypes"),
          texts.size() + " items",
          "at most two, Ingress and Egress",
          "");
    }
    return types;
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

  private int errors() {
    int errors = 0;
    for (Diagnostic complaint : complaints) {
      errors += complaint.severity() == Diagnostic.Severity.ERROR ? 1 : 0;
    }
    return errors;
  }

  private SourceRef firstError() {
    return complaints.stream()
        .filter(complaint -> complaint.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::where)
        .findFirst()
        .orElse(meta.where());
  }
}
