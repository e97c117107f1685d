package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Service;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One reading of one input: sorts objects by what they are and keeps the facts.
final class KubernetesReading implements Dialect.Reading {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Namespace> namespaces = new ArrayList<>();
  private final WorkloadReader workloads = new WorkloadReader();
  private final List<Service> services = new ArrayList<>();
  private final List<EndpointSlice> endpointSlices = new ArrayList<>();
  private final List<Ingress> ingresses = new ArrayList<>();
  private final List<IngressClass> ingressClasses = new ArrayList<>();
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private final List<OtherObject> others = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    List<Mapping> readings = Readings.of(document.root());
    if (readings.size() == 1) {
      return accept(document, document.root(), diagnostics);
    }
    Set<Diagnostic> once = new LinkedHashSet<>();
    boolean taken = false;
    for (Mapping reading : readings) {
      taken |= accept(new Document(document.file(), reading), document.root(), once);
    }
    diagnostics.addAll(once);
    return taken;
  }

  /// @param written the root of the document, with all that it says
  private boolean accept(Document document, Mapping written, Collection<Diagnostic> about) {
    Optional<ObjectType> type = ObjectType.of(document.root());
    if (type.isEmpty()) {
      return false;
    }
    SourceRef where = ObjectMeta.place(document, type.get());
    List<Diagnostic> complaints = new ArrayList<>(0);
    if (!written.equals(document.root())) {
      Readings.report(written, where, complaints);
    }
    Fields root = Fields.of(document.root(), where, Keys.EXACT, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type.get(), root);
    if (!type.get().isServed()) {
      complaints.add(notServed(meta, root));
    }
    take(document.root(), meta, root, complaints);
    about.addAll(complaints);
    return true;
  }

  private void take(Mapping document, ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    switch (meta.type().known()) {
      case NAMESPACE -> namespaces.add(ClusterReader.namespace(meta));
      case NODE -> nodes.add(ClusterReader.node(meta, root));
      case POD -> workloads.pod(meta, root);
      case DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET, REPLICATION_CONTROLLER ->
          workloads.controller(meta, root);
      case JOB -> workloads.job(meta, root);
      case CRON_JOB -> workloads.cronJob(meta, root);
      case SERVICE -> services.add(ServiceReader.service(meta, root));
      case ENDPOINTS -> endpointSlices.addAll(ServiceReader.endpoints(meta, root));
      case ENDPOINT_SLICE -> endpointSlices.add(ServiceReader.slice(meta, root));
      case INGRESS -> ingresses.add(IngressReader.ingress(meta, root));
      case INGRESS_CLASS -> ingressClasses.add(IngressReader.ingressClass(meta, root));
      case NETWORK_POLICY ->
          policies.addAll(
              NetworkPolicyMeaning.of(NetworkPolicyReader.read(meta, root, complaints)));
      case SECRET -> others.add(ClusterReader.secret(meta));
      case OTHER -> {
        others.add(ClusterReader.other(meta));
        if (WorkloadReader.makesPods(document)) {
          workloads.controller(meta, root);
        }
      }
    }
  }

  private static Diagnostic notServed(ObjectMeta meta, Fields root) {
    ObjectType type = meta.type();
    return Diagnostic.warning(
        "API_NOT_SERVED",
        root.where("apiVersion"),
        type.apiVersion(),
        type.current(),
        type.removedIn()
            .map(release ->
                "Kubernetes " + release + " and later refuse it; read as " + type.current())
            .orElse("no release of Kubernetes serves it; read as " + type.current()));
  }

  @Override
  public Parsed<Facts> close() {
    Facts.Kubernetes kubernetes =
        new Facts.Kubernetes(
            namespaces,
            workloads.close(diagnostics),
            services,
            endpointSlices,
            ingresses,
            ingressClasses,
            nodes,
            policies,
            others);
    return new Parsed<>(new Facts(kubernetes, Facts.NONE.azure()), diagnostics);
  }
}
