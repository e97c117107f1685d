package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The TLS mode that clients of Istio are told to use towards a Service. Source: Istio, Destination
/// Rule.
record DestinationRules(Objects objects) {

  /// The mode, empty where nothing is said. Source: Istio, Destination Rule, TrafficPolicy: the
  /// settings of a port of the Service take the place of all others.
  Optional<String> mode(Subject client, Tree service, int servicePort, String root) {
    var policies =
        rules(client, service, root).stream()
            .map(rule -> rule.at("spec").at("trafficPolicy"))
            .filter(policy -> !policy.isAbsent())
            .toList();
    var ofPort =
        policies.stream()
            .flatMap(policy -> policy.at("portLevelSettings").items().stream())
            .filter(it ->
                it.at("port").at("number").number().filter(no -> no == servicePort).isPresent())
            .findFirst();
    return ofPort
        .or(() -> policies.stream().findFirst())
        .flatMap(policy -> policy.at("tls").at("mode").text());
  }

  /// Source: Istio, Destination Rule, `exportTo`, and Traffic Management, "Rule lookup": the
  /// client's namespace, unless it is the root, then that of the Service, then the root; the most
  /// specific host; rules of one host merge, the oldest first.
  private List<Tree> rules(Subject client, Tree service, String root) {
    var namespace = Objects.namespaceOf(service);
    return Stream.of(
            client.namespace().equals(root) ? List.<Tree>of() : in(client.namespace(), service),
            exported(in(namespace, service), client),
            exported(in(root, service), client))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .map(DestinationRules::ofLongestHost)
        .orElse(List.of());
  }

  private List<Tree> in(String namespace, Tree service) {
    return objects.of("networking.istio.io", "DestinationRule").stream()
        .filter(rule -> Objects.namespaceOf(rule).equals(namespace))
        .filter(rule -> isFor(host(rule), namespace, service))
        .sorted(
            Comparator.comparing(
                    (Tree rule) -> rule.at("metadata").at("creationTimestamp").text().orElse(""))
                .thenComparing(Objects::nameOf))
        .toList();
  }

  private static String host(Tree rule) {
    return rule.at("spec").at("host").text().orElse("");
  }

  /// Source: Istio, Destination Rule, `host`: a short name is of the rule's namespace.
  private static boolean isFor(String host, String namespace, Tree service) {
    var own = Objects.nameOf(service) + "." + Objects.namespaceOf(service) + ".svc.cluster.local";
    if (host.contains("*")) {
      return Patterns.matches(host, own);
    }
    var dots = host.chars().filter(letter -> letter == '.').count();
    var full =
        switch ((int) dots) {
          case 0 -> host + "." + namespace + ".svc.cluster.local";
          case 1 -> host + ".svc.cluster.local";
          case 2 -> host + ".cluster.local";
          default -> host;
        };
    return full.equals(own);
  }

  private static List<Tree> exported(List<Tree> rules, Subject client) {
    return rules.stream()
        .filter(rule -> {
          var to = Objects.texts(rule.at("spec").at("exportTo"));
          return to.isEmpty()
              || to.contains("*")
              || to.contains(client.namespace())
              || (to.contains(".") && Objects.namespaceOf(rule).equals(client.namespace()));
        })
        .toList();
  }

  private static List<Tree> ofLongestHost(List<Tree> rules) {
    var longest =
        rules.stream()
            .map(DestinationRules::host)
            .max(
                Comparator.comparing((String host) -> !host.contains("*"))
                    .thenComparingInt(String::length))
            .orElseThrow();
    return rules.stream().filter(rule -> host(rule).equals(longest)).toList();
  }
}
