package io.seawall.dialects.consul;

import io.seawall.dialects.MeshPolicies.Speaker;
import io.seawall.model.SourceRef;
import io.seawall.model.mesh.MeshObject;
import io.seawall.model.policy.Peers;
import java.util.List;
import java.util.Optional;

/// An object of Consul as written.
sealed interface ConsulObject extends MeshObject {
  /// Its kind.
  String kind();

  /// Its namespace in Kubernetes.
  String namespace();

  /// Its name.
  String name();

  /// Whether it is known that Consul has what it says.
  boolean sure();

  /// As a message names it.
  default String title() {
    return kind() + " " + namespace() + "/" + name();
  }

  /// The object as one that says something.
  default Speaker speaker() {
    return new Speaker(kind(), Optional.of(namespace()), name(), where());
  }

  /// Whether Consul has what an object says. An object is a request: its condition `Synced` tells
  /// what became of it.
  enum Sync {
    /// It has.
    SYNCED,
    /// The object was never in a cluster, so nothing tells; it counts as it stands.
    NOT_ASKED,
    /// It has not, or the object does not say.
    NOT_SYNCED,
    /// Consul would refuse it.
    REFUSED
  }

  /// ServiceIntentions: who may connect to a service.
  ///
  /// @param destination the service; empty if it cannot be read
  /// @param needsToken whether a request must hold a token besides
  record Intentions(
      String namespace,
      String name,
      Optional<ServiceName> destination,
      List<Source> sources,
      boolean needsToken,
      Sync sync,
      SourceRef where)
      implements ConsulObject {
    public Intentions {
      sources = List.copyOf(sources);
    }

    @Override
    public String kind() {
      return "ServiceIntentions";
    }

    @Override
    public boolean sure() {
      return sync == Sync.SYNCED || sync == Sync.NOT_ASKED;
    }
  }

  /// A service, or all of them.
  ///
  /// @param name `*` for every service
  /// @param namespace of Consul; `*` for every namespace
  record ServiceName(String name, String namespace) {
    boolean everyName() {
      return name.equals("*");
    }

    boolean everyNamespace() {
      return namespace.equals("*");
    }

    /// Whether it means this service.
    boolean means(String service, String home) {
      return (everyName() || name.equals(service)) && (everyNamespace() || namespace.equals(home));
    }
  }

  /// One intention: what one source may do.
  ///
  /// @param elsewhere the peer, partition or group that the source belongs to; empty for this
  ///   cluster
  /// @param action empty for one with permissions
  /// @param permissions the first that speaks of a request decides
  record Source(
      ServiceName service,
      String elsewhere,
      Optional<Boolean> action,
      List<Permission> permissions,
      SourceRef where) {
    public Source {
      permissions = List.copyOf(permissions);
    }
  }

  /// What becomes of some requests.
  record Permission(boolean allow, Peers requests, SourceRef where) {}

  /// ServiceDefaults, or ProxyDefaults for every service.
  ///
  /// @param protocol empty if it does not say
  /// @param mutualTls `mutualTLSMode`; empty if it does not say
  /// @param exposed ports that the proxy listens on for certain paths without a certificate
  /// @param exposesChecks whether it listens for the paths of checks as well
  /// @param overrides fields that change what the proxy does in ways that are not known
  record Defaults(
      String kind,
      String namespace,
      String name,
      String protocol,
      String mutualTls,
      List<Exposed> exposed,
      boolean exposesChecks,
      List<String> overrides,
      Sync sync,
      SourceRef where)
      implements ConsulObject {
    public Defaults {
      exposed = List.copyOf(exposed);
      overrides = List.copyOf(overrides);
    }

    @Override
    public boolean sure() {
      return sync == Sync.SYNCED || sync == Sync.NOT_ASKED;
    }
  }

  /// A port that the proxy listens on for a path.
  record Exposed(int port, String path, SourceRef where) {}

  /// Mesh: settings for all proxies.
  ///
  /// @param meshOnly whether proxies send to services of the mesh alone
  /// @param allowsPermissive whether modes may be made permissive
  record Settings(
      String namespace,
      String name,
      boolean meshOnly,
      boolean allowsPermissive,
      Sync sync,
      SourceRef where)
      implements ConsulObject {
    @Override
    public String kind() {
      return "Mesh";
    }

    @Override
    public boolean sure() {
      return sync == Sync.SYNCED || sync == Sync.NOT_ASKED;
    }
  }

  /// What the servers of Consul were told.
  ///
  /// @param accessControl whether `acl.enabled` is written
  /// @param defaultPolicy `acl.default_policy`; empty if it is not written
  /// @param intentionPolicy `default_intention_policy`; empty if it is not written
  record ServerConfig(
      String namespace,
      String name,
      boolean accessControl,
      String defaultPolicy,
      String intentionPolicy,
      SourceRef where)
      implements ConsulObject {
    @Override
    public String kind() {
      return "ConfigMap";
    }

    @Override
    public boolean sure() {
      return true;
    }
  }
}
