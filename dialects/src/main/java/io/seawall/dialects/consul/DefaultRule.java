package io.seawall.dialects.consul;

import io.seawall.dialects.consul.ConsulObject.ServerConfig;
import java.util.List;
import java.util.Optional;

/// What becomes of connections that no intention speaks of, as far as the input shows what the
/// servers of Consul were told.
///
/// Source: Consul documentation, "Agent configuration file reference": `default_intention_policy`,
/// else the default policy of access control lists, which is to allow unless they are on and say
/// otherwise.
final class DefaultRule {
  /// What is not known where [#allows] is empty.
  static final String UNKNOWN =
      "what Consul does without an intention (default_intention_policy, or the default policy of"
          + " its access control lists)";

  private final List<ServerConfig> configs;

  DefaultRule(List<ServerConfig> configs) {
    this.configs = List.copyOf(configs);
  }

  /// Whether it is allowed; empty if that is not known.
  Optional<Boolean> allows() {
    if (!isOfOneServer()) {
      return Optional.empty();
    }
    Optional<String> own =
        configs.stream().map(ServerConfig::intentionPolicy).filter(t -> !t.isEmpty()).findFirst();
    if (own.isPresent()) {
      return Optional.of(!own.get().equals("deny"));
    }
    boolean denies =
        configs.stream().anyMatch(one -> one.accessControl() && one.defaultPolicy().equals("deny"));
    return Optional.of(!denies);
  }

  /// Whether access control lists are on, so that only who may can use the name of a service; empty
  /// if that is not known.
  Optional<Boolean> controlsNames() {
    return isOfOneServer()
        ? Optional.of(configs.stream().anyMatch(ServerConfig::accessControl))
        : Optional.empty();
  }

  /// The object that says so.
  Optional<ServerConfig> config() {
    return configs.stream()
        .filter(one -> one.accessControl() || !one.intentionPolicy().isEmpty())
        .findFirst()
        .or(() -> configs.stream().findFirst());
  }

  private boolean isOfOneServer() {
    return !configs.isEmpty()
        && configs.stream().map(ServerConfig::namespace).distinct().count() == 1;
  }
}
