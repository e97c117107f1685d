package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Tree;
import java.util.List;
import java.util.Optional;

/// What Consul's servers and config entries say. Source: Consul, Agent Configuration; Configuration
/// Entries.
record ConsulConfig(Objects objects) {
  static final String GROUP = "consul.hashicorp.com";

  /// What an intention that is not there says: `default_intention_policy`, else the
  /// `default_policy` of the ACLs, which is allow where they are off; open where no agent
  /// configuration is visible.
  Answer defaultIntention() {
    var files = agentFiles();
    if (files.isEmpty()) {
      return Answer.OPEN;
    }
    var intention =
        files.stream().flatMap(file -> file.at("default_intention_policy").text().stream());
    var acls =
        files.stream()
            .map(file -> file.at("acl"))
            .filter(acl -> acl.at("enabled").isTrue())
            .flatMap(acl -> acl.at("default_policy").text().stream());
    return Answer.of(!intention.findFirst().or(acls::findFirst).orElse("allow").equals("deny"));
  }

  /// Source: Consul on Kubernetes, Helm chart: the servers read the ConfigMap `...-server-config`.
  private List<Tree> agentFiles() {
    return objects.core("ConfigMap").stream()
        .filter(map ->
            Objects.nameOf(map).endsWith("consul-server-config")
                || Objects.nameOf(map).endsWith("-server-config"))
        .flatMap(map -> map.at("data").fields().values().stream())
        .map(file -> Objects.parse(file.text().orElse("{}")))
        .filter(file -> !file.isAbsent())
        .toList();
  }

  /// Source: Consul, Service Defaults: the entry of that name.
  Optional<Tree> serviceDefaults(String service) {
    return objects.of(GROUP, "ServiceDefaults").stream()
        .filter(it -> Objects.nameOf(it).equals(service))
        .findFirst()
        .map(it -> it.at("spec"));
  }

  /// Source: Consul, Proxy Defaults: the one entry `global`.
  Optional<Tree> proxyDefaults() {
    return objects.of(GROUP, "ProxyDefaults").stream().findFirst().map(it -> it.at("spec"));
  }

  /// Source: Consul, Service Defaults, `mutualTLSMode`; Proxy Defaults; Mesh,
  /// `allowEnablingPermissiveMutualTLS`: it says what may be set, not what is in force.
  TlsMode mode(String service) {
    var mode =
        serviceDefaults(service)
            .flatMap(ConsulConfig::modeOf)
            .or(() -> proxyDefaults().flatMap(ConsulConfig::modeOf))
            .orElse("strict");
    return mode.equals("permissive") ? TlsMode.PERMISSIVE : TlsMode.STRICT;
  }

  private static Optional<String> modeOf(Tree spec) {
    return spec.at("mutualTLSMode").text().filter(it -> !it.isEmpty());
  }

  /// Source: Consul, Service Defaults, `protocol`; Proxy Defaults, `config.protocol`: tcp if both
  /// are missing.
  boolean isHttp(String service) {
    return !serviceDefaults(service)
        .flatMap(it -> it.at("protocol").text())
        .or(() -> proxyDefaults().flatMap(it -> it.at("config").at("protocol").text()))
        .orElse("tcp")
        .equals("tcp");
  }
}
