package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole inputs that NP-Guard refuses for objects that do not go together.
class NpGuardRefusalTest {
  private static final String OPEN = "podSelector: {}\ningress: [{}]";
  private static final String ALL = "subject: {namespaces: {}}";

  @TempDir private Path folder;
  private Manifests manifests = Manifests.in(Path.of("."));

  @BeforeEach
  void some_pods() {
    manifests = Manifests.in(folder).namespace("shop", "{}").pod("shop/web", "{app: web}");
  }

  private static void refused(Manifests manifests, String what) throws IOException {
    Ran ran = manifests.run("map", "--compat", "np-guard");
    assertThat(ran.exit()).isEqualTo(Exit.UNREADABLE);
    assertThat(ran.err()).contains("[NP_GUARD_REFUSES]", what);
    assertThat(ran.out()).isEmpty();
    assertThat(manifests.run("map").exit()).isEqualTo(Exit.OK);
  }

  private static void taken(Manifests manifests) throws IOException {
    Ran ran = manifests.run("map", "--compat", "np-guard");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).doesNotContain("NP_GUARD_REFUSES");
  }

  @Test
  void two_network_policies_of_one_name_are_refused() throws IOException {
    refused(
        manifests.policy("shop/web", OPEN).policy("shop/web", "podSelector: {}"),
        "NetworkPolicy shop/web again");
  }

  @Test
  void one_name_in_two_namespaces_is_taken() throws IOException {
    taken(manifests.policy("shop/web", OPEN).policy("blog/web", OPEN));
  }

  @Test
  void two_admin_policies_of_one_name_are_refused() throws IOException {
    refused(
        manifests
            .admin("guard", 1, ALL + "\ningress: [{action: Deny, from: [{namespaces: {}}]}]")
            .admin("guard", 2, ALL + "\ningress: [{action: Pass, from: [{namespaces: {}}]}]"),
        "AdminNetworkPolicy guard again");
  }

  @Test
  void two_admin_policies_of_one_priority_are_refused_whomever_they_select() throws IOException {
    refused(
        manifests
            .admin("first", 7, "subject: {namespaces: {matchLabels: {a: b}}}\n" + RULE)
            .admin("second", 7, "subject: {namespaces: {matchLabels: {c: d}}}\n" + RULE),
        "priority 7, which AdminNetworkPolicy first has, too");
  }

  private static final String RULE = "ingress: [{action: Deny, from: [{namespaces: {}}]}]";

  @Test
  void priorities_of_their_own_are_taken() throws IOException {
    taken(manifests.admin("first", 7, ALL + "\n" + RULE).admin("second", 8, ALL + "\n" + RULE));
  }

  @Test
  void pods_of_one_owner_that_a_subject_tells_apart_are_refused() throws IOException {
    refused(
        replicas().policy("shop/stable", "podSelector: {matchLabels: {track: stable}}"),
        "pods of shop/api[ReplicaSet]");
  }

  @Test
  void pods_of_one_owner_that_a_peer_tells_apart_are_refused() throws IOException {
    refused(
        replicas()
            .policy(
                "shop/web",
                """
                podSelector: {matchLabels: {app: web}}
                ingress:
                - from: [{podSelector: {matchExpressions: [{key: track, operator: NotIn, values: [canary]}]}}]
                """),
        "pods of shop/api[ReplicaSet]");
  }

  @Test
  void pods_of_one_owner_that_no_policy_tells_apart_are_taken() throws IOException {
    taken(replicas().policy("shop/api", "podSelector: {matchLabels: {app: api}}"));
  }

  private Manifests replicas() {
    return manifests.with(replica("api-1", "stable")).with(replica("api-2", "canary"));
  }

  private static String replica(String name, String track) {
    return """
    apiVersion: v1
    kind: Pod
    metadata:
      namespace: shop
      name: %s
      labels: {app: api, track: %s}
      ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: api, uid: x, controller: true}]
    spec: {containers: [{name: main, image: main}]}
    """
        .formatted(name, track);
  }
}
