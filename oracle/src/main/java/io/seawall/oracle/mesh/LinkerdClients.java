package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Cidr;
import io.seawall.oracle.Ip;
import io.seawall.oracle.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether an authorization of Linkerd admits a client. Source: Linkerd, Authorization Policy.
///
/// @param identity empty for plaintext
/// @param source empty where the address is not told
record LinkerdClients(
    Objects objects, LinkerdConfig config, Optional<String> identity, Optional<Ip> source) {

  /// What a default policy, or the access policy of a Server, admits. Source: Linkerd,
  /// Authorization Policy, "Default policies".
  Answer byDefault(String policy, boolean needsIdentity) {
    return switch (policy) {
      case "all-unauthenticated" -> needsIdentity ? meshed() : Answer.YES;
      case "audit" -> Answer.YES;
      case "all-authenticated" -> meshed();
      case "cluster-unauthenticated" -> inCluster().and(needsIdentity ? meshed() : Answer.YES);
      case "cluster-authenticated" -> inCluster().and(meshed());
      case "deny" -> Answer.NO;
      default -> throw new IllegalArgumentException("no default policy " + policy);
    };
  }

  private Answer meshed() {
    return Answer.of(identity.isPresent());
  }

  private Answer inCluster() {
    return source.map(ip -> Answer.of(config.isInCluster(ip))).orElse(Answer.OPEN);
  }

  /// Source: Linkerd, Authorization Policy, ServerAuthorization `client`. Which networks are meant
  /// where none are named is left to the server.
  Answer byServerAuthorization(Tree authorization) {
    var client = authorization.at("spec").at("client");
    var tls = client.at("meshTLS");
    var networks = client.at("networks").items();
    var near = networks.isEmpty() ? inCluster().or(Answer.OPEN) : in(networks);
    if (client.at("unauthenticated").isTrue()) {
      return near;
    }
    if (tls.at("unauthenticatedTLS").isTrue()) {
      return near.and(meshed());
    }
    var named = new ArrayList<>(Objects.texts(tls.at("identities")));
    tls.at("serviceAccounts")
        .items()
        .forEach(account -> named.add(account(account, Objects.namespaceOf(authorization))));
    return near.and(isAny(named));
  }

  private String account(Tree reference, String namespace) {
    return config.identity(
        reference.at("namespace").text().orElse(namespace),
        reference.at("name").text().orElseThrow());
  }

  /// Source: Linkerd, Authorization Policy, AuthorizationPolicy `requiredAuthenticationRefs`: all
  /// must hold; none admits everybody. A policy that names what is not there, or two of one kind,
  /// is ignored.
  Answer byPolicy(Tree policy) {
    var namespace = Objects.namespaceOf(policy);
    var references = policy.at("spec").at("requiredAuthenticationRefs").items();
    var identities = references.stream().filter(it -> !isNetwork(it)).toList();
    var networks = references.stream().filter(LinkerdClients::isNetwork).toList();
    if (identities.size() > 1 || networks.size() > 1) {
      return Answer.NO;
    }
    return references.stream()
        .map(it -> byReference(it, namespace))
        .reduce(Answer.YES, Answer::and);
  }

  private static boolean isNetwork(Tree reference) {
    return reference.at("kind").text().orElse("").equals("NetworkAuthentication");
  }

  private Answer byReference(Tree reference, String policyNamespace) {
    var kind = reference.at("kind").text().orElseThrow();
    if (kind.equals("ServiceAccount")) {
      return isAny(List.of(account(reference, policyNamespace)));
    }
    var namespace = reference.at("namespace").text().orElse(policyNamespace);
    var found =
        objects.named(Linkerd.GROUP, kind, namespace, reference.at("name").text().orElseThrow());
    return switch (kind) {
      case "MeshTLSAuthentication" ->
          found.map(it -> isAny(identities(it, namespace))).orElse(Answer.NO);
      case "NetworkAuthentication" ->
          found.map(it -> in(it.at("spec").at("networks").items())).orElse(Answer.NO);
      default -> Answer.NO;
    };
  }

  /// Source: Linkerd, Authorization Policy, MeshTLSAuthentication: names of identities, or
  /// references to accounts and to all accounts of a namespace.
  private List<String> identities(Tree authentication, String namespace) {
    var named = new ArrayList<>(Objects.texts(authentication.at("spec").at("identities")));
    for (var reference : authentication.at("spec").at("identityRefs").items()) {
      if (reference.at("kind").text().orElse("").equals("Namespace")) {
        var whole = reference.at("name").text().orElse(namespace);
        named.add("*." + config.identity(whole, "").substring(1));
      } else {
        named.add(account(reference, namespace));
      }
    }
    return named;
  }

  /// Source: Linkerd, Authorization Policy, MeshTLSAuthentication: `*` is everybody in the mesh,
  /// `*.` before a suffix everybody below it.
  private Answer isAny(List<String> named) {
    return Answer.of(
        identity.filter(own -> named.stream().anyMatch(name -> isMeant(name, own))).isPresent());
  }

  private static boolean isMeant(String name, String own) {
    if (name.equals("*")) {
      return true;
    }
    return name.startsWith("*.") ? own.endsWith(name.substring(1)) : own.equals(name);
  }

  /// Source: Linkerd, Authorization Policy, NetworkAuthentication: a block without its exceptions.
  private Answer in(List<Tree> networks) {
    return source
        .map(ip -> Answer.of(networks.stream().anyMatch(network -> holds(network, ip))))
        .orElseGet(() -> isEverything(networks) ? Answer.YES : Answer.OPEN);
  }

  private static boolean isEverything(List<Tree> networks) {
    return networks.stream()
        .anyMatch(it ->
            it.at("cidr").text().orElseThrow().equals("0.0.0.0/0")
                && it.at("except").items().isEmpty());
  }

  private static boolean holds(Tree network, Ip ip) {
    return Cidr.of(network.at("cidr").text().orElseThrow()).contains(ip)
        && Objects.texts(network.at("except")).stream()
            .noneMatch(except -> Cidr.of(except).contains(ip));
  }
}
