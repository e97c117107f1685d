package io.seawall.oracle;

import io.seawall.oracle.AdminPolicies.Asked;
import io.seawall.oracle.Endpoint.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which packets a rule of Calico matches. Source: Calico documentation, resource reference of
/// NetworkPolicy, "Rule", "ICMP", "EntityRule", "Selectors" and "Ports".
///
/// Service accounts, Services and HTTP are refused.
final class CalicoRules {
  private static final Set<String> REFUSED = Set.of("http", "serviceAccounts", "services");
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("ICMP", 1, "TCP", 6, "UDP", 17, "ICMPv6", 58, "SCTP", 132, "UDPLite", 136);

  private final List<Tree> sets;
  private final Cluster cluster;

  /// One end of a packet.
  private record End(Endpoint endpoint, Ip ip, int port) {}

  /// A set of resources that a selector is matched against.
  ///
  /// @param own the namespace of the policy; empty for a global one
  /// @param namespaces as written, if it is
  private record Scope(String own, Optional<String> namespaces) {}

  CalicoRules(Documents documents, Cluster cluster) {
    this.sets =
        Stream.of("NetworkSet", "GlobalNetworkSet", "HostEndpoint")
            .flatMap(kind -> documents.kind(kind).stream())
            .toList();
    this.cluster = cluster;
  }

  /// All criteria must match.
  ///
  /// @param namespace of the policy; empty for a global one
  boolean matches(Tree rule, String namespace, Asked asked) {
    return matches(rule, namespace, asked.flow());
  }

  /// All criteria must match.
  ///
  /// @param namespace of the policy; empty for a global one
  boolean matches(Tree rule, String namespace, Flow flow) {
    if (REFUSED.stream()
        .anyMatch(field ->
            !rule.at(field).isAbsent()
                || !rule.at("source").at(field).isAbsent()
                || !rule.at("destination").at(field).isAbsent())) {
      throw new IllegalArgumentException("no rule for " + REFUSED);
    }
    if (!protocolMatches(rule, flow)
        || !(rule.at("ipVersion").isAbsent()
            || rule.at("ipVersion").number().orElseThrow() == flow.source().family())) {
      return false;
    }
    var source = new End(flow.from(), flow.source(), flow.sourcePort());
    var destination = new End(flow.to(), flow.destination(), flow.destinationPort());
    return entityMatches(rule.at("source"), namespace, source, flow)
        && entityMatches(rule.at("destination"), namespace, destination, flow);
  }

  private static boolean protocolMatches(Tree rule, Flow flow) {
    return (rule.at("protocol").isAbsent() || isProtocol(rule.at("protocol"), flow))
        && (rule.at("notProtocol").isAbsent() || !isProtocol(rule.at("notProtocol"), flow))
        && (rule.at("icmp").isAbsent() || isIcmp(rule.at("icmp"), flow))
        && (rule.at("notICMP").isAbsent() || !isIcmp(rule.at("notICMP"), flow));
  }

  private static boolean isProtocol(Tree written, Flow flow) {
    var number =
        written.isNumber()
            ? written.number()
            : written.text().map(name -> Optional.ofNullable(PROTOCOLS.get(name)).orElseThrow());
    return number.orElseThrow() == flow.protocol();
  }

  private static boolean isIcmp(Tree icmp, Flow flow) {
    return (icmp.at("type").isAbsent()
            || icmp.at("type").number().orElseThrow() == flow.sourcePort())
        && (icmp.at("code").isAbsent()
            || icmp.at("code").number().orElseThrow() == flow.destinationPort());
  }

  private boolean entityMatches(Tree entity, String namespace, End end, Flow flow) {
    var netsMatch =
        (isEmpty(entity, "nets") || isIn(entity.at("nets"), end.ip()))
            && (isEmpty(entity, "notNets") || !isIn(entity.at("notNets"), end.ip()));
    var portsMatch =
        (isEmpty(entity, "ports") || isAt(entity.at("ports"), end, flow))
            && (isEmpty(entity, "notPorts") || !isAt(entity.at("notPorts"), end, flow));
    return netsMatch
        && portsMatch
        && isSelected(entity, new Scope(namespace, entity.at("namespaceSelector").text()), end);
  }

  /// An empty list is none: the API leaves it out (`omitempty`).
  private static boolean isEmpty(Tree entity, String list) {
    return entity.at(list).items().isEmpty();
  }

  private static boolean isIn(Tree nets, Ip ip) {
    return nets.items().stream().anyMatch(net -> Cidr.of(net.text().orElseThrow()).contains(ip));
  }

