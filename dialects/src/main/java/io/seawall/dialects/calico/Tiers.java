package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.SharedTiers;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tiers of a cluster: in which order they are asked, and what becomes of a packet that no rule
/// of one matches. Those that Calico makes itself are known without their objects.
///
/// Source: Calico documentation, "Tier" (tiers of one order are asked by name; one without an order
/// comes last) and "Get started with policy tiers" (the tiers `default` and those of
/// administrators' policies, which have other names since Calico 3.32).
final class Tiers {
  /// The tier of policies that name none, and of NetworkPolicies.
  static final String DEFAULT = "default";

  /// A tier that Calico makes itself.
  ///
  /// @param names those that it has in some release
  private record BuiltIn(List<String> names, Tier tier, Verdict unmatched) {}

  private static final List<BuiltIn> BUILT_IN =
      List.of(
          new BuiltIn(List.of("adminnetworkpolicy", "kube-admin"), SharedTiers.ADMIN, Verdict.PASS),
          new BuiltIn(List.of(DEFAULT), SharedTiers.NETWORK_POLICY, Verdict.DENY),
          new BuiltIn(
              List.of("baselineadminnetworkpolicy", "kube-baseline"),
              SharedTiers.BASELINE,
              Verdict.PASS));

  private final List<Written> written = new ArrayList<>();

  /// A Tier as written.
  ///
  /// @param refused the place of the first complaint after which Calico would not take it
  private record Written(
      String name, double order, Verdict unmatched, Optional<SourceRef> refused) {}

  /// Where the policies of a tier stand.
  sealed interface Place {
    /// @param unmatched what becomes of a packet that no rule of the tier matches
    record Known(Tier tier, Verdict unmatched) implements Place {}

    /// The input does not tell.
    record Unknown(String missing) implements Place {}
  }

  /// Takes a Tier.
  void take(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    Optional<Fields> spec = root.child("spec");
    double order = spec.flatMap(fields -> fields.decimal("order")).orElse(Double.POSITIVE_INFINITY);
    Verdict unmatched = spec.map(Tiers::unmatched).orElse(Verdict.DENY);
    spec.ifPresent(Fields::close);
    root.ignore("apiVersion", "kind", "metadata", "status");
    root.close();
    builtIn(meta.name())
        .filter(tier -> tier.tier.order() != order || tier.unmatched != unmatched)
        .ifPresent(tier ->
            root.complain(
                "BAD_TIER",
                root.where("spec"),
                "another order or default action",
                "order "
                    + (long) tier.tier.order()
                    + " and default action "
                    + (tier.unmatched == Verdict.PASS ? "Pass" : "Deny"),
                "Calico makes this tier itself"));
    Optional<SourceRef> refused =
        complaints.stream()
            .filter(complaint -> complaint.severity() == Diagnostic.Severity.ERROR)
            .map(Diagnostic::where)
            .findFirst();
    written.add(new Written(meta.name(), order, unmatched, refused));
  }

  private static Verdict unmatched(Fields spec) {
    Optional<String> action = spec.text("defaultAction");
    if (action.isPresent() && !action.get().equals("Pass") && !action.get().equals("Deny")) {
      spec.complain(
          "BAD_ACTION",
          spec.where("defaultAction"),
          "the text \"" + action.get() + "\"",
          "Pass or Deny",
          "");
    }
    return action.filter("Pass"::equals).map(_ -> Verdict.PASS).orElse(Verdict.DENY);
  }

  private static Optional<BuiltIn> builtIn(String name) {
    return BUILT_IN.stream().filter(tier -> tier.names.contains(name)).findFirst();
  }

  /// Where the policies of the tier of this name stand.
  Place place(String name) {
    Optional<BuiltIn> builtIn = builtIn(name);
    if (builtIn.isPresent()) {
      return new Place.Known(byName(builtIn.get().tier), builtIn.get().unmatched);
    }
    List<Written> all = written.stream().filter(tier -> tier.name.equals(name)).distinct().toList();
    if (all.size() == 1 && all.getFirst().refused.isEmpty()) {
      return place(all.getFirst());
    }
    String missing =
        all.isEmpty()
            ? "is not in the input (kubectl get tiers.crd.projectcalico.org " + name + " -o yaml)"
            : all.stream()
                .flatMap(tier -> tier.refused.stream())
                .findFirst()
                .map(at -> "is refused as written (" + at.place() + ")")
                .orElse("is there twice, and the two differ");
    return new Place.Unknown("when the tier " + name + " is asked: it " + missing);
  }

  private static Tier byName(Tier tier) {
    return new Tier(tier.order(), tier.name(), Tier.Fold.FIRST_BY_NAME);
  }

  /// A tier of the order of one that Calico makes itself stands before or behind it by their names,
  /// as far as those agree on it that the other has in different releases.
  private static Place place(Written tier) {
    double order = tier.order;
    for (BuiltIn other : BUILT_IN) {
      if (other.tier.order() == order) {
        if (other.names.stream().allMatch(name -> tier.name.compareTo(name) < 0)) {
          order = Math.nextDown(order);
        } else if (other.names.stream().anyMatch(name -> tier.name.compareTo(name) < 0)) {
          return new Place.Unknown(
              "whether the tier "
                  + tier.name
                  + " is asked before that of administrators' policies:"
                  + " its name decides, which releases change");
        }
      }
    }
    return new Place.Known(new Tier(order, tier.name, Tier.Fold.FIRST_BY_NAME), tier.unmatched);
  }
}
