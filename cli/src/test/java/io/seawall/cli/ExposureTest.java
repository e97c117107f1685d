package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `map --exposure` tells beyond the pods of the input.
class ExposureTest {
  private static final String WEB = "shop/web[Pod]";

  @TempDir private Path folder;
  private Manifests manifests = Manifests.in(Path.of("."));

  @BeforeEach
  void one_pod() {
    manifests =
        Manifests.in(folder).namespace("shop", "{team: shop}").pod("shop/web", "{app: web}");
  }

  /// The lines of the exposure that begin with the workload.
  private static List<String> lines(Manifests manifests, String... words) throws IOException {
    String[] all = new String[words.length + 1];
    all[0] = "--exposure";
    System.arraycopy(words, 0, all, 1, words.length);
    Ran ran = manifests.run("map", all);
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    String exposure = ran.out().substring(ran.out().indexOf("Exposure Analysis Result:"));
    return exposure.lines().filter(line -> line.startsWith(WEB)).toList();
  }

  private Manifests ingress(String rules) {
    return manifests.policy(
        "shop/web", "podSelector: {}\npolicyTypes: [Ingress, Egress]\ningress: [" + rules + "]");
  }

  @Test
  void a_workload_that_no_policy_selects_is_open_to_every_pod_and_not_protected()
      throws IOException {
    assertThat(lines(manifests))
        .containsExactly(
            WEB + " => entire-cluster : All Connections",
            WEB + " <= entire-cluster : All Connections",
            WEB + " is not protected on Egress",
            WEB + " is not protected on Ingress");
  }

  @Test
  void an_isolated_workload_is_open_to_nobody() throws IOException {
    assertThat(lines(ingress(""))).isEmpty();
  }

  @Test
  void pods_that_a_rule_selects_are_told_by_its_selectors() throws IOException {
    assertThat(
            lines(
                ingress(
                    "{from: [{namespaceSelector: {matchLabels: {team: pay}}, podSelector:"
                        + " {matchExpressions: [{key: app, operator: In, values: [b, a]}, {key: old,"
                        + " operator: DoesNotExist}]}}], ports: [{port: 80}]}")))
        .containsExactly(
            WEB + " <= [namespace with {team=pay}]/[pod with {app in (b,a),!old}] : TCP 80");
  }

  @Test
  void a_selector_of_labels_that_a_pod_of_the_input_has_is_told_by_that_pod() throws IOException {
    String rule = "{from: [{podSelector: {matchLabels: {app: api}}}]}";
    assertThat(lines(ingress(rule)))
        .containsExactly(WEB + " <= shop/[pod with {app=api}] : All Connections");
    assertThat(lines(ingress(rule).pod("shop/api", "{app: api}"))).isEmpty();
  }

  @Test
  void what_every_pod_may_open_is_told_once() throws IOException {
    assertThat(
            lines(
                ingress(
                    "{from: [{namespaceSelector: {}}], ports: [{port: 80}]},"
                        + " {from: [{podSelector: {}}], ports: [{port: 80}]},"
                        + " {from: [{namespaceSelector: {matchLabels: {team: pay}}}], ports: [{port: 81}]}")))
        .containsExactly(
            WEB + " <= entire-cluster : TCP 80",
            WEB + " <= [namespace with {team=pay}]/[all pods] : TCP 80-81");
  }

  /// A pod without any label passes both rules; one that has both labels passes neither.
  @Test
  void rules_that_leave_somebody_out_are_not_taken_for_open_to_every_pod() throws IOException {
    assertThat(
            lines(
                ingress(
                    "{from: [{namespaceSelector: {}, podSelector: {matchExpressions: [{key: a,"
                        + " operator: DoesNotExist}]}}, {namespaceSelector: {}, podSelector:"
                        + " {matchExpressions: [{key: b, operator: DoesNotExist}]}}]}")))
        .noneMatch(line -> line.contains("entire-cluster"))
        .contains(WEB + " <= [all namespaces]/[pod with {!a}] : All Connections");
  }

  @Test
  void those_that_an_administrator_denies_are_told_beside_the_others() throws IOException {
    Manifests denied =
        manifests.admin(
            "guard",
            1,
            "subject: {namespaces: {matchLabels: {team: shop}}}\n"
                + "ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: bad}}}]}]");
    assertThat(lines(denied, "--focus-direction", "ingress"))
        .containsExactly(
            WEB + " <= [other namespaces]/[other pods] : All Connections",
            WEB + " <= [namespace with {team=bad}]/[all pods] : No Connections");
  }

  @Test
  void a_port_of_a_pod_that_is_not_there_is_told_by_its_name() throws IOException {
    assertThat(
            lines(
                manifests.policy(
                    "shop/web",
                    "podSelector: {}\npolicyTypes: [Egress]\negress: [{to: [{namespaceSelector: {}}],"
                        + " ports: [{port: metrics}, {port: 443}]}]"),
                "--focus-direction",
                "egress"))
        .containsExactly(WEB + " => entire-cluster : TCP 443,metrics");
  }

  @Test
  void policies_of_the_namespace_of_a_pod_that_is_not_there_are_not_asked() throws IOException {
    assertThat(
            lines(
                manifests
                    .policy("shop/closed", "podSelector: {matchLabels: {app: api}}")
                    .policy(
                        "shop/web",
                        "podSelector: {matchLabels: {app: web}}\npolicyTypes: [Egress]\n"
                            + "egress: [{to: [{podSelector: {matchLabels: {app: api}}}]}]"),
                "--focus-direction",
                "egress"))
        .containsExactly(WEB + " => shop/[pod with {app=api}] : All Connections");
  }

  @Test
  void what_is_told_of_a_selector_holds_once_such_a_pod_is_there() throws IOException {
    Manifests rules =
        ingress(
            "{from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web,"
                + " api]}]}}], ports: [{port: 80}]}");
    assertThat(lines(rules)).contains(WEB + " <= shop/[pod with {app notin (web,api)}] : TCP 80");
    assertThat(rules.pod("shop/new", "{}").run("map").out())
        .doesNotContain("shop/new[Pod] => shop/web[Pod]"); // the policy isolates it, too
    assertThat(
            rules
                .pod("shop/new", "{}")
                .policy("shop/new", "podSelector: {}\npolicyTypes: [Egress]\negress: [{}]")
                .run("map")
                .out())
        .contains("shop/new[Pod] => shop/web[Pod] : TCP 80\n");
  }

  @Test
  void every_format_tells_who_is_not_protected() throws IOException {
    for (String format : List.of("txt", "md", "dot")) {
      assertThat(manifests.run("map", "--exposure", "-o", format).out())
          .as(format)
          .contains(WEB + " is not protected on Ingress");
    }
    assertThat(manifests.run("map", "--exposure", "-o", "csv").out())
        .contains("Workloads not protected by network policies:,,\n", WEB + ",ingress,true\n");
    assertThat(manifests.run("map", "--exposure", "-o", "json").out())
        .contains("\"unprotected\"", "\"direction\": \"ingress\"");
  }
}