  /// A number, `first:last`, or the name of a port of the endpoint, for the packet's protocol.
  private static boolean isAt(Tree ports, End end, Flow flow) {
    return ports.items().stream()
        .anyMatch(port -> {
          if (port.isNumber()) {
            return port.number().orElseThrow() == end.port();
          }
          var text = port.text().orElseThrow();
          var colon = text.indexOf(':');
          return colon < 0
              ? end.endpoint() instanceof Pod pod
                  && pod.ports().stream()
                      .anyMatch(own ->
                          own.name().equals(text)
                              && own.protocol().equals(flow.kubernetesProtocol())
                              && own.number() == end.port())
              : Integer.parseInt(text.substring(0, colon)) <= end.port()
                  && end.port() <= Integer.parseInt(text.substring(colon + 1));
        });
  }

  /// `selector` and `namespaceSelector` match resources of the scope. `notSelector` alone matches
  /// packets of anywhere but what it selects; where there is a scope, a namespaced policy's own
  /// included, it "namespaces the rule's selector", so that only resources of the scope match.
  /// Source: "Understanding notSelector"; Calico source, updateprocessors, RuleAPIV2ToBackend.
  private boolean isSelected(Tree entity, Scope scope, End end) {
    var positive = entity.at("selector");
    var negative = entity.at("notSelector");
    var isScoped = !scope.own().isEmpty() || scope.namespaces().isPresent();
    var asks = !positive.isAbsent() || scope.namespaces().isPresent();
    var isMeant =
        !(asks || (isScoped && !negative.isAbsent()))
            || isSelected(positive.text().orElse("all()"), scope, end);
    return isMeant
        && (negative.isAbsent()
            || !isSelected(negative.text().orElseThrow(), new Scope("", Optional.empty()), end));
  }

  /// Endpoints by their labels, and network sets by their own, which mean the addresses in them. A
  /// host endpoint means its `expectedIPs`. Source: resource reference of HostEndpoint, note.
  private boolean isSelected(String selector, Scope scope, End end) {
    var asPod =
        end.endpoint() instanceof Pod pod
            && isInScope(scope, Optional.of(pod.namespace()))
            && CalicoSelector.matches(selector, labelsOf(pod));
    return asPod
        || sets.stream()
            .anyMatch(set ->
                (isIn(set.at("spec").at("nets"), end.ip())
                        || isIn(set.at("spec").at("expectedIPs"), end.ip()))
                    && isInScope(scope, namespaceOf(set))
                    && CalicoSelector.matches(selector, labelsOf(set)));
  }

  private static Optional<String> namespaceOf(Tree set) {
    return set.at("kind").text().orElseThrow().equals("NetworkSet")
        ? Optional.of(Cluster.namespaceOf(set))
        : Optional.empty();
  }

  /// Source: "Understanding scopes": without `namespaceSelector`, the namespace of a NetworkPolicy,
  /// and everything for a global policy; `global()` is what has no namespace, `all()` what has one.
  /// Any other one is matched against the labels of the namespace, which without one are none:
  /// Calico source, updateprocessors, parseSelectorAttachPrefix.
  private boolean isInScope(Scope scope, Optional<String> namespace) {
    if (scope.namespaces().isEmpty()) {
      return scope.own().isEmpty() || namespace.filter(scope.own()::equals).isPresent();
    }
    var selector = scope.namespaces().get().strip();
    return switch (selector) {
      case "global()" -> namespace.isEmpty();
      case "all()" -> namespace.isPresent();
      default ->
          CalicoSelector.matches(selector, namespace.map(this::labelsOfNamespace).orElse(Map.of()));
    };
  }

  /// Source: EntityRule.namespaceSelector: `projectcalico.org/name` is the name of a namespace.
  Map<String, String> labelsOfNamespace(String namespace) {
    var labels = new LinkedHashMap<>(cluster.labelsOfNamespace(namespace));
    labels.put("projectcalico.org/name", namespace);
    return labels;
  }

  /// Source: resource reference of GlobalNetworkPolicy: `projectcalico.org/namespace`; of
  /// WorkloadEndpoint: `projectcalico.org/orchestrator`.
  static Map<String, String> labelsOf(Pod pod) {
    var labels = new LinkedHashMap<>(pod.labels());
    labels.put("projectcalico.org/namespace", pod.namespace());
    labels.put("projectcalico.org/orchestrator", "k8s");
    return labels;
  }

  private static Map<String, String> labelsOf(Tree set) {
    var labels = new LinkedHashMap<>(set.at("metadata").at("labels").texts());
    namespaceOf(set).ifPresent(name -> labels.put("projectcalico.org/namespace", name));
    return labels;
  }
}
