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
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.HostEndpoint;
import io.seawall.model.document.Document;
import io.seawall.model.policy.NodeGuards;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One reading of one input: takes the policies of Calico and the objects of Calico that they refer
/// to, and looks at those of Kubernetes, which other dialects take.
final class CalicoReading implements Dialect.Reading {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<CalicoPolicy> policies = new ArrayList<>();
  private final Tiers tiers = new Tiers();
  private final Sets sets = new Sets();
  private final List<HostEndpoint> hosts = new ArrayList<>();
  private final List<NodeGuards.Automatic> automatic = new ArrayList<>();
  private final Felix felix = new Felix();
  private final Surroundings surroundings = new Surroundings();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> type = ObjectType.of(document.root());
    if (type.isEmpty()) {
      return false;
    }
    if (!CalicoPolicy.isOfCalico(type.get())) {
      surroundings.look(document, type.get());
      felix.look(document, type.get());
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
        HostEndpoint host = HostReader.read(meta, root, complaints);
        sets.takeHost(host);
        hosts.add(host);
      }
      case "FelixConfiguration" -> felix.take(meta, root, complaints);
      case "KubeControllersConfiguration" -> AutomaticHosts.read(root).ifPresent(automatic::add);
      case "StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy" ->
          complaints.add(staged(meta));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isAutomatic(HostEndpoint host) {
    return host.labels().containsKey("projectcalico.org/created-by");
  }

  /// Once for each file with host endpoints: files may be of several clusters.
  private List<NodePolicy> failsafe() {
    Map<String, SourceRef> places = new LinkedHashMap<>();
    hosts.forEach(host -> places.putIfAbsent(host.where().file(), host.where()));
    automatic.forEach(one -> places.putIfAbsent(one.where().file(), one.where()));
    return places.values().stream().flatMap(place -> felix.failsafe(place).stream()).toList();
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
    boolean unseen = !automatic.isEmpty() && hosts.stream().noneMatch(CalicoReading::isAutomatic);
    EndpointSelector selector = new EndpointSelector(surroundings, sets, unseen);
    Map<NamedPort, PacketSet> hostPorts = new HashMap<>();
    hosts.forEach(host ->
        host.ports().forEach((port, packets) -> hostPorts.merge(port, packets, PacketSet::or)));
    boolean guarded = !hosts.isEmpty() || !automatic.isEmpty();
    List<Policy> meant = new ArrayList<>();
    List<NodePolicy> ofNodes = new ArrayList<>(guarded ? failsafe() : List.of());
    for (CalicoPolicy policy : policies) {
      CalicoMeaning meaning =
          new CalicoMeaning(policy, tiers, selector, surroundings.backends(), hostPorts);
      meant.addAll(meaning.policies());
      if (guarded) {
        ofNodes.addAll(HostMeaning.of(policy, meaning));
      }
    }
    Facts.Kubernetes found =
        Facts.NONE
            .kubernetes()
            .withPolicies(meant)
            .withGuards(new NodeGuards(hosts, ofNodes, automatic, felix.fromOwnPods(), List.of()));
    return new Parsed<>(new Facts(found, Facts.NONE.azure()), diagnostics);
  }
}
