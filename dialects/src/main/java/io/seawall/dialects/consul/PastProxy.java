package io.seawall.dialects.consul;

import io.seawall.dialects.MeshPolicies;
import io.seawall.dialects.MeshPolicies.Speaker;
import io.seawall.dialects.consul.ConsulObject.Defaults;
import io.seawall.dialects.consul.ConsulObject.Sync;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What goes past the proxies of pods, or gets by them without a certificate.
///
/// Sources: Consul documentation, "Transparent proxy overview", "Annotations and labels", "Service
/// defaults" (`Expose`, `EnvoyExtensions`) and "Envoy proxy configuration reference".
final class PastProxy {
  private static final String OWN_SETTINGS = ConsulKinds.GROUP + "/proxy-config-map";

  private final Injection injection;
  private final ProxySettings settings;

  PastProxy(Injection injection, ProxySettings settings) {
    this.injection = injection;
    this.settings = settings;
  }

  /// @param name the service that the pods are, if it is known
  List<Policy> of(Workload workload, Optional<String> name) {
    Optional<Boolean> transparent = injection.isTransparent(workload);
    if (Injection.isGateway(workload)) {
      return List.of(past(workload, Ports.ALL, "a gateway takes connections from outside", true));
    }
    List<Policy> policies = new ArrayList<>();
    if (!transparent.orElse(false)) {
      policies.add(past(workload, Ports.ALL, "transparent proxy is off", transparent.isPresent()));
    }
    ExcludedPorts.excluded(workload)
        .ifPresent(excluded ->
            policies.add(
                past(
                    workload,
                    excluded.ports(),
                    "transparent-proxy-exclude-inbound-ports",
                    excluded.sure())));
    ownSettings(workload).ifPresent(policies::add);
    Ports declared = ServicePorts.declared(workload);
    ExcludedPorts.ofProxy(workload)
        .forEach((reason, ports) -> {
          own(workload, Stage.OWN_PORTS, ports.minus(declared), reason, policies);
          own(workload, Stage.CAPTURE, ports.and(declared), reason, policies);
        });
    settings
        .of(name)
        .forEach(one -> {
          exposed(one, name.isPresent(), policies);
          overridden(one).ifPresent(policies::add);
        });
    return policies;
  }

  /// Settings of the pods themselves that replace those of Consul.
  private static Optional<Policy> ownSettings(Workload workload) {
    String written = workload.annotations().getOrDefault(OWN_SETTINGS, "");
    return written.contains("_json\"")
        ? Optional.of(unknown(Speaker.of(workload), "what proxy-config-map does to the proxy"))
        : Optional.empty();
  }

  private static Policy unknown(Speaker speaker, String missing) {
    Peers somebody = new Peers.Unknown(missing);
    return MeshPolicies.of(
        speaker,
        Stage.CAPTURE,
        1,
        true,
        List.of(
            MeshPolicies.rule(Verdict.ALLOW, somebody, PortMatch.ALL, "overrides", speaker.where()),
            MeshPolicies.rule(
                Verdict.DENY, somebody, PortMatch.ALL, "overrides", speaker.where())));
  }

  /// A port of the proxy that a container of the application listens on as well is no port of the
  /// proxy alone.
  private static void own(
      Workload workload, Stage stage, Ports ports, String name, List<Policy> policies) {
    if (!ports.isEmpty()) {
      policies.add(open(stage, Speaker.of(workload), ports, name, true, workload.where()));
    }
  }

  private static Policy past(Workload workload, Ports ports, String name, boolean sure) {
    return open(Stage.CAPTURE, Speaker.of(workload), ports, name, sure, workload.where());
  }

  private static Policy open(
      Stage stage, Speaker speaker, Ports ports, String name, boolean sure, SourceRef where) {
    Rule rule =
        MeshPolicies.rule(
            Verdict.ALLOW, new Peers.Everybody(), MeshPolicies.ports(ports), name, where);
    return MeshPolicies.of(speaker, stage, 0, sure, List.of(rule));
  }

  /// Ports on which the proxy takes requests for some paths without a certificate.
  private static void exposed(Defaults defaults, boolean known, List<Policy> policies) {
    boolean sure = defaults.sure() && known;
    defaults
        .exposed()
        .forEach(one ->
            policies.add(
                open(
                    Stage.CAPTURE,
                    defaults.speaker(),
                    Ports.of(one.port()),
                    "expose.paths " + one.path(),
                    sure,
                    one.where())));
    if (defaults.exposesChecks()) {
      policies.add(
          open(
              Stage.CAPTURE,
              defaults.speaker(),
              Ports.range(21_500, 21_755),
              "expose.checks",
              false,
              defaults.where()));
    }
  }

  /// What settings that replace those of Consul, or cannot be read, leave of all that is known:
  /// nothing.
  private static Optional<Policy> overridden(Defaults defaults) {
    boolean refused = defaults.sync() == Sync.REFUSED;
    if (defaults.overrides().isEmpty() && !refused) {
      return Optional.empty();
    }
    String what = refused ? defaults.title() : String.join(", ", defaults.overrides());
    return Optional.of(unknown(defaults.speaker(), "what " + what + " does to the proxy"));
  }
}
