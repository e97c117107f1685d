package io.seawall.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much there is of everything.
///
/// Source of XL: the thresholds that Kubernetes tests (kubernetes/community, "Kubernetes
/// Scalability thresholds": 5,000 nodes, 150,000 pods, 10,000 namespaces, 10,000 Services).
///
/// @param services Services in the whole cluster
record Scale(String name, int nodes, int pods, int namespaces, int policies, int services) {
  /// A team's first cluster.
  static final Scale S = new Scale("S", 3, 200, 10, 15, 20);

  /// A company's cluster.
  static final Scale M = new Scale("M", 100, 5_000, 200, 785, 400);

  /// A large platform.
  static final Scale L = new Scale("L", 1_700, 50_000, 2_000, 7_985, 3_500);

  /// As much as Kubernetes is made for.
  static final Scale XL = new Scale("XL", 5_000, 150_000, 10_000, 55_979, 10_000);

  /// All, in ascending order.
  static final List<Scale> ALL = List.of(S, M, L, XL);

  static Optional<Scale> parse(String name) {
    return ALL.stream().filter(s -> s.name.equals(name.toUpperCase(Locale.ROOT))).findFirst();
  }
}
