package io.seawall.oracle.mesh;

/// An identity of Istio: `TRUSTDOMAIN/ns/NAMESPACE/sa/ACCOUNT`. Source: Istio, Authorization
/// Policy, Source.principals.
record Spiffe(String trustDomain, String namespace, String account) {
  /// @throws IllegalArgumentException if it has another form
  static Spiffe of(String text) {
    var parts = text.split("/", -1);
    if (parts.length != 5 || !parts[1].equals("ns") || !parts[3].equals("sa")) {
      throw new IllegalArgumentException("no identity of Istio: " + text);
    }
    return new Spiffe(parts[0], parts[2], parts[4]);
  }

  String text() {
    return trustDomain + "/ns/" + namespace + "/sa/" + account;
  }
}
