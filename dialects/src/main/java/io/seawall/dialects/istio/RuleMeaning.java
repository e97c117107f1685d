package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.Condition;
import io.seawall.dialects.istio.IstioObject.Matches;
import io.seawall.dialects.istio.IstioObject.Rule;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a rule of an AuthorizationPolicy means at a workload: a neutral rule for each of its
/// operations, and for connections and requests apart.
///
/// At a port where the proxy sees connections alone, a rule that looks at requests cannot be asked:
/// if it allows, it is dropped, and if it denies, what is left of it denies more.
///
/// Source: Istio documentation, "Authorization Policy", and "Authorization for TCP traffic"; Istio
/// source, pilot/pkg/security/authz/builder and model (`forTCP`).
final class RuleMeaning {
  private final AuthorizationPolicy policy;
  private final SourceMeaning sources;
  private final Conditions conditions;
  private final PortKinds kinds;
  private final boolean ztunnel;

  /// Where a rule is asked.
  ///
  /// @param kinds which ports may carry requests
  /// @param tokens whether some RequestAuthentication finds out who holds a token: else no request
  ///   has a principal (Istio documentation, "RequestAuthentication")
  /// @param ztunnel whether it is asked by the proxy of a node, which knows fewer fields
  record Place(PortKinds kinds, boolean tokens, boolean ztunnel) {}

  RuleMeaning(AuthorizationPolicy policy, Settings settings, Place place) {
    this.policy = policy;
    this.sources = new SourceMeaning(settings.trustDomains(), policy.namespace(), place);
    this.conditions = new Conditions(sources);
    this.kinds = place.kinds();
    this.ztunnel = place.ztunnel();
  }

  /// The rules with a verdict.
  List<io.seawall.model.policy.Rule> of(Verdict verdict) {
    List<io.seawall.model.policy.Rule> all = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (rule.to().isEmpty()) {
        add(all, verdict, rule, Optional.empty());
      }
      rule.to().forEach(operation -> add(all, verdict, rule, Optional.of(operation)));
    }
    return all;
  }

  private void add(
      List<io.seawall.model.policy.Rule> all,
      Verdict verdict,
      Rule rule,
      Optional<Matches> operation) {
    PacketSet packets = operation.map(OperationMeaning::packets).orElse(OperationMeaning.TCP);
    for (Condition condition : rule.when()) {
      packets = packets.and(Conditions.packets(condition));
    }
    if (!looksAtRequests(rule)) {
      put(all, verdict, peers(rule, operation, true), packets, rule);
      return;
    }
    Peers asked = peers(rule, operation, true);
    put(all, verdict, asked, packets.and(kinds.http()), rule);
    if (verdict == Verdict.DENY) {
      Peers wider = peers(rule, operation, false);
      put(all, verdict, asked, packets.and(kinds.undeclared()), rule);
      put(all, verdict, perhaps(wider), packets.and(kinds.undeclared()), rule);
      put(all, verdict, wider, packets.and(kinds.others()), rule);
    } else {
      put(all, verdict, perhaps(asked), packets.and(kinds.undeclared()), rule);
    }
  }

  private static Peers perhaps(Peers peers) {
    return new Peers.AllOf(
        List.of(
            new Peers.Unknown(
                "whether the proxy looks for requests at a port that no Service declares"),
            peers));
  }

  private static void put(
      List<io.seawall.model.policy.Rule> all,
      Verdict verdict,
      Peers peers,
      PacketSet packets,
      Rule rule) {
    if (!packets.isEmpty()) {
      all.add(
          new io.seawall.model.policy.Rule(
              verdict,
              new Peers.Everybody(),
              peers,
              new PortMatch(packets, List.of()),
              rule.where()));
    }
  }

  /// Whether any part of the rule does: at a port that sees connections alone a rule that allows is
  /// then dropped as a whole.
  private boolean looksAtRequests(Rule rule) {
    return (ztunnel && Ztunnel.isUnseen(rule))
        || rule.to().stream().anyMatch(one -> OperationMeaning.request(one).isPresent())
        || rule.when().stream().anyMatch(Conditions::isOfRequest)
        || rule.from().stream().anyMatch(RuleMeaning::looksAtRequests);
  }

  static boolean looksAtRequests(Matches source) {
    return !source.of("requestPrincipals").isEmpty()
        || !source.of("notRequestPrincipals").isEmpty();
  }

  /// @param requests whether what the rule asks of requests counts
  private Peers peers(Rule rule, Optional<Matches> operation, boolean requests) {
    List<Peers> all = new ArrayList<>();
    if (!rule.from().isEmpty()) {
      List<Peers> some =
          rule.from().stream()
              .map(source -> sources.of(requests ? source : withoutRequests(source)))
              .toList();
      all.add(some.size() == 1 ? some.getFirst() : new Peers.AnyOf(some));
    }
    for (Condition condition : rule.when()) {
      if (requests || !Conditions.isOfRequest(condition)) {
        conditions.peers(condition).ifPresent(all::add);
      }
    }
    if (requests) {
      operation.flatMap(OperationMeaning::request).ifPresent(all::add);
    }
    return switch (all.size()) {
      case 0 -> new Peers.Everybody();
      case 1 -> all.getFirst();
      default -> new Peers.AllOf(all);
    };
  }

  private static Matches withoutRequests(Matches source) {
    Map<String, List<String>> values = new HashMap<>(source.values());
    values.remove("requestPrincipals");
    values.remove("notRequestPrincipals");
    return new Matches(values, source.where());
  }
}
