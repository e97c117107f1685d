package io.seawall.oracle;

import io.seawall.oracle.AdminPolicies.Asked;
import io.seawall.oracle.Endpoint.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// NetworkPolicy, GlobalNetworkPolicy and Tier of Calico, with the policies of Kubernetes in their
/// places among them. Source: Calico documentation, resource reference of each kind, and "Get
/// started with policy tiers".
///
/// Untracked policies and service accounts are refused.
final class CalicoPolicies {
  private static final String DEFAULT = "default";
  private static final double ORDER_OF_ADMIN = 1_000;
  private static final double ORDER_OF_DEFAULT = 1_000_000;

  /// Of the policies that Kubernetes' NetworkPolicies become in the default tier.
  private static final double ORDER_OF_KUBERNETES = 1_000;

  private final List<Tree> policies;
  private final List<Tree> tiers;
  private final CalicoRules rules;

  /// What Kubernetes' own policies say, where Calico asks them.
  ///
  /// @param admin the Admin tier, given what comes after it
  /// @param ofNamespaces what NetworkPolicies allow; empty if none selects the subject
  /// @param baseline the Baseline tier, given what comes after it
  record Kubernetes(
      UnaryOperator<Answer> admin, Optional<Answer> ofNamespaces, UnaryOperator<Answer> baseline) {}

  /// A policy in its place.
  ///
  /// @param sort policies with the same one are ordered by name
  private record Placed(double order, String sort, String name, UnaryOperator<Answer> verdict) {}

  CalicoPolicies(Documents documents, Cluster cluster) {
    this.policies =
        Stream.of("NetworkPolicy", "GlobalNetworkPolicy")
            .flatMap(kind -> documents.kind(kind).stream())
            .filter(CalicoPolicies::isOfCalico)
            .filter(policy -> !policy.at("spec").at("preDNAT").isTrue())
            .toList();
    this.tiers = documents.kind("Tier");
    this.rules = new CalicoRules(documents, cluster);
    policies.forEach(CalicoPolicies::refuseUnknown);
  }

  static boolean isOfCalico(Tree object) {
    var version = object.at("apiVersion").text().orElse("");
    return version.equals("projectcalico.org/v3") || version.equals("crd.projectcalico.org/v1");
  }

  private static void refuseUnknown(Tree policy) {
    Stream.of("doNotTrack", "serviceAccountSelector")
        .filter(field -> !policy.at("spec").at(field).isAbsent())
        .findFirst()
        .ifPresent(field -> {
          throw new IllegalArgumentException("no rule for " + field);
        });
  }

  /// Tiers by ascending order: those of administrators are at 1,000, the default tier at 1,000,000,
  /// the baseline behind it. What passes through all of them meets the profile of the namespace,
  /// which allows. Source: "Get started with policy tiers", each section.
  Answer judge(Asked asked, Kubernetes kubernetes) {
    var byOrder = new TreeMap<Double, UnaryOperator<Answer>>();
    byOrder.put(ORDER_OF_ADMIN, kubernetes.admin());
    for (var tier : tiers) {
      var name = Cluster.nameOf(tier);
      if (!name.equals(DEFAULT) && byOrder.put(orderOf(tier), after(name, asked)) != null) {
        throw new IllegalArgumentException("no rule for two tiers of one order");
      }
    }
    byOrder.put(ORDER_OF_DEFAULT, next -> inTier(DEFAULT, asked, kubernetes.ofNamespaces(), next));
    var answer = kubernetes.baseline().apply(Answer.YES);
    for (var tier : byOrder.descendingMap().values()) {
      answer = tier.apply(answer);
    }
    return answer;
  }

  private UnaryOperator<Answer> after(String tier, Asked asked) {
    return next -> inTier(tier, asked, Optional.empty(), next);
  }

  /// Without an order, a tier is behind all that have one, but for the default tier, which is last.
  private static double orderOf(Tree object) {
    var order = object.at("spec").at("order");
    return order.isAbsent() ? Double.MAX_VALUE : order.number().orElseThrow();
  }

  /// A tier none of whose policies applies to the subject is skipped, and its default action with
  /// it. Source: "Policy endpoint matching across tiers".
  private Answer inTier(String tier, Asked asked, Optional<Answer> ofNamespaces, Answer next) {
    var placed =
        policies.stream()
            .filter(policy -> tierOf(policy).equals(tier) && applies(policy, asked))
            .map(policy -> placed(policy, asked, next))
            .collect(Collectors.toCollection(ArrayList::new));
    ofNamespaces.ifPresent(allowed ->
        placed.add(new Placed(ORDER_OF_KUBERNETES, "Kubernetes", "", rest -> allowed.or(rest))));
    if (placed.isEmpty()) {
      return next;
    }
    var unmatched = passesByDefault(tier) ? next : Answer.NO;
    return orders(placed).stream()
        .map(order -> {
          var answer = unmatched;
          for (var policy : order.reversed()) {
            answer = policy.verdict().apply(answer);
          }
          return answer;
        })
        .reduce(Answer::unless)
        .orElseThrow();
  }

