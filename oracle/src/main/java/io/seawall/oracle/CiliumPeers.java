package io.seawall.oracle;

import io.seawall.oracle.AdminPolicies.Asked;
import io.seawall.oracle.CiliumPolicies.Scope;
import io.seawall.oracle.Endpoint.Node;
import io.seawall.oracle.Endpoint.Outside;
import io.seawall.oracle.Endpoint.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whom a rule of Cilium means by its members of layer 3. Source: Cilium documentation, Layer 3
/// Policies.
final class CiliumPeers {
  private static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String NAMESPACE_LABELS = "io.cilium.k8s.namespace.labels.";
  private static final Set<String> REFUSED =
      Set.of(
          "fromRequires",
          "toRequires",
          "fromGroups",
          "toGroups",
          "fromNodes",
          "toNodes",
          "authentication");

  /// Source: IANA, special-purpose address registries.
  private static final List<Cidr> LINK_LOCAL =
      List.of(Cidr.of("169.254.0.0/16"), Cidr.of("fe80::/10"));

  private final List<Tree> services;
  private final List<Tree> groups;
  private final Cluster cluster;

  CiliumPeers(Documents documents, Cluster cluster) {
    this.services = documents.kind("Service");
    this.groups = documents.kind("CiliumCIDRGroup");
    this.cluster = cluster;
  }

  /// Whether the members of layer 3 match the peer; empty if there are none, which is every peer.
  /// Source: Layer 4 Policies, "to any layer 3 destination".
  Optional<Answer> match(Tree item, Scope scope, Asked asked) {
    var toOrFrom = asked.direction().peers;
    item.fields().keySet().stream()
        .filter(REFUSED::contains)
        .findFirst()
        .ifPresent(field -> {
          throw new IllegalArgumentException("no rule for " + field);
        });
    return Stream.of("Endpoints", "Entities", "CIDR", "CIDRSet", "Services", "FQDNs")
        .filter(member -> !item.at(toOrFrom + member).isAbsent())
        .map(member -> anyOf(item.at(toOrFrom + member), member, scope, asked))
        .reduce(Answer::or);
  }

  private Answer anyOf(Tree list, String member, Scope scope, Asked asked) {
    if (list.items().isEmpty()) {
      throw new IllegalArgumentException("no rule for an empty list of " + member);
    }
    return list.items().stream()
        .map(one ->
            switch (member) {
              case "Endpoints" -> ofEndpoints(one, scope, asked);
              case "Entities" -> ofEntity(one.text().orElseThrow(), asked);
              case "CIDR" -> Answer.of(outside(asked) && holds(one, asked));
              case "CIDRSet" -> Answer.of(outside(asked) && inSet(one, asked));
              case "Services" -> ofService(one, asked);
              default -> outside(asked) ? Answer.OPEN : Answer.NO;
            })
        .reduce(Answer.NO, Answer::or);
  }

  /// CIDR rules, and those of names, which become such, do not select pods or nodes. Source: Layer
  /// 3 Policies, IP/CIDR based, "By default, CIDR-based selectors do not match in-cluster entities
  /// (pods or nodes)"; DNS based.
  private static boolean outside(Asked asked) {
    return asked.peer() instanceof Outside;
  }

  private static Ip addressOf(Asked asked) {
    return switch (asked.direction()) {
      case INGRESS -> asked.flow().source();
      case EGRESS -> asked.flow().destination();
    };
  }

  private static boolean holds(Tree cidr, Asked asked) {
    return Cidr.of(cidr.text().orElseThrow()).contains(addressOf(asked));
  }

  /// Source: CIDRRule of the API: exceptions are only applied to the block of their own item; a
  /// group stands for its blocks.
  private boolean inSet(Tree item, Asked asked) {
    var group = item.at("cidrGroupRef").text();
    var blocks =
        group
            .map(name ->
                groups.stream()
                    .filter(one -> Cluster.nameOf(one).equals(name))
                    .flatMap(one -> one.at("spec").at("externalCIDRs").items().stream()))
            .orElseGet(() -> Stream.of(item.at("cidr")));
    return blocks.anyMatch(block -> holds(block, asked))
        && item.at("except").items().stream().noneMatch(hole -> holds(hole, asked));
  }

  /// Source: Layer 3 Policies, Entities based. In this world every pod is managed by Cilium, and
  /// nobody is initializing, a health endpoint or the proxy for ingress. Which address the API
  /// server has, the texts do not say; AKS runs it outside of the cluster's nodes.
  private static Answer ofEntity(String entity, Asked asked) {
    var peer = asked.peer();
    var isHost = peer instanceof Node && peer.nodeName().equals(asked.subject().nodeName());
    return switch (entity) {
      case "all" -> Answer.YES;
      case "cluster" -> Answer.of(!(peer instanceof Outside));
      case "world" -> Answer.of(peer instanceof Outside);
      case "host" -> Answer.of(isHost);
      case "remote-node" -> Answer.of(peer instanceof Node && !isHost);
      case "kube-apiserver" ->
          peer instanceof Outside && mayServe(addressOf(asked)) ? Answer.OPEN : Answer.NO;
      case "init", "health", "unmanaged", "ingress", "none" -> Answer.NO;
      default -> throw new IllegalArgumentException("no entity " + entity);
    };
  }

