package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Snapshot;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Request;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.reach.MeshReach.Opening;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Istio documentation, "Security" (identities; plain text has none) and "Authorization
/// Policy" (evaluation).
class MeshReachTest {
  private static final PacketSet TCP = PacketSet.of(Protocol.TCP);
  private static final PacketSet WEB = Written.port(8080);

  private static List<Opening> openings(Member member) {
    Cluster cluster = new Cluster().namespace("shop");
    cluster.pods("shop", "web").port("http", Protocol.TCP, 8080).in(member);
    Snapshot snapshot = cluster.snapshot();
    return MeshReach.of(snapshot).openings(snapshot.facts().kubernetes().workloads().getFirst());
  }

  private static List<Opening> openings(Policy... inbound) {
    return openings(Meshed.sidecar("shop/web", inbound));
  }

  /// `PLAIN_TEXT 8080 AUTHORIZATION closed`: who, ports, where, and what else is said.
  private static String text(Opening one) {
    String ports =
        one.packets().blocks().stream()
            .map(block -> block.destinations().toString())
            .collect(Collectors.joining(","));
    return one.stranger()
        + " "
        + ports
        + one.stage().map(stage -> " " + stage).orElse("")
        + (one.sure() ? "" : " perhaps")
        + (one.anything() ? " anything" : "")
        + (one.closed() ? " closed" : "")
        + (one.perhapsPast() ? " past" : "");
  }

  private static String text(List<Opening> all) {
    return all.stream().map(MeshReachTest::text).sorted().collect(Collectors.joining("; "));
  }

  private static Policy perhapsPast() {
    return Meshed.policy(Stage.CAPTURE, Verdict.PASS, Written.allow(Written.unknown(), WEB));
  }

  private static Policy past() {
    return Meshed.policy(Stage.CAPTURE, Verdict.PASS, Written.allow(Written.everybody(), WEB));
  }

  @Test
  void where_nothing_is_said_both_strangers_get_anywhere() {
    assertThat(text(openings())).isEqualTo("PLAIN_TEXT 1-65535; UNKNOWN_IDENTITY 1-65535");
  }

  @Test
  void strict_transport_stops_plain_text_alone() {
    assertThat(text(openings(Meshed.STRICT))).isEqualTo("UNKNOWN_IDENTITY 1-65535");
  }

  @Test
  void nobody_gets_by_rules_that_name_somebody() {
    Policy named = Meshed.allowing(Written.allow(Meshed.account("shop/db"), TCP));
    assertThat(openings(Meshed.STRICT, named)).isEmpty();
    assertThat(openings(named)).isEmpty();
    assertThat(openings(Meshed.allowing())).isEmpty();
  }

  /// Kubernetes documentation, "Service Accounts": every namespace has the account `default`.
  @Test
  void a_rule_for_the_default_account_of_any_namespace_lets_a_new_one_by() {
    Peers ofAny =
        new Peers.Identified(
            new LabelTest.Like(Identity.PRINCIPAL, LabelTest.Place.END, "/sa/default"));
    assertThat(text(openings(Meshed.STRICT, Meshed.allowing(Written.allow(ofAny, WEB)))))
        .isEqualTo("UNKNOWN_IDENTITY 8080 AUTHORIZATION closed");
  }

  @Test
  void a_rule_for_everybody_lets_strangers_by() {
    Policy some = Meshed.allowing(Written.allow(Written.everybody(), WEB));
    assertThat(text(openings(some)))
        .isEqualTo(
            "PLAIN_TEXT 8080 AUTHORIZATION closed; UNKNOWN_IDENTITY 8080 AUTHORIZATION closed");
    Policy all = Meshed.allowing(Written.allow(Written.everybody(), TCP));
    assertThat(text(openings(Meshed.STRICT, all)))
        .isEqualTo("UNKNOWN_IDENTITY 1-65535 AUTHORIZATION anything closed");
    Policy anyIdentity = Meshed.allowing(Written.allow(new Peers.Identified(LabelTest.any()), WEB));
    assertThat(text(openings(anyIdentity))).isEqualTo("UNKNOWN_IDENTITY 8080 AUTHORIZATION closed");
  }

