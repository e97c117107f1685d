package io.seawall.oracle.mesh;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Cidr;
import io.seawall.oracle.Ip;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Whether conditions hold of what a proxy sees.
///
/// @param namespace of the policy, in which account names without one are
/// @param principal how a principal of a rule compares with an identity
record Match(Seen seen, String namespace, BiFunction<String, Spiffe, Answer> principal) {
  /// Source: Istio, Authorization Policy: values are joined by OR, and the `not` side negates the
  /// whole.
  Answer holds(Condition condition) {
    var positive =
        condition.values().isEmpty() ? Answer.YES : any(condition.key(), condition.values());
    var negative =
        condition.notValues().isEmpty()
            ? Answer.YES
            : any(condition.key(), condition.notValues()).negated();
    return positive.and(negative);
  }

  private Answer any(String key, List<String> values) {
    return values.stream().map(value -> matches(key, value)).reduce(Answer.NO, Answer::or);
  }

  private Answer matches(String key, String value) {
    return switch (key) {
      case "source.principal" -> ofIdentity(id -> principal.apply(value, id));
      case "source.namespace" -> ofIdentity(id -> namespace(value, id));
      case "source.serviceAccount" -> ofIdentity(id -> account(value, id));
      case "source.trustDomain" ->
          ofIdentity(id -> Answer.of(Patterns.matches(value, id.trustDomain())));
      case "source.ip" ->
          seen.source().map(ip -> Answer.of(Cidr.of(value).contains(ip))).orElse(Answer.OPEN);
      case "destination.ip" -> ofDestination(Cidr.of(value));
      case "destination.port" -> Answer.of(value.equals(String.valueOf(seen.port())));
      default -> elsewhere(key, value);
    };
  }

  /// The address behind gateways, the server name and what other filters noted are not among the
  /// facts.
  private Answer elsewhere(String key, String value) {
    return key.startsWith(":") || key.startsWith("request.")
        ? HttpMatch.matches(key, value, seen.request())
        : Answer.OPEN;
  }

  /// Source: Istio, Authorization Policy, Source: fields of the identity need mutual TLS, so
  /// plaintext never has them.
  private Answer ofIdentity(Function<Spiffe, Answer> has) {
    return seen.identity().map(has).orElse(Answer.NO);
  }

  private static Answer namespace(String pattern, Spiffe identity) {
    if (Patterns.globs(pattern, identity.namespace())) {
      return Answer.YES;
    }
    return Patterns.matchesUnescaped(pattern, identity.namespace()) ? Answer.OPEN : Answer.NO;
  }

  /// Source: Istio, Authorization Policy, Source.serviceAccounts: `NAMESPACE/NAME`, or `NAME` in
  /// the namespace of the policy.
  private Answer account(String value, Spiffe identity) {
    var wanted = value.contains("/") ? value : namespace + "/" + value;
    var actual = identity.namespace() + "/" + identity.account();
    if (wanted.equals(actual)) {
      return Answer.YES;
    }
    return Patterns.matchesUnescaped(wanted, actual) ? Answer.OPEN : Answer.NO;
  }

  private Answer ofDestination(Cidr block) {
    List<Ip> addresses = seen.destination();
    if (addresses.isEmpty()) {
      return Answer.OPEN;
    }
    return addresses.stream()
        .map(ip -> Answer.of(block.contains(ip)))
        .reduce(Answer::unless)
        .orElseThrow();
  }
}
