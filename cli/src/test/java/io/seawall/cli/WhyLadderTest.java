package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `why` shows the tiers of policies from the first to the one that decides.
class WhyLadderTest {
  private static final String CLUSTER =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {containers: [{name: web, image: web}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db, namespace: shop, labels: {app: db}}
      spec: {containers: [{name: db, image: db}]}
      ---
      {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: security}, spec: {order: 100}}
      ---
      apiVersion: projectcalico.org/v3
      kind: GlobalNetworkPolicy
      metadata: {name: security.metadata}
      spec:
        tier: security
        selector: app == 'web'
        types: [Egress]
        egress:
          - {action: Deny, destination: {nets: [169.254.169.254/32]}}
          - {action: Pass}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Egress]
        egress:
          - to: [{podSelector: {matchLabels: {app: db}}}]
            ports: [{port: 5432}]
      """;

  private static Ran why(String to, String port, String format) {
    return Ran.withInput(
        CLUSTER,
        "why",
        "shop/web",
        to,
        port,
        "--engine",
        "calico",
        "--input",
        "-",
        "-o",
        format,
        "--no-color");
  }

  @Test
  void a_tier_that_passes_a_packet_on_stands_above_the_one_that_decides() {
    String text = why("shop/db", "tcp/5432", "text").out();
    assertThat(text)
        .containsSubsequence(
            "1. pod egress, tier security",
            "pass",
            "GlobalNetworkPolicy security.metadata",
            "spec.egress[1]",
            "2. pod egress, tier NetworkPolicy",
            "allow",
            "NetworkPolicy shop/web spec.egress[0]",
            "3. pod ingress",
            "no opinion");
  }

  @Test
  void tiers_after_the_one_that_decides_are_not_asked() {
    assertThat(why("imds", "tcp/80", "text").out())
        .containsSubsequence("1. pod egress, tier security", "deny", "spec.egress[0]")
        .doesNotContain("tier NetworkPolicy");
  }

  @Test
  void a_denial_names_the_rule_that_missed() {
    assertThat(why("shop/db", "tcp/80", "text").out())
        .containsSubsequence(
            "1. pod egress, tier security", "pass", "2. pod egress, tier NetworkPolicy", "deny")
        .contains("nearest", "TCP 5432");
  }

  @Test
  void json_has_the_tier_of_each_step() {
    assertThat(why("shop/db", "tcp/5432", "json").out().replaceAll("\\s", ""))
        .contains("\"hop\":\"podegress\",\"tier\":\"security\",\"verdict\":\"pass\"");
  }
}
