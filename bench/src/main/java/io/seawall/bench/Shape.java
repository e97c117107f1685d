package io.seawall.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a drawn cluster is like. All but the first are there to hurt.
enum Shape {
  /// A company with many teams. No distribution of policies per namespace in production is public;
  /// the shares are an assumption and stand in [PolicyDraw].
  TYPICAL,
  /// Many policies with many addresses: ten pods and twenty policies a namespace, each with five
  /// ports, five port ranges, five other namespaces, five pods in others and five blocks of
  /// addresses that no other policy has. Source: Red Hat, "Network policies at scale" with
  /// kube-burner, 2025 (240 namespaces there).
  RED_HAT,
  /// Each pod has a label of its own, and some policy asks for it: no two pods are alike.
  UNIQUE_LABELS,
  /// Blocks of addresses that overlap each other and the pods' own range.
  OVERLAPPING_RANGES,
  /// Policies that list thousands of single ports with gaps between them.
  SINGLE_PORTS,
  /// A network security group with 1,000 rules, the most that Azure allows (Microsoft Learn, "Azure
  /// subscription and service limits").
  LONG_GROUP,
  /// As typical, but the first 5,000 policies are CiliumNetworkPolicies.
  CILIUM,
  /// As typical, but the first 2,000 policies are GlobalNetworkPolicies in ten tiers of Calico.
  CALICO;

  /// How many policies are written in another language than that of NetworkPolicy.
  int inAnotherLanguage() {
    return switch (this) {
      case CILIUM -> 5_000;
      case CALICO -> 2_000;
      case TYPICAL, RED_HAT, UNIQUE_LABELS, OVERLAPPING_RANGES, SINGLE_PORTS, LONG_GROUP -> 0;
    };
  }

  /// `red-hat`, `single-ports`, ...
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Shape> parse(String label) {
    return Arrays.stream(values()).filter(shape -> shape.label().equals(label)).findFirst();
  }

  /// How much there is of everything in this shape.
  Scale fit(Scale scale) {
    if (this != RED_HAT) {
      return scale;
    }
    int namespaces = Math.clamp(scale.pods() / 10, 1, 2_400);
    int pods = 10 * namespaces;
    return new Scale(
        scale.name(), Math.max(3, pods / 100), pods, namespaces, 20 * namespaces, namespaces);
  }
}
