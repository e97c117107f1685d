package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.Optional;

/// Whether a token is looked at. Source: Istio, RequestAuthentication: those of the root namespace
/// and of the pod's own that select it; a request without a token passes, without a principal.
record Tokens(Objects objects) {
  /// The request as policies see it: a principal only of an issuer that is asked for.
  MeshQuestion.Request seen(MeshQuestion.Request request, Subject subject, String root) {
    return new MeshQuestion.Request(
        request.method(),
        request.host(),
        request.path(),
        request.headers(),
        request.principal().filter(name -> isAsked(name, subject, root)));
  }

  private boolean isAsked(String principal, Subject subject, String root) {
    var slash = principal.lastIndexOf('/');
    var issuer = slash < 0 ? principal : principal.substring(0, slash);
    return objects.of(PeerAuthentications.GROUP, "RequestAuthentication").stream()
        .filter(it -> applies(it, subject, root))
        .flatMap(it -> it.at("spec").at("jwtRules").items().stream())
        .anyMatch(rule -> rule.at("issuer").text().equals(Optional.of(issuer)));
  }

  private static boolean applies(Tree policy, Subject subject, String root) {
    var namespace = Objects.namespaceOf(policy);
    return (namespace.equals(root) || namespace.equals(subject.namespace()))
        && IstioPolicy.targets(policy).isEmpty()
        && Objects.selects(IstioPolicy.selector(policy), subject.labels());
  }
}
