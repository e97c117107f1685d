package io.seawall.dialects.calico;

import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Cidr;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;

/// A policy of Calico as written.
///
/// @param namespace empty for one of the whole cluster, or if it cannot be read
/// @param tier the name of its tier
/// @param order the lowest is asked first; infinite if none is written
/// @param types `types`; empty if none are written
/// @param defaulted whether the group fills in what is left out: objects of the group
///   `crd.projectcalico.org` are as somebody stored them
/// @param refused the place of the first complaint after which Calico would not take the object
record CalicoPolicy(
    Kind kind,
    Optional<String> namespace,
    String name,
    String tier,
    double order,
    Subject subject,
    List<Direction> types,
    boolean defaulted,
    List<Rule> ingress,
    List<Rule> egress,
    Hook hook,
    Optional<SourceRef> refused,
    SourceRef where) {
  CalicoPolicy {
    types = List.copyOf(types);
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }

  List<Rule> rules(Direction direction) {
    return switch (direction) {
      case INGRESS -> ingress;
      case EGRESS -> egress;
    };
  }

  /// The kinds of policies that Calico enforces.
  enum Kind {
    /// `NetworkPolicy` of Calico's groups.
    NAMESPACED("NetworkPolicy", "Calico NetworkPolicy"),
    /// `GlobalNetworkPolicy`.
    GLOBAL("GlobalNetworkPolicy", "GlobalNetworkPolicy");

    private final String text;
    private final String title;

    Kind(String text, String title) {
      this.text = text;
      this.title = title;
    }

    /// How it is shown: unlike the kind of Kubernetes that has the same name.
    String title() {
      return title;
    }

    static Optional<Kind> of(ObjectType type) {
      if (isOfCalico(type)) {
        for (Kind kind : values()) {
          if (kind.text.equals(type.kind())) {
            return Optional.of(kind);
          }
        }
      }
      return Optional.empty();
    }
  }

  /// Whether a group is Calico's: that of its API server, or that of the objects in which it keeps
  /// them.
  static boolean isOfCalico(ObjectType type) {
    return type.group().equals("projectcalico.org") || type.group().equals("crd.projectcalico.org");
  }

  /// Whom it picks: endpoints that all of these select.
  record Subject(
      Optional<Selector> selector, Optional<Selector> namespaces, Optional<Selector> accounts) {}

  /// Where on the way of a packet it is asked, besides the endpoint itself.
  record Hook(boolean applyOnForward, boolean preDnat, boolean doNotTrack) {}

  /// What becomes of a packet that a rule matches.
  enum Action {
    ALLOW("Allow"),
    DENY("Deny"),
    /// No policy of this tier is asked any more.
    PASS("Pass"),
    /// Written to a log; the next rule is asked.
    LOG("Log");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    static Optional<Action> of(String text) {
      for (Action action : values()) {
        if (action.text.equals(text)) {
          return Optional.of(action);
        }
      }
      return Optional.empty();
    }
  }

  /// One item of `ingress` or `egress`: all parts of it must match.
  ///
  /// @param http whether it asks for HTTP requests
  record Rule(
      Action action,
      Match match,
      Entity source,
      Entity destination,
      boolean http,
      SourceRef where) {}

  /// What a rule asks of a packet besides its ends.
  record Match(
      Optional<Protocol> protocol,
      Optional<Protocol> notProtocol,
      Optional<Icmp> icmp,
      Optional<Icmp> notIcmp,
      Optional<Integer> ipVersion) {}

  /// `icmp` or `notICMP`; without a type it means every packet of the protocol.
  record Icmp(Optional<Integer> type, Optional<Integer> code) {}

  /// One end of a packet: all parts of it must match. Empty lists ask nothing.
  record Entity(
      Optional<Selector> selector,
      Optional<Selector> notSelector,
      Optional<Selector> namespaces,
      Optional<Accounts> accounts,
      Optional<ServiceName> service,
      List<Cidr> nets,
      List<Cidr> notNets,
      List<Port> ports,
      List<Port> notPorts,
      List<String> domains) {
    /// Any end.
    static final Entity ANY =
        new Entity(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    Entity {
      nets = List.copyOf(nets);
      notNets = List.copyOf(notNets);
      ports = List.copyOf(ports);
      notPorts = List.copyOf(notPorts);
      domains = List.copyOf(domains);
    }
  }

  /// Service accounts of one of these names (any, if there are none) that the selector selects.
  record Accounts(List<String> names, Optional<Selector> selector) {
    Accounts {
      names = List.copyOf(names);
    }
  }

  /// A Service.
  ///
  /// @param namespace empty means that of the policy
  record ServiceName(Optional<String> namespace, String name) {}

  /// Ports of one end.
  sealed interface Port {
    /// From `first` to `last`, both included; one port if they are equal.
    record Range(int first, int last) implements Port {}

    /// A port by the name that the pod gives it.
    record Named(String name) implements Port {}
  }
}
