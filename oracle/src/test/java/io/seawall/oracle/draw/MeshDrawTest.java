package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.oracle.Answer;
import io.seawall.oracle.mesh.Membership;
import io.seawall.oracle.mesh.TlsMode;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the draw of meshes covers, on a fixed set of seeds, and laws of the oracle on drawn ones.
class MeshDrawTest {
  private static final List<DrawnMesh> DRAWN =
      LongStream.range(0, 240)
          .mapToObj(seed -> MeshDraw.clusters().from(Choices.seeded(seed)))
          .toList();

  private static final List<String> TEXTS = DRAWN.stream().map(DrawnMesh::toString).toList();

  private static final Property LAWS = Property.cases(50);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "portLevelMtls",
        "selector: {}",
        "'8080':",
        "mode: UNSET",
        "mode: DISABLE",
        "action: DENY",
        "action: AUDIT",
        "action: CUSTOM",
        "dry-run",
        "targetRefs",
        "GatewayClass",
        "notPrincipals",
        "notNamespaces",
        "serviceAccounts",
        "spiffe://",
        "notIpBlocks",
        "requestPrincipals",
        "trustDomains",
        "notPorts",
        "methods",
        "paths",
        "hosts",
        "notValues",
        "connection.sni",
        "RequestAuthentication",
        "aks-istio-system",
        "mesh-root",
        "istio-shared-configmap",
        "trustDomainAliases",
        "excludeInboundPorts",
        "includeInboundPorts",
        "interceptionMode",
        "restartPolicy: Always",
        "istio-init",
        "redirection: pending",
        "bypass-inbound-capture",
        "use-waypoint",
        "waypoint-for",
        "appProtocol",
        "skip-inbound-ports",
        "default-inbound-policy: strict",
        "proxy-require-identity-inbound-ports",
        "accessPolicy: audit",
        "proxyProtocol: opaque",
        "ServerAuthorization",
        "unauthenticatedTLS",
        "identityRefs",
        "NetworkAuthentication",
        "kind: HTTPRoute",
        "twin-",
        "default_intention_policy",
        "permissions",
        "mutualTLSMode: permissive",
        "allowEnablingPermissiveMutualTLS",
        "status: 'False'",
        "transparent-proxy: 'false'",
        "transparent-proxy-exclude-inbound-ports"
      })
  void every_feature_is_drawn_often_enough(String feature) {
    assertThat(TEXTS.stream().filter(text -> text.contains(feature))).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource
  void all_answers_are_common(MeshKind kind) {
    var answers = new ArrayList<Answer>();
    DRAWN.stream()
        .filter(mesh -> mesh.kind() == kind)
        .forEach(mesh -> answers.addAll(mesh.answers()));
    for (var answer : List.of(Answer.YES, Answer.NO)) {
      assertThat(answers.stream().filter(answer::equals).count())
          .as("%s of %s", answer, kind)
          .isBetween(answers.size() * 15L / 100, answers.size() * 85L / 100);
    }
    assertThat(answers.stream().filter(Answer.OPEN::equals).count())
        .as("open of %s", kind)
        .isBetween(1L, answers.size() * 35L / 100);
  }

  @Test
  void all_modes_and_memberships_are_met() {
    var modes = EnumSet.noneOf(TlsMode.class);
    var members = EnumSet.noneOf(Membership.class);
    for (var mesh : DRAWN) {
      var oracle = mesh.oracle();
      mesh.questions()
          .forEach(asked -> {
            modes.add(oracle.mode(asked.destination(), asked.port()));
            members.add(oracle.membership(asked.destination()));
          });
    }
    assertThat(modes).containsExactlyInAnyOrder(TlsMode.values());
    assertThat(members).contains(Membership.OUT, Membership.OPEN).hasSize(6);
  }

  @Test
  void the_order_of_objects_says_nothing() {
    LAWS.holds(
        MeshDraw.clusters(),
        mesh ->
            assertThat(mesh.with(mesh.objects().reversed()).answers()).isEqualTo(mesh.answers()));
  }

  @Test
  void a_denial_never_opens() {
    LAWS.holds(
        MeshDraw.clusters(MeshKind.SIDECAR),
        mesh -> {
          var denied = mesh.plus(policy("shop", "DENY", List.of(someRule()))).answers();
          var before = mesh.answers();
          for (var i = 0; i < before.size(); i++) {
            assertThat(denied.get(i)).isLessThanOrEqualTo(before.get(i));
          }
        });
  }

  @Test
  void a_denial_of_everything_leaves_only_what_no_proxy_takes() {
    LAWS.holds(
        MeshDraw.clusters(MeshKind.AMBIENT),
        mesh -> {
          var oracle = mesh.plus(policy("shop", "DENY", List.of(Map.of()))).oracle();
          for (var question : mesh.questions()) {
            var captured = oracle.captured(question.destination(), question.port());
            if (question.destination().startsWith("shop/")) {
              assertThat(oracle.decision(question)).isEqualTo(captured.negated());
            }
          }
        });
  }

  @Test
  void a_dry_run_changes_nothing() {
    LAWS.holds(
        MeshDraw.clusters(MeshKind.SIDECAR),
        mesh -> {
          var dry = policy("shop", "ALLOW", List.of(someRule()));
          dry.put(
              "metadata",
              tree(
                  "name",
                  "dry",
                  "namespace",
                  "shop",
                  "annotations",
                  tree("istio.io/dry-run", "true")));
          assertThat(mesh.plus(dry).answers()).isEqualTo(mesh.answers());
        });
  }

  @Test
  void plaintext_never_reaches_a_strict_port() {
    LAWS.holds(
        MeshDraw.clusters(),
        mesh -> {
          var oracle = mesh.oracle();
          for (var question : mesh.questions()) {
            if (question.identity().isEmpty()
                && oracle.mode(question.destination(), question.port()) == TlsMode.STRICT) {
              assertThat(oracle.decision(question)).isNotEqualTo(Answer.YES);
            }
          }
        });
  }

  @Test
  void an_authorization_of_linkerd_never_closes() {
    LAWS.holds(
        MeshDraw.clusters(MeshKind.LINKERD),
        mesh -> {
          var more =
              mesh.plus(
                  tree(
                      "apiVersion",
                      "policy.linkerd.io/v1alpha1",
                      "kind",
                      "AuthorizationPolicy",
                      "metadata",
                      tree("name", "more", "namespace", "shop"),
                      "spec",
                      tree(
                          "targetRef",
                          tree("kind", "Namespace", "name", "shop"),
                          "requiredAuthenticationRefs",
                          List.of(tree("kind", "ServiceAccount", "name", "web")))));
          var before = mesh.answers();
          var after = more.answers();
          for (var i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isGreaterThanOrEqualTo(before.get(i));
          }
        });
  }

  @Test
  void without_policies_only_the_transport_of_istio_stops() {
    LAWS.holds(
        MeshDraw.clusters(MeshKind.SIDECAR),
        mesh -> {
          var bare =
              mesh.without(object ->
                  Set.of("AuthorizationPolicy", "EnvoyFilter")
                      .contains(String.valueOf(object.get("kind"))));
          var oracle = bare.oracle();
          for (var question : mesh.questions()) {
            var mode = oracle.mode(question.destination(), question.port());
            assertThat(oracle.decision(question))
                .isEqualTo(
                    question.identity().isEmpty() && mode == TlsMode.STRICT
                        ? Answer.NO
                        : Answer.YES);
          }
        });
  }

  private static Map<String, Object> policy(String namespace, String action, List<Object> rules) {
    return tree(
        "apiVersion",
        "security.istio.io/v1",
        "kind",
        "AuthorizationPolicy",
        "metadata",
        tree("name", "added", "namespace", namespace),
        "spec",
        tree("action", action, "rules", rules));
  }

  private static Map<String, Object> someRule() {
    return tree("from", List.of(tree("source", tree("namespaces", List.of("shop", "data")))));
  }
}