  /// Source: Kubernetes API, EndpointAddress.ip, which may not be link-local; Azure's platform
  /// address is not a server of the customer.
  private static boolean mayServe(Ip ip) {
    return !ip.equals(ServiceTags.HOST)
        && LINK_LOCAL.stream().noneMatch(block -> block.contains(ip));
  }

  /// Source: Using Kubernetes Constructs in Policy, Namespaces: in a CiliumNetworkPolicy the
  /// selector picks pods of the policy's namespace unless it names another one; cluster-wide it
  /// picks pods of all namespaces. Labels of namespaces are for cluster-wide policies; elsewhere
  /// they "will be ignored", which may be said of the label or of the selector.
  private Answer ofEndpoints(Tree selector, Scope scope, Asked asked) {
    if (keysOf(selector).anyMatch(key -> key.startsWith("reserved:"))) {
      return Answer.of(carries(reserved(asked), selector));
    }
    if (!(asked.peer() instanceof Pod pod)) {
      return Answer.NO;
    }
    var keys = keysOf(selector).map(CiliumPeers::withoutSource).toList();
    if (!scope.isClusterWide() && keys.stream().anyMatch(key -> key.startsWith(NAMESPACE_LABELS))) {
      return Answer.OPEN;
    }
    var inScope =
        scope.isClusterWide()
            || keys.contains(POD_NAMESPACE)
            || scope.namespace().equals(pod.namespace());
    return Answer.of(inScope && carries(pod, selector));
  }

  /// Source: Cilium, Terminology, Special Identities: who is not a managed pod has one label, with
  /// the source `reserved`.
  private static Map<String, String> reserved(Asked asked) {
    return switch (asked.peer()) {
      case Pod _ -> Map.of();
      case Outside _ -> Map.of("reserved:world", "");
      case Node node ->
          node.nodeName().equals(asked.subject().nodeName())
              ? Map.of("reserved:host", "")
              : Map.of("reserved:remote-node", "");
    };
  }

  /// Whether the selector picks this pod by its labels.
  boolean carries(Pod pod, Tree selector) {
    return carries(labelsOf(pod), selector);
  }

  private static boolean carries(Map<String, String> labels, Tree selector) {
    return Selectors.matches(selector, labels);
  }

  /// A key without a source, or with `any`, means a label of any source. Source: Cilium,
  /// Terminology, Labels.
  private Map<String, String> labelsOf(Pod pod) {
    var labels = new LinkedHashMap<>(pod.labels());
    labels.put(POD_NAMESPACE, pod.namespace());
    cluster
        .labelsOfNamespace(pod.namespace())
        .forEach((key, value) -> labels.put(NAMESPACE_LABELS + key, value));
    var spelt = new LinkedHashMap<String, String>(labels);
    labels.forEach((key, value) -> {
      spelt.put("k8s:" + key, value);
      spelt.put("any:" + key, value);
    });
    return spelt;
  }

  private static Stream<String> keysOf(Tree selector) {
    return Stream.concat(
        selector.at("matchLabels").fields().keySet().stream(),
        selector.at("matchExpressions").items().stream()
            .map(requirement -> requirement.at("key").text().orElseThrow()));
  }

  private static String withoutSource(String key) {
    return key.substring(key.indexOf(':') + 1);
  }

  /// The selector of the service as an endpoint selector in its namespace. Source: Layer 3
  /// Policies, Services based, of release 1.17 and later, which all supported versions of AKS have.
  private Answer ofService(Tree item, Asked asked) {
    return Answer.of(
        asked.peer() instanceof Pod pod
            && services.stream()
                .filter(service -> names(item, service))
                .anyMatch(service -> leadsTo(service, pod)));
  }

  /// What is behind a Service without a selector, the texts do not say.
  private static boolean leadsTo(Tree service, Pod pod) {
    var selector = service.at("spec").at("selector").texts();
    if (selector.isEmpty()) {
      throw new IllegalArgumentException("no rule for a Service without a selector");
    }
    return Cluster.namespaceOf(service).equals(pod.namespace())
        && pod.labels().entrySet().containsAll(selector.entrySet());
  }

  private static boolean names(Tree item, Tree service) {
    var byName = item.at("k8sService");
    var byLabels = item.at("k8sServiceSelector");
    var namespace = (byName.isAbsent() ? byLabels : byName).at("namespace").text().orElseThrow();
    return namespace.equals(Cluster.namespaceOf(service))
        && (byName.isAbsent()
            ? Selectors.matches(
                byLabels.at("selector"), service.at("metadata").at("labels").texts())
            : byName.at("serviceName").text().orElseThrow().equals(Cluster.nameOf(service)));
  }
}
