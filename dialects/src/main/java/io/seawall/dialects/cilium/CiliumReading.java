package io.seawall.dialects.cilium;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.cilium.CiliumPolicy.Hosts;
import io.seawall.dialects.cilium.CiliumPolicy.Kind;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One reading of one input: takes the policies of Cilium, and looks at the objects that they refer
/// to, which other dialects take.
final class CiliumReading implements Dialect.Reading {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<CiliumPolicy> policies = new ArrayList<>();
  private final Surroundings surroundings = new Surroundings();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> type = ObjectType.of(document.root());
    if (type.isEmpty()) {
      return false;
    }
    Optional<Kind> kind = Kind.of(type.get());
    if (kind.isEmpty()) {
      surroundings.look(document, type.get());
      return false;
    }
    List<Diagnostic> complaints = new ArrayList<>(0);
    Fields root =
        Fields.of(document.root(), ObjectMeta.place(document, type.get()), Keys.EXACT, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type.get(), root);
    policies.add(new CiliumReader(kind.get(), meta, root, complaints).read());
    diagnostics.addAll(complaints);
    return true;
  }

  @Override
  public Parsed<Facts> close() {
    List<Policy> meant = new ArrayList<>();
    for (CiliumPolicy policy : policies) {
      meant.addAll(new CiliumMeaning(policy, surroundings).policies());
    }
    Facts.Kubernetes found =
        Facts.NONE.kubernetes().withPolicies(meant).withOthers(policiesOfNodes());
    return new Parsed<>(new Facts(found, Facts.NONE.azure()), diagnostics);
  }

  /// Policies that guard nodes, by name: what they say is not read.
  private List<OtherObject> policiesOfNodes() {
    return policies.stream()
        .filter(policy ->
            policy.specs().stream()
                .anyMatch(spec -> spec.subject().filter(Hosts.class::isInstance).isPresent()))
        .map(policy ->
            new OtherObject(
                "cilium.io",
                OtherObject.POLICY_OF_NODES,
                "",
                policy.name(),
                Map.of(),
                policy.where()))
        .toList();
  }
}
