package io.seawall.reach;

import io.seawall.model.mesh.Member;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Request;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Requests that somebody would try who knows the rules: one for each thing that rules ask of
/// requests, that passes it, and one that nothing speaks of. Whoever sends a request chooses what
/// is in it, so one that gets by is enough.
final class Requests {
  private static final int MOST = 64;
  private static final int SOME = 8;
  private static final String ANYTHING = "x";

  private Requests() {}

  /// The requests worth a try; [Request#ANY] alone where no rule looks at requests.
  static List<Request> worthTrying(Member member) {
    Set<Map<String, String>> solved = new LinkedHashSet<>();
    for (Policy policy : member.inbound()) {
      for (Rule rule : policy.rules()) {
        solved.addAll(solutions(rule.peers()));
      }
    }
    solved.remove(Map.<String, String>of());
    if (solved.isEmpty() && !looksAtRequests(member)) {
      return List.of(Request.ANY);
    }
    Set<Request> found = new LinkedHashSet<>();
    found.add(new Request(basis(), true));
    for (Map<String, String> one : solved) {
      Map<String, String> attributes = basis();
      attributes.putAll(one);
      found.add(new Request(attributes, true));
    }
    return List.copyOf(found).subList(0, Math.min(found.size(), MOST));
  }

  private static boolean looksAtRequests(Member member) {
    return member.inbound().stream()
        .flatMap(policy -> policy.rules().stream())
        .flatMap(rule -> rule.peers().parts())
        .anyMatch(Peers.Sending.class::isInstance);
  }

  private static Map<String, String> basis() {
    return new HashMap<>(
        Map.of(Request.METHOD, "GET", Request.PATH, "/seawall-nobody", Request.HOST, "nobody"));
  }

  /// Attributes with which the peers of a rule are meant, as far as requests decide.
  private static List<Map<String, String>> solutions(Peers peers) {
    return switch (peers) {
      case Peers.Sending(var test) -> solutions(test);
      case Peers.AnyOf(var inner) ->
          inner.stream().limit(SOME).flatMap(one -> solutions(one).stream()).toList();
      case Peers.AllOf(var inner) -> together(inner, Requests::solutions);
      case Peers.Not(var inner) ->
          Stream.concat(Stream.of(Map.<String, String>of()), solutions(inner).stream()).toList();
      case Peers.Everybody _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Addresses _,
          Peers.Block _,
          Peers.Tag _,
          Peers.ApplicationGroup _,
          Peers.Outside _,
          Peers.Identified _,
          Peers.Unknown _ ->
          List.of(Map.of());
    };
  }

  /// Attributes with which the test passes, as far as they are easy to find.
  private static List<Map<String, String>> solutions(LabelTest test) {
    return switch (test) {
      case LabelTest.In(var key, var values) ->
          values.stream().limit(SOME).map(value -> Map.of(key, value)).toList();
      case LabelTest.Exists(var key) -> List.of(Map.of(key, ANYTHING));
      case LabelTest.Like(var key, var place, var text) ->
          List.of(
              Map.of(
                  key,
                  place == LabelTest.Place.PATH
                      ? text.replace("{**}", ANYTHING).replace("{*}", ANYTHING)
                      : text));
      case LabelTest.Not _ -> List.of(Map.of());
      case LabelTest.All(var tests) -> together(tests, Requests::solutions);
      case LabelTest.OneOf(var tests) ->
          tests.stream().limit(SOME).flatMap(one -> solutions(one).stream()).toList();
    };
  }

  private static <T> List<Map<String, String>> together(
      List<T> parts, Function<T, List<Map<String, String>>> solve) {
    List<Map<String, String>> all = List.of(Map.of());
    for (T part : parts) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (Map<String, String> more : solve.apply(part)) {
          Map<String, String> both = new HashMap<>(before);
          both.putAll(more);
          longer.add(both);
        }
      }
      all = longer.subList(0, Math.min(longer.size(), SOME));
    }
    return all;
  }
}
