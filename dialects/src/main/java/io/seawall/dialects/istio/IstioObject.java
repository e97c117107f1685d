package io.seawall.dialects.istio;

import io.seawall.model.SourceRef;
import io.seawall.model.mesh.MeshObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object of Istio as written.
sealed interface IstioObject extends MeshObject {
  /// Its namespace.
  String namespace();

  /// Its name.
  String name();

  /// Whether the API server would refuse it, or the order of some parts is lost: what it says is
  /// then not known to be in force.
  boolean broken();

  /// Whom an object of Istio speaks of.
  ///
  /// @param labels of `selector`; empty if there is no selector, which is not the same as one
  ///   without labels
  /// @param targets `targetRefs`, or `targetRef`
  record Attachment(Optional<Map<String, String>> labels, List<Target> targets) {
    /// Everybody in the namespace.
    static final Attachment WHOLE = new Attachment(Optional.empty(), List.of());

    public Attachment {
      labels = labels.map(Map::copyOf);
      targets = List.copyOf(targets);
    }

    /// Whether there is no selector, or one without labels.
    boolean selectsAll() {
      return labels.map(Map::isEmpty).orElse(true);
    }

    /// Whether a selector without labels is written.
    boolean isEmptySelector() {
      return labels.filter(Map::isEmpty).isPresent();
    }

    /// Whether pods with these labels are meant.
    boolean selects(Map<String, String> podLabels) {
      return labels.map(wanted -> podLabels.entrySet().containsAll(wanted.entrySet())).orElse(true);
    }
  }

  /// What a policy is bound to.
  record Target(String group, String kind, String name) {}

  /// PeerAuthentication: which connections a proxy takes.
  ///
  /// @param ports of the pod, by number
  /// @param created `creationTimestamp`; empty if it is not written
  record PeerAuthentication(
      String namespace,
      String name,
      Attachment attachment,
      Mode mode,
      Map<Integer, Mode> ports,
      String created,
      boolean broken,
      SourceRef where)
      implements IstioObject {
    public PeerAuthentication {
      ports = Map.copyOf(ports);
    }
  }

  /// A mode of mutual TLS.
  enum Mode {
    UNSET,
    DISABLE,
    PERMISSIVE,
    STRICT,
    /// It could not be read.
    UNKNOWN
  }

  /// AuthorizationPolicy: who may do what.
  ///
  /// @param dryRun whether it only tells what it would do
  /// @param accepted false if its status says that no waypoint takes it
  /// @param provider of an action CUSTOM; empty if none is named
  record AuthorizationPolicy(
      String namespace,
      String name,
      Attachment attachment,
      Action action,
      List<Rule> rules,
      boolean dryRun,
      boolean accepted,
      String provider,
      boolean broken,
      SourceRef where)
      implements IstioObject {
    public AuthorizationPolicy {
      rules = List.copyOf(rules);
    }

    /// As a message names it.
    String title() {
      return "AuthorizationPolicy " + namespace + "/" + name;
    }
  }

  /// What a policy does with what its rules match.
  enum Action {
    ALLOW,
    DENY,
    AUDIT,
    CUSTOM,
    /// It could not be read.
    UNKNOWN
  }

  /// One rule: a source, an operation and every condition must fit.
  ///
  /// @param from any of these; empty for anybody
  /// @param to any of these; empty for anything
  /// @param when all of these
  record Rule(List<Matches> from, List<Matches> to, List<Condition> when, SourceRef where) {
    public Rule {
      from = List.copyOf(from);
      to = List.copyOf(to);
      when = List.copyOf(when);
    }
  }

  /// The fields of one source or operation, each with its values; all must fit.
  record Matches(Map<String, List<String>> values, SourceRef where) {
    public Matches {
      values = Map.copyOf(values);
    }

    /// The values of a field; none if it is not written.
    List<String> of(String field) {
      return values.getOrDefault(field, List.of());
    }
  }

  /// A condition on an attribute of the connection or request.
  ///
  /// @param values one of them must fit, if there are any
  /// @param notValues none of them may fit
  record Condition(String key, List<String> values, List<String> notValues, SourceRef where) {
    public Condition {
      values = List.copyOf(values);
      notValues = List.copyOf(notValues);
    }
  }

  /// RequestAuthentication: which tokens of requests are valid. It refuses none that has no token.
  record RequestAuthentication(
      String namespace, String name, Attachment attachment, boolean broken, SourceRef where)
      implements IstioObject {}

  /// DestinationRule, as far as it says how clients connect.
  ///
  /// @param modes of TLS that it asks for, by the path of the field
  record DestinationRule(
      String namespace,
      String name,
      String host,
      Map<String, String> modes,
      boolean broken,
      SourceRef where)
      implements IstioObject {
    public DestinationRule {
      modes = Map.copyOf(modes);
    }
  }

  /// EnvoyFilter, WasmPlugin or ProxyConfig: what it does to a proxy is not known.
  record ProxyChange(
      String kind,
      String namespace,
      String name,
      Attachment attachment,
      boolean broken,
      SourceRef where)
      implements IstioObject {}

  /// An answer of the API server that it does not show objects of a kind: what they say is not
  /// known.
  ///
  /// @param name the plural of the kind, such as `authorizationpolicies`
  record Refusal(String namespace, String name, boolean broken, SourceRef where)
      implements IstioObject {}

  /// What the injector leaves out of every proxy.
  ///
  /// @param excluded ports that go past it, as written
  record InjectorValues(
      String namespace, String name, String excluded, boolean broken, SourceRef where)
      implements IstioObject {}

  /// The settings of a mesh.
  ///
  /// @param values of the fields that hold one value, by name
  /// @param lists of those that hold several
  record MeshConfig(
      String namespace,
      String name,
      Map<String, String> values,
      Map<String, List<String>> lists,
      boolean broken,
      SourceRef where)
      implements IstioObject {
    public MeshConfig {
      values = Map.copyOf(values);
      lists = Map.copyOf(lists);
    }
  }
}
