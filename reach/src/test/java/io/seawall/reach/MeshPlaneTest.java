package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Request;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources: Istio documentation, "Security" and "Understanding TLS Configuration" (calls to the
/// address of a pod pass through), "Ambient mesh data plane" (tunnels).
class MeshPlaneTest {
  private static final Packet APP = Cluster.tcp(8080);
  private static final Packet DNS = new Packet(Protocol.UDP, 53, 50_000);

  /// What the receiver's proxy is told.
  private static Policy[] inbound(String name) {
    return switch (name) {
      case "nothing" -> new Policy[0];
      case "strict" -> new Policy[] {Meshed.STRICT};
      case "allow db" ->
          new Policy[] {Meshed.allowing(Written.allow(Meshed.account("shop/db"), PacketSet.ALL))};
      case "strict, allow db" ->
          new Policy[] {
            Meshed.STRICT, Meshed.allowing(Written.allow(Meshed.account("shop/db"), PacketSet.ALL))
          };
      case "deny db" ->
          new Policy[] {
            Meshed.policy(
                Stage.DENIAL,
                Verdict.PASS,
                Written.rule(Verdict.DENY, Meshed.account("shop/db"), PacketSet.ALL))
          };
      case "strict, deny db" -> new Policy[] {Meshed.STRICT, inbound("deny db")[0]};
      case "perhaps past, strict" ->
          new Policy[] {
            Meshed.policy(
                Stage.CAPTURE, Verdict.PASS, Written.allow(Written.unknown(), Written.port(8080))),
            Meshed.STRICT
          };
      case "past, strict" ->
          new Policy[] {
            Meshed.policy(
                Stage.CAPTURE,
                Verdict.PASS,
                Written.allow(Written.everybody(), Written.port(8080))),
            Meshed.STRICT
          };
      case "doubted strict" -> new Policy[] {Written.doubted(Meshed.STRICT)};
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Cluster cluster(Standing standing, Policy... inbound) {
    Cluster cluster = new Cluster().namespace("shop");
    cluster.pods("shop", "web").in(Meshed.member(Mesh.ISTIO, standing, "shop/web", inbound));
    cluster.pods("shop", "sidecar").in(Meshed.sidecar("shop/db"));
    cluster.pods("shop", "ambient").in(Meshed.ambient("shop/db"));
    cluster.pods("shop", "other").in(Meshed.ambient("shop/other"));
    cluster.pods("shop", "perhaps").in(Meshed.member(Mesh.LINKERD, Meshed.UNKNOWN, "shop/db"));
    cluster.pods("shop", "out").in(Meshed.member(Mesh.ISTIO, Meshed.OUT, "shop/db"));
    cluster.pods("shop", "plain");
    return cluster;
  }

  private static Endpoint sender(Reach reach, String name) {
    return name.equals("outside")
        ? Cluster.outside(reach, "8.8.8.8")
        : Cluster.pods(reach, "shop/" + name);
  }

  private static Hop hop(Reach reach, String from) {
    MeshPlane plane = MeshPlane.of(reach.universe(), Request.ANY).orElseThrow();
    return plane.hop(Cluster.pods(reach, "shop/web"), sender(reach, from)).orElseThrow();
  }

  private static void check(Hop hop, Packet packet, Told expected) {
    assertThat(Told.of(hop.packets(), packet)).isEqualTo(expected);
    Reason.Opinion opinion = hop.why(packet).opinion();
    Told said =
        switch (opinion) {
          case ALLOW, NO_OPINION -> Told.YES;
          case DENY -> Told.NO;
          case UNKNOWN -> Told.MAYBE;
        };
    assertThat(said).as("reason: %s", hop.why(packet)).isEqualTo(expected);
  }

  @ParameterizedTest(
      name = "{0}: sidecar {1}, ambient {2}, other {3}, perhaps in {4}, out {5}, outside {6}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          nothing              ; YES   ; YES   ; YES   ; YES   ; YES   ; YES
          strict               ; YES   ; YES   ; YES   ; MAYBE ; NO    ; NO
          allow db             ; YES   ; YES   ; NO    ; MAYBE ; NO    ; NO
          strict, allow db     ; YES   ; YES   ; NO    ; MAYBE ; NO    ; NO
          deny db              ; YES   ; NO    ; YES   ; MAYBE ; YES   ; YES
          perhaps past, strict ; YES   ; YES   ; YES   ; MAYBE ; MAYBE ; MAYBE
          past, strict         ; YES   ; YES   ; YES   ; YES   ; YES   ; YES
          doubted strict       ; YES   ; YES   ; YES   ; MAYBE ; MAYBE ; MAYBE
          """)
  void a_proxy_sees_the_certificate_or_the_plain_text_that_a_sender_has(
      String rules, Told sidecar, Told ambient, Told other, Told perhaps, Told out, Told outside) {
    Reach reach = cluster(Meshed.IN, inbound(rules)).reach(Engine.CALICO);
    check(hop(reach, "sidecar"), APP, sidecar);
    check(hop(reach, "ambient"), APP, ambient);
    check(hop(reach, "other"), APP, other);
    check(hop(reach, "perhaps"), APP, perhaps);
    check(hop(reach, "out"), APP, out);
    check(hop(reach, "plain"), APP, out);
    check(hop(reach, "outside"), APP, outside);
    check(hop(reach, "outside"), DNS, Told.YES);
  }

  @Test
  void strict_transport_closes_the_way_of_plain_text_past_a_denial() {
    Reach reach = cluster(Meshed.IN, inbound("strict, deny db")).reach(Engine.CALICO);
    check(hop(reach, "sidecar"), APP, Told.NO);
    check(hop(reach, "ambient"), APP, Told.NO);
    check(hop(reach, "other"), APP, Told.YES);
    check(hop(reach, "out"), APP, Told.NO);
  }

  @ParameterizedTest(name = "{0}: sidecar {1}, other {2}, out {3}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          nothing          ; YES   ; YES   ; YES
          strict           ; YES   ; YES   ; MAYBE
          strict, allow db ; YES   ; MAYBE ; MAYBE
          strict, deny db  ; MAYBE ; YES   ; MAYBE
          """)
  void where_the_receiver_may_be_out_of_the_mesh_nothing_is_refused_for_sure(
      String rules, Told sidecar, Told other, Told out) {
    Reach reach = cluster(Meshed.UNKNOWN, inbound(rules)).reach(Engine.CALICO);
    check(hop(reach, "sidecar"), APP, sidecar);
    check(hop(reach, "other"), APP, other);
    check(hop(reach, "out"), APP, out);
    check(hop(reach, "out"), DNS, Told.YES);
  }

  @Test
  void out_of_the_mesh_there_is_no_proxy() {
    Reach reach = cluster(Meshed.OUT, Meshed.STRICT).reach(Engine.CALICO);
    MeshPlane plane = MeshPlane.of(reach.universe(), Request.ANY).orElseThrow();
    Endpoint.Pods web = Cluster.pods(reach, "shop/web");
    assertThat(plane.hop(web, sender(reach, "outside"))).isEmpty();
    assertThat(plane.hopFromAnybody(web)).isEmpty();
    Cluster plain = new Cluster().namespace("shop");
    plain.pods("shop", "web");
    assertThat(MeshPlane.of(plain.reach(Engine.CALICO).universe(), Request.ANY)).isEmpty();
  }

  @Test
  void from_nobody_known_what_somebody_may_send_is_open() {
    Reach reach = cluster(Meshed.IN, inbound("strict, allow db")).reach(Engine.CALICO);
    MeshPlane plane = MeshPlane.of(reach.universe(), Request.ANY).orElseThrow();
    Hop hop = plane.hopFromAnybody(Cluster.pods(reach, "shop/web")).orElseThrow();
    check(hop, APP, Told.MAYBE);
    Reach closed = cluster(Meshed.IN, Meshed.allowing()).reach(Engine.CALICO);
    MeshPlane strict = MeshPlane.of(closed.universe(), Request.ANY).orElseThrow();
    check(strict.hopFromAnybody(Cluster.pods(closed, "shop/web")).orElseThrow(), APP, Told.NO);
  }

  @Test
  void plain_text_to_the_address_of_a_pod_is_told() {
    Reach reach = cluster(Meshed.IN, inbound("deny db")).reach(Engine.CALICO);
    assertThat(hop(reach, "sidecar").why(APP).text()).contains("in plain text");
    assertThat(hop(reach, "outside").why(APP).text()).doesNotContain("in plain text");
  }

  @ParameterizedTest(name = "{0} with {1} where {2} is allowed, {3}: {4}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ISTIO_AMBIENT ; in      ; 8080  ; 8080 ; NO
          ISTIO_AMBIENT ; in      ; 15008 ; 8080 ; YES
          ISTIO_AMBIENT ; in      ; 15008 ; 9090 ; YES
          ISTIO_AMBIENT ; unknown ; 8080  ; 8080 ; MAYBE
          ISTIO_AMBIENT ; unknown ; 8080  ; 9090 ; NO
          ISTIO_AMBIENT ; unknown ; 15008 ; 8080 ; MAYBE
          ISTIO_AMBIENT ; out     ; 8080  ; 8080 ; YES
          ISTIO_AMBIENT ; out     ; 15008 ; 8080 ; NO
          ISTIO         ; in      ; 8080  ; 8080 ; YES
          ISTIO         ; in      ; 15008 ; 8080 ; NO
          """)
  void policies_of_the_network_see_the_tunnel(
      Mesh mesh, String standing, int allowed, int port, Told expected) {
    Member from =
        switch (standing) {
          case "in" -> Meshed.member(mesh, Meshed.IN, "shop/db");
          case "unknown" -> Meshed.member(mesh, Meshed.UNKNOWN, "shop/db");
          default -> Meshed.member(mesh, Meshed.OUT, "shop/db");
        };
    Cluster cluster = new Cluster().namespace("shop");
    cluster.pods("shop", "web").in(Meshed.ambient("shop/web"));
    cluster.pods("shop", "db").in(from);
    cluster.policy(
        Written.networkPolicy(
            "shop/web",
            Direction.INGRESS,
            Written.app("web"),
            Written.allow(Written.everybody(), Written.port(allowed))));
    Reach reach = cluster.reach(Engine.CALICO);
    Endpoint.Pods web = Cluster.pods(reach, "shop/web");
    Endpoint.Pods db = Cluster.pods(reach, "shop/db");
    assertThat(Told.of(reach.between(db, web), Cluster.tcp(port))).isEqualTo(expected);
    assertThat(Told.of(reach.between(db, web), DNS)).isEqualTo(Told.NO);
  }
}
