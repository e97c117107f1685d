package io.seawall.dialects.calico;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.calico.CalicoPolicy.Kind;
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
import java.util.Optional;

/// One reading of one input: takes the policies of Calico and the objects of Calico that they refer
/// to, and looks at those of Kubernetes, which other dialects take.
final class CalicoReading implements Dialect.Reading {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<CalicoPolicy> policies = new ArrayList<>();
  private final Tiers tiers = new Tiers();
  private final Sets sets = new Sets();
  private final List<OtherObject> hosts = new ArrayList<>();
  private final Surroundings surroundings = new Surroundings();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> type = ObjectType.of(document.root());
    if (type.isEmpty()) {
      return false;
    }
    if (!CalicoPolicy.isOfCalico(type.get())) {
      surroundings.look(document, type.get());
      return false;
    }
    List<Diagnostic> complaints = new ArrayList<>(0);
    Fields root =
        Fields.of(document.root(), ObjectMeta.place(document, type.get()), Keys.EXACT, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type.get(), root);
    boolean taken = take(meta, root, complaints);
    if (taken) {
      diagnostics.addAll(complaints);
    }
    return taken;
  }

  private boolean take(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    Optional<Kind> kind = Kind.of(meta.type());
    if (kind.isPresent()) {
      policies.add(new CalicoReader(kind.get(), meta, root, complaints).read());
      return true;
    }
    switch (meta.type().kind()) {
      case "Tier" -> tiers.take(meta, root, complaints);
      case "NetworkSet" -> sets.takeSet(meta, false, root, complaints);
      case "GlobalNetworkSet" -> sets.takeSet(meta, true, root, complaints);
      case "HostEndpoint" -> {
        sets.takeHost(meta, root, complaints);
        hosts.add(host(meta));
      }
      case "StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy" ->
          complaints.add(staged(meta));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static OtherObject host(ObjectMeta meta) {
    return new OtherObject(
        meta.type().group(), meta.type().kind(), "", meta.name(), meta.labels(), meta.where());
  }

  private static Diagnostic staged(ObjectMeta meta) {
    return Diagnostic.note(
        "STAGED_POLICY",
        meta.where(),
        "a staged policy",
        "a policy in force",
        "Calico reports what it would do and enforces nothing of it");
  }

  @Override
  public Parsed<Facts> close() {
    EndpointSelector selector = new EndpointSelector(surroundings, sets);
    List<Policy> meant = new ArrayList<>();
    for (CalicoPolicy policy : policies) {
      meant.addAll(new CalicoMeaning(policy, tiers, selector, surroundings.backends()).policies());
      if (!hosts.isEmpty()) {
        meant.addAll(ForwardMeaning.of(policy));
      }
    }
    Facts.Kubernetes found = Facts.NONE.kubernetes().withPolicies(meant).withOthers(hosts);
    return new Parsed<>(new Facts(found, Facts.NONE.azure()), diagnostics);
  }
}
