package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.Condition;
import io.seawall.dialects.istio.IstioObject.Matches;
import io.seawall.dialects.istio.IstioObject.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the proxy of a node sees of a rule. It knows connections alone.
///
/// Source: Istio documentation, "Use Layer 4 security policy"; Istio source,
/// pilot/pkg/serviceregistry/ambient/authorization.go: an ALLOW rule with anything else is dropped,
/// and of a DENY rule the rest is taken away clause by clause, where an emptied clause never fits.
final class Ztunnel {
  private static final Set<String> FIELDS =
      Set.of(
          "principals",
          "notPrincipals",
          "namespaces",
          "notNamespaces",
          "serviceAccounts",
          "notServiceAccounts",
          "ipBlocks",
          "notIpBlocks",
          "ports",
          "notPorts");

  /// Fields that are left out without a trace.
  private static final Set<String> LEFT_OUT = Set.of("trustDomains", "notTrustDomains");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "source.ip",
          "source.namespace",
          "source.principal",
          "destination.ip",
          "destination.port");

  private Ztunnel() {}

  /// Whether a rule asks for anything that it does not see.
  static boolean isUnseen(Rule rule) {
    return rule.from().stream().anyMatch(Ztunnel::isUnseen)
        || rule.to().stream().anyMatch(Ztunnel::isUnseen)
        || rule.when().stream().anyMatch(Ztunnel::isUnseen);
  }

  private static boolean isUnseen(Matches one) {
    return one.values().keySet().stream()
        .anyMatch(field -> !FIELDS.contains(field) && !LEFT_OUT.contains(field));
  }

  private static boolean isUnseen(Condition condition) {
    return !ATTRIBUTES.contains(condition.key());
  }

  /// Whether a rule that denies never fits, since one of its clauses has nothing left.
  static boolean neverFits(Rule rule) {
    return (!rule.to().isEmpty() && rule.to().stream().allMatch(Ztunnel::isEmptied))
        || (!rule.from().isEmpty() && rule.from().stream().allMatch(Ztunnel::isEmptied))
        || rule.when().stream().anyMatch(Ztunnel::isUnseen);
  }

  /// A rule that denies, as far as it is seen.
  static Rule seen(Rule rule) {
    return new Rule(
        rule.from().stream().filter(one -> !isEmptied(one)).map(Ztunnel::seen).toList(),
        rule.to().stream().filter(one -> !isEmptied(one)).map(Ztunnel::seen).toList(),
        rule.when(),
        rule.where());
  }

  private static boolean isEmptied(Matches one) {
    return one.values().keySet().stream().noneMatch(FIELDS::contains);
  }

  private static Matches seen(Matches one) {
    Map<String, List<String>> kept = new HashMap<>(one.values());
    kept.keySet().removeIf(field -> !FIELDS.contains(field) && !LEFT_OUT.contains(field));
    return new Matches(kept, one.where());
  }
}
