package io.seawall.dialects.consul;

import io.seawall.dialects.consul.ConsulObject.Defaults;
import io.seawall.dialects.consul.ConsulObject.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings of proxies that speak of a service: its ServiceDefaults, and ProxyDefaults for what
/// they leave out.
///
/// Sources: Consul documentation, "Service defaults" and "Proxy defaults" (precedence), and
/// "Onboard services while in permissive mTLS mode".
final class ProxySettings {
  private static final String PERMISSIVE = "permissive";

  private final List<Defaults> defaults;
  private final List<Settings> settings;

  ProxySettings(List<Defaults> defaults, List<Settings> settings) {
    this.defaults = List.copyOf(defaults);
    this.settings = List.copyOf(settings);
  }

  /// Those that speak of a service, before those that speak of all.
  ///
  /// @param service empty if it is not known which: then any may
  Stream<Defaults> of(Optional<String> service) {
    return Stream.concat(
        defaults.stream()
            .filter(one -> one.kind().equals("ServiceDefaults"))
            .filter(one -> service.map(one.name()::equals).orElse(true)),
        defaults.stream().filter(one -> one.kind().equals("ProxyDefaults")));
  }

  /// Whether its protocol shows requests.
  boolean seesRequests(Optional<String> service) {
    return of(service)
        .map(Defaults::protocol)
        .filter(protocol -> !protocol.isEmpty())
        .findFirst()
        .filter(protocol -> !protocol.equals("tcp"))
        .isPresent();
  }

  /// The object by which plain text is taken beside mutual TLS; empty if none does. To take back
  /// leave for permissive modes does not change those that are there.
  Optional<Defaults> permissive(Optional<String> service) {
    Optional<Defaults> known =
        of(service).filter(one -> !one.mutualTls().isEmpty() && one.sure()).findFirst();
    Optional<Defaults> perhaps =
        of(service)
            .filter(one -> one.mutualTls().equals(PERMISSIVE))
            .filter(one -> !one.sure() || service.isEmpty())
            .findFirst();
    return known.filter(one -> one.mutualTls().equals(PERMISSIVE)).or(() -> perhaps);
  }

  /// Whether proxies send to services of the mesh alone.
  boolean meshOnly() {
    return settings.stream().anyMatch(one -> one.meshOnly() && one.sure());
  }

  /// Whether modes may be made permissive.
  boolean allowsPermissive() {
    return settings.stream().anyMatch(Settings::allowsPermissive);
  }
}
