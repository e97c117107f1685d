package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `map --explain` tells of single connections.
class ExplainTest {
  @TempDir private Path folder;
  private Manifests manifests = Manifests.in(Path.of("."));

  @BeforeEach
  void two_pods() {
    manifests =
        Manifests.in(folder)
            .namespace("shop", "{}")
            .pod("shop/web", "{app: web}")
            .pod("shop/api", "{app: api}");
  }

  /// The lines from the connection of `web` to `api` to the next connection.
  private static String webToApi(Manifests manifests, String... words) throws IOException {
    String[] all = new String[words.length + 1];
    all[0] = "--explain";
    System.arraycopy(words, 0, all, 1, words.length);
    Ran ran = manifests.run("map", all);
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    StringBuilder block = new StringBuilder();
    boolean inside = false;
    for (String line : ran.out().lines().toList()) {
      inside = line.startsWith(" ") ? inside : line.startsWith("shop/web[Pod] => shop/api[Pod]");
      block.append(inside ? line.replace(manifests.folder() + "/", "") + "\n" : "");
    }
    return block.toString();
  }

  @Test
  void a_connection_of_which_no_policy_speaks_says_so() throws IOException {
    assertThat(webToApi(manifests))
        .isEqualTo(
            """
            shop/web[Pod] => shop/api[Pod] : All Connections
              policies: All Connections allowed: no policy speaks of it
            """);
  }

  @Test
  void each_part_names_the_rule_or_the_policies_that_decide_with_file_and_line()
      throws IOException {
    Manifests both =
        manifests
            .policy("shop/deny", "podSelector: {}")
            .policy(
                "shop/api",
                """
                podSelector: {matchLabels: {app: api}}
                ingress:
                - from: [{podSelector: {matchLabels: {app: web}}}]
                  ports: [{port: 80}]
                """);
    assertThat(webToApi(both, "--focus-conn", "tcp-80"))
        .isEqualTo(
            """
            shop/web[Pod] => shop/api[Pod] : TCP 80
              policies: TCP 80 allowed
                ingress  allowed    NetworkPolicy shop/api allows by spec.ingress[0] (objects.yaml:27)
            """);
    assertThat(webToApi(both, "--focus-conn", "tcp-81"))
        .isEqualTo(
            """
            shop/web[Pod] => shop/api[Pod] : No Connections
              policies: TCP 81 denied
                ingress  denied     NetworkPolicy shop/api selects it, and no rule allows this; spec.ingress[0] has the peer but other ports (objects.yaml:21)
                ingress  denied     NetworkPolicy shop/deny selects it, and no rule allows this (objects.yaml:15)
            """);
  }

  @Test
  void what_is_passed_on_tells_who_passes_and_who_decides_after_it() throws IOException {
    assertThat(
            webToApi(
                manifests
                    .admin(
                        "guard",
                        1,
                        "subject: {namespaces: {}}\n"
                            + "egress: [{name: leave, action: Pass, to: [{namespaces: {}}]}]")
                    .policy(
                        "shop/web",
                        "podSelector: {matchLabels: {app: web}}\npolicyTypes: [Egress]"),
                "--focus-conn",
                "tcp-80"))
        .isEqualTo(
            """
            shop/web[Pod] => shop/api[Pod] : No Connections
              policies: TCP 80 denied
                egress   denied     AdminNetworkPolicy guard passes on by spec.egress[0] (leave) (objects.yaml:21)
                egress   denied     NetworkPolicy shop/web selects it, and no rule allows this (objects.yaml:23)
            """);
  }

  @Test
  void what_passes_and_what_does_not_can_be_told_alone() throws IOException {
    Manifests some =
        manifests.policy(
            "shop/api", "podSelector: {matchLabels: {app: api}}\ningress: [{ports: [{port: 80}]}]");
    assertThat(webToApi(some, "--explain-only", "allow"))
        .contains("policies: TCP 80 allowed")
        .doesNotContain("denied");
    assertThat(webToApi(some, "--explain-only", "deny"))
        .contains("denied")
        .doesNotContain("policies: TCP 80 allowed");
  }

  @Test
  void explanations_come_as_json_with_the_exposure_behind_them() throws IOException {
    Ran ran =
        manifests
            .policy("shop/deny", "podSelector: {}")
            .run("map", "--explain", "--exposure", "-o", "json");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out())
        .contains(
            "\"connlist_results\"",
            "\"does\": \"isolates\"",
            "\"object\": \"NetworkPolicy shop/deny\"",
            "\"unprotected\"");
  }

  @Test
  void a_format_that_has_no_room_for_reasons_is_wrong_usage() throws IOException {
    Ran ran = manifests.run("map", "--explain", "-o", "dot");
    assertThat(ran.exit()).isEqualTo(Exit.WRONG_USAGE);
    assertThat(ran.err()).contains("one of txt, json");
  }

  @Test
  void only_what_passes_or_not_can_be_chosen() throws IOException {
    Ran ran = manifests.run("map", "--explain-only", "some");
    assertThat(ran.exit()).isEqualTo(Exit.WRONG_USAGE);
    assertThat(ran.err()).contains("write allow, deny or all");
  }
}
