package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.DestinationRule;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Note;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which clients of a workload do not show their certificate, since a DestinationRule has them
/// connect otherwise.
///
/// The rule of the client's own namespace counts, then that of the Service's, then that of the root
/// namespace; of several the one whose host is the narrowest.
///
/// Source: Istio documentation, "Destination Rule" and "Understanding TLS Configuration" (a mode
/// that is written replaces auto mTLS); Istio source, pilot/pkg/model/push_context.go
/// (`destinationRule`).
final class Clients {
  private static final Set<String> SHOWING = Set.of("ISTIO_MUTUAL");
  private static final String TOP = "spec.trafficPolicy.tls.mode";

  private final List<DestinationRule> rules;
  private final List<Service> services;
  private final Set<String> namespaces;
  private final String root;

  /// @param namespaces of the clients that there are
  Clients(
      List<DestinationRule> rules, List<Service> services, Set<String> namespaces, String root) {
    this.rules = rules;
    this.services = services;
    this.namespaces = new TreeSet<>(namespaces);
    this.root = root;
  }

  /// The namespaces whose pods show no certificate to the workload, with whether that is so for
  /// every connection.
  ///
  /// @param notes grows with each rule that makes them
  Map<String, Boolean> hidden(Workload workload, List<Note> notes) {
    Map<String, Boolean> hidden = new LinkedHashMap<>();
    if (rules.isEmpty()) {
      return hidden;
    }
    rules.stream()
        .filter(rule -> hides(rule) && speaksOf(rule, workload.id().namespace()))
        .map(Clients::note)
        .forEach(notes::add);
    for (Service service : services) {
      if (service.selects(workload)) {
        for (String namespace : namespaces) {
          winner(service, namespace)
              .filter(Clients::hides)
              .ifPresent(rule -> hidden.merge(namespace, hidesAlways(rule), Boolean::logicalAnd));
        }
      }
    }
    return hidden;
  }

  /// Whether the host of the rule may be a Service of the namespace.
  private static boolean speaksOf(DestinationRule rule, String namespace) {
    return rule.host().startsWith("*")
        || rule.host().contains("." + namespace + ".")
        || rule.host().endsWith("." + namespace)
        || (rule.host().indexOf('.') < 0 && rule.namespace().equals(namespace));
  }

  private static Note note(DestinationRule rule) {
    return new Note(
        Note.Kind.BREAKS,
        "DestinationRule "
            + rule.namespace()
            + "/"
            + rule.name()
            + " has clients connect to "
            + rule.host()
            + " without mutual TLS ("
            + String.join(", ", rule.modes().keySet())
            + "): where it is required they fail, elsewhere they send plain text",
        rule.where());
  }

  private static boolean hides(DestinationRule rule) {
    return rule.modes().values().stream().anyMatch(mode -> !SHOWING.contains(mode));
  }

  private static boolean hidesAlways(DestinationRule rule) {
    return rule.modes().containsKey(TOP)
        && rule.modes().values().stream().noneMatch(SHOWING::contains);
  }

  private Optional<DestinationRule> winner(Service service, String client) {
    List<String> scopes = new ArrayList<>();
    if (!client.equals(root)) {
      scopes.add(client);
    }
    scopes.add(service.namespace());
    scopes.add(root);
    return scopes.stream()
        .map(scope -> narrowest(scope, service))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<DestinationRule> narrowest(String namespace, Service service) {
    String full = service.name() + "." + service.namespace() + ".svc.cluster.local";
    return rules.stream()
        .filter(rule -> rule.namespace().equals(namespace) && fits(rule, service, full))
        .max(
            Comparator.<DestinationRule>comparingInt(rule -> rule.host().startsWith("*") ? 0 : 1)
                .thenComparingInt(rule -> rule.host().length()));
  }

  private static boolean fits(DestinationRule rule, Service service, String full) {
    String host = rule.host();
    if (host.startsWith("*")) {
      return full.endsWith(host.substring(1));
    }
    boolean isShort = host.indexOf('.') < 0;
    return host.equals(full)
        || (isShort
            ? host.equals(service.name()) && rule.namespace().equals(service.namespace())
            : full.startsWith(host + ".") && host.startsWith(service.name() + "."));
  }

  /// The peers of a rule, as the proxy sees them that hides some.
  static Peers seen(Peers peers, Map<String, Boolean> hidden) {
    if (hidden.isEmpty()) {
      return peers;
    }
    return peers.with(part -> part instanceof Peers.Identified ? shownBy(part, hidden) : part);
  }

  /// Those of these who show their certificates to the proxy.
  private static Peers shownBy(Peers peers, Map<String, Boolean> hidden) {
    List<Peers> all = new ArrayList<>(List.of(peers));
    hidden.forEach((namespace, always) -> all.add(not(namespace, always)));
    return new Peers.AllOf(all);
  }

  private static Peers not(String namespace, boolean always) {
    Peers those = new Peers.Identified(LabelTest.equalTo(Identity.NAMESPACE, namespace));
    return new Peers.Not(
        always
            ? those
            : new Peers.AllOf(
                List.of(
                    new Peers.Unknown("which connections a DestinationRule speaks of"), those)));
  }
}
