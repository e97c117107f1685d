package io.seawall.dialects.linkerd;

import io.seawall.dialects.PortLists;
import io.seawall.dialects.linkerd.LinkerdObject.Config;
import io.seawall.model.SourceRef;
import io.seawall.model.mesh.Identity;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.LabelTest.Place;
import io.seawall.model.policy.Peers;
import io.seawall.packets.Cidr;
import io.seawall.packets.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How Linkerd was installed, as far as the input shows it.
///
/// Sources: Linkerd source, charts/linkerd-control-plane (values.yaml for what holds without a
/// setting, templates/config.yaml for where settings are kept) and
/// policy-controller/k8s/index/src/cluster_info.rs (how identities are written).
final class Installation {
  private static final String NETWORKS =
      "10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8";

  /// Ports that go past every proxy where nobody asks for others.
  static final Ports SKIPPED_UNTOLD = Ports.range(4567, 4568);

  private static final String MARK = ".serviceaccount.identity.";

  private final Optional<Config> config;
  private final String suffix;
  private final Peers cluster;

  /// @param config empty if it is not in the input, or it is not known which it is
  /// @param written identities that objects name
  Installation(Optional<Config> config, Stream<String> written) {
    this.config = config;
    this.suffix =
        config
            .map(one -> one.namespace() + "." + trustDomain(one))
            .or(() -> suffix(written))
            .orElse("linkerd.cluster.local");
    this.cluster = cluster(value("clusterNetworks").orElse(NETWORKS));
  }

  /// Source: Linkerd source, charts/linkerd-control-plane/templates/config.yaml (the domain of the
  /// cluster stands for a trust domain that is not written).
  private static String trustDomain(Config config) {
    return Stream.of("identityTrustDomain", "clusterDomain")
        .map(key -> config.values().getOrDefault(key, ""))
        .filter(text -> !text.isEmpty() && !text.equals("null"))
        .findFirst()
        .orElse("cluster.local");
  }

  /// What all identities that are written end in.
  private static Optional<String> suffix(Stream<String> written) {
    List<String> found =
        written
            .filter(text -> text.contains(MARK))
            .map(text -> text.substring(text.indexOf(MARK) + MARK.length()))
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static Peers cluster(String networks) {
    List<Peers> blocks =
        Stream.of(networks.split(",", -1))
            .map(String::strip)
            .flatMap(text -> Cidr.parseLenient(text).stream())
            .<Peers>map(block -> new Peers.Block(block, List.of()))
            .toList();
    return new Peers.AnyOf(blocks);
  }

  private Optional<String> value(String path) {
    return config
        .map(one -> one.values().getOrDefault(path, ""))
        .filter(text -> !text.isEmpty() && !text.equals("null"));
  }

  /// The networks of the cluster.
  Peers cluster() {
    return cluster;
  }

  /// The default policy of the cluster; empty if it is not known.
  Optional<DefaultPolicy> defaultPolicy() {
    return value("proxy.defaultInboundPolicy").flatMap(DefaultPolicy::of);
  }

  /// Where the default policy of the cluster is written.
  Optional<Config> config() {
    return config;
  }

  /// Where settings are written, or the place given.
  SourceRef where(SourceRef otherwise) {
    return config.map(Config::where).orElse(otherwise);
  }

  /// The ports that go past the proxies of pods that say nothing of it.
  Ports skippedInbound() {
    return value("proxyInit.ignoreInboundPorts").flatMap(PortLists::read).orElse(SKIPPED_UNTOLD);
  }

  /// What a pod shows of itself.
  Map<String, String> identity(String namespace, String account) {
    Map<String, String> identity = new HashMap<>();
    identity.put(Identity.PRINCIPAL, principal(namespace, account));
    identity.put(Identity.NAMESPACE, namespace);
    identity.put(Identity.SERVICE_ACCOUNT, namespace + "/" + account);
    identity.put(Identity.TRUST_DOMAIN, suffix);
    return identity;
  }

  /// `web.shop.serviceaccount.identity.linkerd.cluster.local`.
  String principal(String namespace, String account) {
    return account + "." + namespace + MARK + suffix;
  }

  /// Everybody of a namespace.
  LabelTest anyOf(String namespace) {
    return new LabelTest.Like(Identity.PRINCIPAL, Place.END, "." + namespace + MARK + suffix);
  }

  /// What an identity as written asks: `*` is anybody with a certificate, `*.shop.example` any that
  /// ends so.
  ///
  /// Source: Linkerd documentation, "Authorization Policy", MeshTLSAuthentication.
  static LabelTest test(String written) {
    if (written.equals("*")) {
      return LabelTest.any();
    }
    return written.startsWith("*.")
        ? new LabelTest.Like(Identity.PRINCIPAL, Place.END, written.substring(1))
        : LabelTest.equalTo(Identity.PRINCIPAL, written);
  }
}
