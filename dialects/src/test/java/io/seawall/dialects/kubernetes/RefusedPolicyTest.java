package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a NetworkPolicy that the API server refuses: nothing can be proved on it.
class RefusedPolicyTest {

  @Test
  void what_a_refused_policy_does_in_the_cluster_is_unknown() {
    Policy policy =
        Kube.onlyPolicy(
            """
            {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [
            {from: [{podSelector: {}}], ports: [{port: 0}]}]}\
            """);

    assertThat(policy.subject())
        .isEqualTo(new Peers.Pods(new NamespaceTest.Named("shop"), LabelTest.equalTo("app", "db")));
    assertThat(policy.subjectSure()).isFalse();
    assertThat(policy.unmatched()).isEqualTo(Verdict.DENY);
    assertThat(policy.rules())
        .extracting(Rule::verdict, Rule::local, Rule::peers, Rule::ports)
        .containsExactly(
            tuple(
                Verdict.ALLOW,
                new Peers.Everybody(),
                new Peers.Unknown(
                    "what NetworkPolicy shop/p says in the cluster: the API server refuses it as"
                        + " written (dir/0.yaml:4)"),
                PortMatch.ALL));
    assertThat(policy.rules().getFirst().where().field())
        .isEqualTo("spec.ingress[0].ports[0].port");
  }

  @ParameterizedTest(name = "{0}: {1} may concern {2} of {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          types are readable       | {podSelector: {matchLabels: {a: b}}, policyTypes: [Egress], x: 1}           | EGRESS         | In[key=a, values=[b]]
          no types                 | {podSelector: {matchLabels: {a: b}}, x: 1}                                  | INGRESS;EGRESS | In[key=a, values=[b]]
          a type is unreadable     | {podSelector: {matchLabels: {a: b}}, policyTypes: [Egress, egress]}         | INGRESS;EGRESS | In[key=a, values=[b]]
          selector is unreadable   | {podSelector: {matchLabels: {a: b, c: 1}}, policyTypes: [Ingress]}          | INGRESS        | All[tests=[]]
          selector is no mapping   | {podSelector: web, policyTypes: [Ingress]}                                  | INGRESS        | All[tests=[]]
          selector is misspelt     | {podSelektor: {matchLabels: {a: b}}, policyTypes: [Ingress]}                | INGRESS        | All[tests=[]]
          spec is unreadable       | [podSelector]                                                               | INGRESS;EGRESS | All[tests=[]]
          """)
  void a_refused_policy_concerns_all_it_may(
      String row, String spec, String directions, String labels) {
    List<Policy> policies = Kube.policies(spec);

    assertThat(policies.stream().map(p -> p.direction().name()).collect(Collectors.joining(";")))
        .isEqualTo(directions);
    assertThat(policies).extracting(p -> Kube.subject(p).labels().toString()).containsOnly(labels);
    assertThat(policies).extracting(Policy::subjectSure).containsOnly(false);
  }

  @Test
  void a_policy_of_an_unreadable_namespace_may_be_anywhere() {
    Policy policy =
        Kube.facts(
                """
                {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy,
                metadata: {name: p, namespace: A_B}, spec: {podSelector: {}, policyTypes: [Egress]}}
                """)
            .policies()
            .getFirst();

    assertThat(policy.namespace()).isEqualTo(Optional.empty());
    assertThat(Kube.subject(policy).namespaces())
        .isEqualTo(new NamespaceTest.Labelled(LabelTest.any()));
  }

  @Test
  void a_policy_whose_metadata_is_no_mapping_may_be_anywhere() {
    assertThat(
            Kube.facts(
                    "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: shop, spec:"
                        + " {podSelector: {}}}")
                .policies())
        .extracting(policy -> Kube.subject(policy).namespaces())
        .containsOnly(new NamespaceTest.Labelled(LabelTest.any()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a name that cannot be | metadata: {name: a_b} | a_b | BAD_NAME      | the text "a_b"
          a name in capitals    | metadata: {name: P}   | P   | BAD_NAME      | the text "P"
          no name               | metadata: {}          | ?   | MISSING_FIELD | no name that is text
          no metadata           | status: {}            | ?   | MISSING_FIELD | no name that is text
          """)
  void a_policy_that_only_lacks_its_name_is_read_and_not_sure(
      String row, String metadata, String name, String code, String found) {
    String object =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, "
            + metadata
            + ", spec: {podSelector: {}, ingress: [{}]}}";
    Policy policy = Kube.facts(object).policies().getFirst();

    assertThat(policy.subjectSure()).isFalse();
    assertThat(policy.namespace()).isEqualTo(Optional.of("default"));
    assertThat(policy.rules()).extracting(Rule::peers).containsExactly(new Peers.Everybody());
    assertThat(Kube.messages(object))
        .isEqualTo(
            """
            dir/0.yaml:1: warning: NetworkPolicy %s, metadata.name [%s]
              found %s, expected up to 253 lower case letters, digits, '-' and '.', with a letter or digit at both ends
              help: the API server refuses it, so it is not known to be in force
            """
                .formatted(name, code, found));
  }

  @Test
  void a_name_that_the_server_makes_up_is_right() {
    String object =
        """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {generateName: deny-},
        spec: {podSelector: {}}}
        """;

    assertThat(Kube.messages(object)).isEmpty();
    assertThat(Kube.facts(object).policies()).extracting(Policy::name).containsExactly("deny-");
  }

  @Test
  void a_version_that_is_served_no_more_is_read_and_not_sure() {
    String object =
        """
        {apiVersion: extensions/v1beta1, kind: NetworkPolicy,
        metadata: {name: p, namespace: shop},
        spec: {podSelector: {}, ingress: [{}]}}
        """;

    assertThat(Kube.messages(object))
        .isEqualTo(
            """
            dir/0.yaml:1: warning: NetworkPolicy shop/p, apiVersion [API_NOT_SERVED]
              found extensions/v1beta1, expected networking.k8s.io/v1
              help: Kubernetes 1.16 and later refuse it; read as networking.k8s.io/v1
            """);
    Policy policy = Kube.facts(object).policies().getFirst();
    assertThat(policy.subjectSure()).isFalse();
    assertThat(policy.rules()).extracting(Rule::peers).containsExactly(new Peers.Everybody());
  }

  @Test
  void one_bad_policy_does_not_touch_the_next() {
    List<Policy> policies =
        Kube.facts(Kube.policy("{podSelector: 1}"), Kube.policy("{podSelector: {}}")).policies();

    assertThat(policies).extracting(Policy::subjectSure).containsExactly(false, false, true);
  }
}
