package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPolicyLintsTest {

  @Test
  void egress_rules_that_policy_types_leave_out() {
    assertThat(
            Kube.messages(
                Kube.policy("{podSelector: {}, policyTypes: [Ingress],\negress: [{}, {}]}")))
        .isEqualTo(
            """
            dir/0.yaml:4: warning: NetworkPolicy shop/p, spec.egress [EGRESS_NOT_LISTED]
              found 2 rules and no Egress in policyTypes, expected Egress in policyTypes
              help: as it stands the policy neither restricts nor allows egress
            """);
  }

  @Test
  void ingress_rules_that_policy_types_leave_out() {
    assertThat(
            Kube.messages(
                Kube.policy(
                    "{podSelector: {}, policyTypes: [Egress],\ningress: [{}], egress: [{}]}")))
        .isEqualTo(
            """
            dir/0.yaml:4: warning: NetworkPolicy shop/p, spec.ingress [INGRESS_NOT_LISTED]
              found 1 rule and no Ingress in policyTypes, expected Ingress in policyTypes
              help: as it stands the policy neither restricts nor allows ingress
            """);
  }

  @Test
  void egress_without_a_rule_stops_names_too() {
    assertThat(Kube.messages(Kube.policy("{podSelector: {},\npolicyTypes: [Egress]}")))
        .isEqualTo(
            """
            dir/0.yaml:4: note: NetworkPolicy shop/p, spec.policyTypes [DENIES_ALL_EGRESS]
              found Egress in policyTypes and no egress rule, expected rules in this or another policy for what the pods need
              help: without one they cannot even ask the cluster's DNS
            """);
  }

  @Test
  void an_empty_list_of_egress_rules_without_policy_types_does_nothing() {
    assertThat(Kube.messages(Kube.policy("{podSelector: {},\negress: []}")))
        .isEqualTo(
            """
            dir/0.yaml:4: warning: NetworkPolicy shop/p, spec.egress [EMPTY_EGRESS]
              found no egress rule and no policyTypes, expected policyTypes with Egress, if no egress is meant
              help: as it stands the policy does not restrict egress
            """);
  }

  @Test
  void a_policy_without_a_pod_selector_selects_every_pod() {
    assertThat(Kube.messages(Kube.policy("{ingress: []}")))
        .isEqualTo(
            """
            dir/0.yaml:3: warning: NetworkPolicy shop/p, spec.podSelector [NO_POD_SELECTOR]
              found no podSelector, expected podSelector: {} to say that every pod of the namespace is meant
              help: without it the policy selects every pod
            """);
  }

  @Test
  void bits_after_the_prefix_are_dropped() {
    assertThat(
            Kube.messages(
                Kube.policy(
                    """
                    {podSelector: {}, ingress: [{from: [
                    {ipBlock: {cidr: 10.0.0.1/24, except: [
                    10.0.0.9/30]}}]}]}\
                    """)))
        .isEqualTo(
            """
            dir/0.yaml:4: warning: NetworkPolicy shop/p, spec.ingress[0].from[0].ipBlock.cidr [HOST_BITS]
              found 10.0.0.1/24, expected 10.0.0.0/24
              help: it is read as this block; Kubernetes 1.36 and later refuse bits after the prefix
            dir/0.yaml:5: warning: NetworkPolicy shop/p, spec.ingress[0].from[0].ipBlock.except[0] [HOST_BITS]
              found 10.0.0.9/30, expected 10.0.0.8/30
              help: it is read as this block; Kubernetes 1.36 and later refuse bits after the prefix
            """);
  }

  @Test
  void two_selectors_in_two_items_are_alternatives() {
    assertThat(
            Kube.messages(
                Kube.policy(
                    "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}, {podSelector:"
                        + " {}}]}]}")))
        .isEqualTo(
            """
            dir/0.yaml:3: note: NetworkPolicy shop/p, spec.ingress[0].from [SELECTORS_APART]
              found a namespaceSelector and a podSelector as two items, expected one item with both, if both must hold
              help: as it stands either is enough, and the podSelector speaks of the policy's own namespace
            """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          egress listed, with a rule    | {podSelector: {}, policyTypes: [Egress], egress: [{}]}
          no types and egress rules     | {podSelector: {}, egress: [{}]}
          deny all ingress              | {podSelector: {}}
          deny all ingress, listed      | {podSelector: {}, policyTypes: [Ingress]}
          empty egress, ingress listed  | {podSelector: {}, policyTypes: [Ingress], egress: []}
          a block as written            | {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}]}
          pods and then namespaces      | {podSelector: {}, ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}]}
          both selectors in one item    | {podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {}}]}]}
          """)
  void nothing_to_say(String row, String spec) {
    assertThat(Kube.messages(Kube.policy(spec))).isEmpty();
  }
}