  private static String tierOf(Tree policy) {
    return policy.at("spec").at("tier").text().orElse(DEFAULT);
  }

  /// Source: Tier.defaultAction, which is Deny if it is missing.
  private boolean passesByDefault(String tier) {
    return tiers.stream()
        .filter(one -> Cluster.nameOf(one).equals(tier))
        .anyMatch(one -> one.at("spec").at("defaultAction").text().orElse("Deny").equals("Pass"));
  }

  private boolean applies(Tree policy, Asked asked) {
    return typesOf(policy).contains(asked.direction().type) && selects(policy, asked.subject());
  }

  /// Source: the table of defaults of `types`.
  static Set<String> typesOf(Tree policy) {
    var spec = policy.at("spec");
    if (!spec.at("types").items().isEmpty()) {
      return spec.at("types").items().stream()
          .map(type -> type.text().orElseThrow())
          .collect(Collectors.toSet());
    }
    var hasEgress = !spec.at("egress").items().isEmpty();
    var hasIngress = !spec.at("ingress").items().isEmpty();
    return hasEgress
        ? hasIngress ? Set.of("Ingress", "Egress") : Set.of("Egress")
        : Set.of("Ingress");
  }

  private boolean selects(Tree policy, Pod pod) {
    var spec = policy.at("spec");
    var isInScope =
        namespaceOf(policy)
            .map(pod.namespace()::equals)
            .orElseGet(() ->
                CalicoSelector.matches(
                    spec.at("namespaceSelector").text().orElse(""),
                    rules.labelsOfNamespace(pod.namespace())));
    return isInScope
        && CalicoSelector.matches(spec.at("selector").text().orElse(""), CalicoRules.labelsOf(pod));
  }

  private static Optional<String> namespaceOf(Tree policy) {
    return policy.at("kind").text().orElseThrow().equals("GlobalNetworkPolicy")
        ? Optional.empty()
        : Optional.of(Cluster.namespaceOf(policy));
  }

  private Placed placed(Tree policy, Asked asked, Answer nextTier) {
    return new Placed(
        orderOf(policy),
        namespaceOf(policy).orElse("/"),
        Cluster.nameOf(policy),
        rest -> verdict(policy, asked, nextTier, rest));
  }

  /// Source: "Rule": rules are executed in order; Allow and Deny are final, Log goes on with the
  /// next rule; "Policy action rules": Pass skips to the next tier.
  private Answer verdict(Tree policy, Asked asked, Answer nextTier, Answer rest) {
    var answer = rest;
    for (var rule : policy.at("spec").at(asked.direction().rules).items().reversed()) {
      var action = rule.at("action").text().orElseThrow();
      var decided =
          switch (action) {
            case "Allow" -> Answer.YES;
            case "Deny" -> Answer.NO;
            case "Pass" -> nextTier;
            case "Log" -> answer;
            default -> throw new IllegalArgumentException("no action " + action);
          };
      if (rules.matches(rule, namespaceOf(policy).orElse(""), asked)) {
        answer = decided;
      }
    }
    return answer;
  }

  /// All orders in which the policies may be asked. Source: PolicySpec.order of the API: lower
  /// first, without one last, "policies with identical order will be applied in alphanumerical
  /// order based on the Policy Name". How the names of policies of different namespaces, of global
  /// ones and of those that Kubernetes' become compare, is not said.
  private static List<List<Placed>> orders(List<Placed> placed) {
    var byOrder =
        placed.stream()
            .sorted(Comparator.comparing(Placed::name))
            .collect(Collectors.groupingBy(Placed::order, TreeMap::new, Collectors.toList()));
    var orders = List.of(List.<Placed>of());
    for (Map.Entry<Double, List<Placed>> group : byOrder.entrySet()) {
      var longer = new ArrayList<List<Placed>>();
      for (var head : orders) {
        for (var tail : merges(group.getValue())) {
          longer.add(Stream.concat(head.stream(), tail.stream()).toList());
        }
      }
      orders = longer;
    }
    return orders;
  }

  /// Each order of policies, sorted by name, in which those of one sort stay as they are.
  private static List<List<Placed>> merges(List<Placed> byName) {
    if (byName.isEmpty()) {
      return List.of(List.of());
    }
    var merges = new ArrayList<List<Placed>>();
    var seen = new ArrayList<String>();
    for (var first : byName) {
      if (!seen.contains(first.sort())) {
        seen.add(first.sort());
        var others = new ArrayList<>(byName);
        others.remove(first);
        for (var rest : merges(others)) {
          merges.add(Stream.concat(Stream.of(first), rest.stream()).toList());
        }
      }
    }
    return merges;
  }
}
