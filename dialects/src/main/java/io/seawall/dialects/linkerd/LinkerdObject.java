package io.seawall.dialects.linkerd;

import io.seawall.dialects.MeshPolicies.Speaker;
import io.seawall.model.SourceRef;
import io.seawall.model.mesh.MeshObject;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object of Linkerd as written.
sealed interface LinkerdObject extends MeshObject {
  /// Its kind.
  String kind();

  /// Its namespace.
  String namespace();

  /// Its name.
  String name();

  /// Whether the API server or the policy controller would refuse it: what it says is then not
  /// known to be in force.
  boolean broken();

  /// As a message names it.
  default String title() {
    return kind() + " " + namespace() + "/" + name();
  }

  /// The object as one that says something.
  default Speaker speaker() {
    return new Speaker(kind(), Optional.of(namespace()), name(), where());
  }

  /// Server: ports of pods whose traffic must be authorised.
  ///
  /// @param pods whose; empty if it speaks of machines outside of the cluster, or cannot be read
  /// @param port empty if it cannot be read
  /// @param protocol `proxyProtocol`
  /// @param accessPolicy who is let in beside all authorizations
  record Server(
      String namespace,
      String name,
      Map<String, String> labels,
      Optional<LabelTest> pods,
      Optional<Port> port,
      String protocol,
      String accessPolicy,
      boolean broken,
      SourceRef where)
      implements LinkerdObject {
    public Server {
      labels = Map.copyOf(labels);
    }

    @Override
    public String kind() {
      return "Server";
    }

    /// Whether requests are looked at one by one, so that routes count.
    boolean seesRequests() {
      return !protocol.equals("opaque") && !protocol.equals("TLS");
    }
  }

  /// A port by number, or by the name that a container gives it.
  ///
  /// @param number 0 if it is given by name
  record Port(int number, String name) {}

  /// ServerAuthorization: who may connect to some Servers.
  ///
  /// @param server by name; empty if the labels tell
  /// @param selected by labels
  record ServerAuthorization(
      String namespace,
      String name,
      Optional<String> server,
      LabelTest selected,
      Client client,
      boolean broken,
      SourceRef where)
      implements LinkerdObject {
    @Override
    public String kind() {
      return "ServerAuthorization";
    }

    /// Whether it speaks of this Server.
    boolean selects(Server one) {
      return one.namespace().equals(namespace)
          && server.map(one.name()::equals).orElseGet(() -> selected.passes(one.labels()));
    }
  }

  /// A client of a ServerAuthorization.
  ///
  /// @param anybody whether it needs no certificate
  /// @param anyTls whether any certificate will do
  /// @param networks empty means those of the cluster
  record Client(
      boolean anybody,
      boolean anyTls,
      List<String> identities,
      List<Ref> accounts,
      List<Peers.Block> networks) {
    public Client {
      identities = List.copyOf(identities);
      accounts = List.copyOf(accounts);
      networks = List.copyOf(networks);
    }
  }

  /// AuthorizationPolicy: what must be proved by those who use a target.
  ///
  /// @param target empty if it cannot be read
  /// @param required all of these
  record AuthorizationPolicy(
      String namespace,
      String name,
      Optional<Ref> target,
      List<Ref> required,
      boolean broken,
      SourceRef where)
      implements LinkerdObject {
    public AuthorizationPolicy {
      required = List.copyOf(required);
    }

    @Override
    public String kind() {
      return "AuthorizationPolicy";
    }
  }

  /// MeshTLSAuthentication: any of these identities.
  record MeshTls(
      String namespace,
      String name,
      List<String> identities,
      List<Ref> refs,
      boolean broken,
      SourceRef where)
      implements LinkerdObject {
    public MeshTls {
      identities = List.copyOf(identities);
      refs = List.copyOf(refs);
    }

    @Override
    public String kind() {
      return "MeshTLSAuthentication";
    }
  }

  /// NetworkAuthentication: any of these networks.
  record Networks(
      String namespace, String name, List<Peers.Block> blocks, boolean broken, SourceRef where)
      implements LinkerdObject {
    public Networks {
      blocks = List.copyOf(blocks);
    }

    @Override
    public String kind() {
      return "NetworkAuthentication";
    }
  }

  /// HTTPRoute or GRPCRoute that belongs to Servers.
  ///
  /// @param servers by name, in its own namespace
  /// @param requests which it speaks of
  record Route(
      String group,
      String kind,
      String namespace,
      String name,
      List<String> servers,
      Peers requests,
      boolean broken,
      SourceRef where)
      implements LinkerdObject {
    public Route {
      servers = List.copyOf(servers);
    }
  }

  /// The settings with which Linkerd was installed.
  ///
  /// @param namespace of the control plane
  /// @param values by path
  record Config(String namespace, String name, Map<String, String> values, SourceRef where)
      implements LinkerdObject {
    public Config {
      values = Map.copyOf(values);
    }

    @Override
    public String kind() {
      return "ConfigMap";
    }

    @Override
    public boolean broken() {
      return false;
    }
  }

  /// What another object names.
  ///
  /// @param group empty for the core group
  /// @param namespace empty if it is that of the object that names it
  record Ref(String group, String kind, String namespace, String name) {
    /// Whether a kind of a group is meant. Case means nothing, and `core` is the core group
    /// (Linkerd source, policy-controller, `targets_kind`).
    boolean isA(String wantedGroup, String wantedKind) {
      String written = group.equalsIgnoreCase("core") ? "" : group;
      return written.equalsIgnoreCase(wantedGroup) && kind.equalsIgnoreCase(wantedKind);
    }

    /// Its namespace.
    String namespaceOr(String home) {
      return namespace.isEmpty() ? home : namespace;
    }
  }
}