  @Test
  void what_goes_past_the_proxy_is_open_to_all() {
    assertThat(text(openings(past(), Meshed.STRICT, Meshed.allowing())))
        .isEqualTo("PLAIN_TEXT 8080 CAPTURE; UNKNOWN_IDENTITY 8080 CAPTURE");
    assertThat(openings(perhapsPast(), Meshed.STRICT, Meshed.allowing()))
        .hasSize(2)
        .allSatisfy(one -> {
          assertThat(one.packets()).isEqualTo(WEB);
          assertThat(one.sure()).isFalse();
          assertThat(one.perhapsPast()).isTrue();
        });
    Policy own =
        Meshed.policy(
            Stage.OWN_PORTS,
            Verdict.PASS,
            Written.allow(Written.everybody(), Written.port(15_020)));
    assertThat(text(openings(own, Meshed.STRICT, Meshed.allowing())))
        .isEqualTo("PLAIN_TEXT 15020 OWN_PORTS; UNKNOWN_IDENTITY 15020 OWN_PORTS");
  }

  @Test
  void whoever_is_asked_besides_may_let_anybody_by() {
    Policy external =
        Meshed.policy(
            Stage.EXTERNAL, Verdict.PASS, Written.rule(Verdict.DENY, Written.everybody(), TCP));
    assertThat(text(openings(external, Meshed.STRICT))).isEqualTo("UNKNOWN_IDENTITY 1-65535");
  }

  @Test
  void out_of_the_mesh_nothing_is_told_and_where_that_is_not_known_all_is_doubted() {
    assertThat(openings(Meshed.member(Mesh.ISTIO, Meshed.OUT, "shop/web"))).isEmpty();
    assertThat(openings(Member.NONE)).isEmpty();
    assertThat(openings(Meshed.member(Mesh.ISTIO, Meshed.UNKNOWN, "shop/web", Meshed.allowing())))
        .hasSize(2)
        .allSatisfy(one -> {
          assertThat(one.packets())
              .isEqualTo(PacketSet.of(Protocol.TCP, Ports.range(1, 65_535), Ports.ALL));
          assertThat(one.sure()).isFalse();
        });
  }

  @ParameterizedTest(name = "{0} {1}: from {2}")
  @CsvSource({
    "ALLOW, 10.0.0.0/8, 10.0.0.0",
    "ALLOW, 192.168.1.7/32, 192.168.1.7",
    "ALLOW, 2001:db8::/32, 2001:db8::",
    "DENY, 0.0.0.0/1, 128.0.0.0"
  })
  void every_address_that_rules_tell_apart_is_tried(Verdict verdict, String block, String address) {
    Policy policy =
        verdict == Verdict.ALLOW
            ? Meshed.allowing(Written.allow(Written.block(block), TCP))
            : Meshed.policy(
                Stage.DENIAL, Verdict.PASS, Written.rule(Verdict.DENY, Written.block(block), TCP));
    List<Opening> found = openings(policy);
    assertThat(found)
        .extracting(Opening::stranger)
        .containsExactlyInAnyOrder(MeshReach.Stranger.values());
    assertThat(found)
        .allSatisfy(one -> {
          assertThat(one.sure()).isTrue();
          assertThat(one.from()).contains(Cluster.address(address));
        });
  }

  @Test
  void no_address_is_told_where_none_matters() {
    assertThat(openings()).allSatisfy(one -> assertThat(one.from()).isEmpty());
  }

  @Test
  void every_request_that_rules_ask_for_is_tried() {
    Policy health = Meshed.allowing(Written.allow(Meshed.sending(Request.PATH, "/health"), WEB));
    List<Opening> found = openings(Meshed.STRICT, health);
    assertThat(text(found)).isEqualTo("UNKNOWN_IDENTITY 8080 AUTHORIZATION closed");
    assertThat(new TreeMap<>(found.getFirst().request().attributes()))
        .containsEntry(Request.PATH, "/health")
        .containsEntry(Request.METHOD, "GET");
    Policy denied =
        Meshed.policy(
            Stage.DENIAL,
            Verdict.PASS,
            Written.rule(Verdict.DENY, new Peers.Not(Meshed.sending(Request.METHOD, "PUT")), TCP));
    assertThat(openings(Meshed.STRICT, denied))
        .singleElement()
        .satisfies(
            one -> assertThat(one.request().attributes()).containsEntry(Request.METHOD, "PUT"));
  }

  @Test
  void the_port_that_a_container_declares_is_the_example() {
    assertThat(openings())
        .allSatisfy(one -> {
          assertThat(one.declared()).isEqualTo(WEB);
          assertThat(one.example().orElseThrow().destination()).isEqualTo(8080);
        });
  }
}
