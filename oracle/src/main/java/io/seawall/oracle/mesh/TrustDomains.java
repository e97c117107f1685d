package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import java.util.List;
import java.util.stream.Stream;

/// The trust domain of a mesh, first, and its aliases. Source: Istio, Global Mesh Options,
/// `trustDomain`, `trustDomainAliases`.
record TrustDomains(List<String> names) {
  TrustDomains {
    names = List.copyOf(names);
  }

  String own() {
    return names.getFirst();
  }

  /// Whether a principal of a rule means this identity, at a sidecar or a waypoint.
  ///
  /// Source: Istio, Trust Domain Migration: a principal of the mesh's trust domain or of an alias
  /// means all of them, and so does one of `cluster.local`. A suffix is open where releases before
  /// a security fix read its characters as a regular expression.
  Answer means(String pattern, Spiffe identity) {
    if (expanded(pattern).anyMatch(one -> Patterns.matches(one, identity.text()))) {
      return Answer.YES;
    }
    return pattern.startsWith("*") && Patterns.matchesUnescaped(pattern, identity.text())
        ? Answer.OPEN
        : Answer.NO;
  }

  private Stream<String> expanded(String pattern) {
    var parts = pattern.split("/", -1);
    if (parts.length != 5 || parts[0].equals("*")) {
      return Stream.of(pattern);
    }
    var isOurs =
        parts[0].equals("cluster.local")
            || names.stream().anyMatch(name -> Patterns.matches(parts[0], name));
    var rest = pattern.substring(parts[0].length());
    return isOurs
        ? Stream.concat(Stream.of(pattern), names.stream().map(name -> name + rest))
        : Stream.of(pattern);
  }

  /// Whether a principal means this identity at a node proxy, which compares the text. Whether
  /// aliases are expanded for it is not documented.
  Answer meansAtNode(String pattern, Spiffe identity) {
    var plain = Answer.of(Patterns.matches(pattern, identity.text()));
    return plain.unless(
        Answer.of(expanded(pattern).anyMatch(one -> Patterns.matches(one, identity.text()))));
  }
}
