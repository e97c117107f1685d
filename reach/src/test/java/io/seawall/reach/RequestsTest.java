package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.LabelTest.Place;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Request;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {
  private static final LabelTest PUT = LabelTest.equalTo(Request.METHOD, "PUT");
  private static final LabelTest HEALTH = LabelTest.equalTo(Request.PATH, "/health");
  private static final Map<String, String> BASIS =
      Map.of(Request.METHOD, "GET", Request.PATH, "/seawall-nobody", Request.HOST, "nobody");

  private static List<Request> tried(Peers... peers) {
    return Requests.worthTrying(
        Meshed.sidecar(
            "shop/web",
            Meshed.allowing(
                Stream.of(peers)
                    .map(one -> Written.allow(one, PacketSet.ALL))
                    .toArray(Rule[]::new))));
  }

  /// What a request has that the first one has not.
  private static String text(Request request) {
    Map<String, String> own = new TreeMap<>(request.attributes());
    BASIS.forEach(own::remove);
    return own.toString();
  }

  private static Set<String> ways(int many) {
    Set<String> all = new LinkedHashSet<>();
    IntStream.range(0, many).forEach(i -> all.add("/" + i));
    return all;
  }

  static Stream<Arguments> tests() {
    return Stream.of(
        arguments(PUT, List.of("{method=PUT}")),
        arguments(new LabelTest.Exists("header.a"), List.of("{header.a=x}")),
        arguments(new LabelTest.Like(Request.PATH, Place.START, "/api/"), List.of("{path=/api/}")),
        arguments(new LabelTest.Like(Request.PATH, Place.END, ".js"), List.of("{path=.js}")),
        arguments(
            new LabelTest.Like(Request.PATH, Place.PATH, "/a/{*}/b/{**}"),
            List.of("{path=/a/x/b/x}")),
        arguments(new LabelTest.Not(HEALTH), List.of()),
        arguments(new LabelTest.All(List.of(PUT, HEALTH)), List.of("{method=PUT, path=/health}")),
        arguments(
            new LabelTest.All(List.of(PUT, new LabelTest.Not(HEALTH))), List.of("{method=PUT}")),
        arguments(
            new LabelTest.OneOf(List.of(PUT, HEALTH)), List.of("{method=PUT}", "{path=/health}")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("tests")
  void a_request_that_passes_is_tried(LabelTest test, List<String> expected) {
    List<Request> tried = tried(new Peers.Sending(test));
    assertThat(tried.getFirst()).isEqualTo(new Request(BASIS, true));
    assertThat(tried.subList(1, tried.size()))
        .extracting(RequestsTest::text)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(tried).anyMatch(one -> one.passes(test).orElse(false));
  }

  static Stream<Arguments> peers() {
    Peers put = new Peers.Sending(PUT);
    Peers health = new Peers.Sending(HEALTH);
    return Stream.of(
        arguments(new Peers.AnyOf(List.of(put, health)), List.of("{method=PUT}", "{path=/health}")),
        arguments(new Peers.AllOf(List.of(put, health)), List.of("{method=PUT, path=/health}")),
        arguments(
            new Peers.AllOf(List.of(Meshed.account("shop/db"), put)), List.of("{method=PUT}")),
        arguments(new Peers.Not(health), List.of("{path=/health}")),
        arguments(
            new Peers.AllOf(List.of(put, new Peers.Not(health))),
            List.of("{method=PUT}", "{method=PUT, path=/health}")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("peers")
  void peers_are_solved_together(Peers peers, List<String> expected) {
    List<Request> tried = tried(peers);
    assertThat(tried.subList(1, tried.size()))
        .extracting(RequestsTest::text)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void where_no_rule_looks_at_requests_none_is_made_up() {
    assertThat(tried(new Peers.Everybody(), Meshed.account("shop/db")))
        .containsExactly(Request.ANY);
  }

  @Test
  void of_many_some_are_tried() {
    Peers many = new Peers.Sending(new LabelTest.In(Request.PATH, ways(20)));
    assertThat(tried(many)).hasSize(9);
    Peers[] rules =
        ways(100).stream().map(path -> Meshed.sending(Request.PATH, path)).toArray(Peers[]::new);
    assertThat(tried(rules)).hasSize(64);
  }
}
