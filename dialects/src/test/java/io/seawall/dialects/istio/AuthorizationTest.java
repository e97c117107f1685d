package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.ROOT;
import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.model.mesh.Note;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Authorization Policy", "Dry Run" and "External Authorization";
/// Istio source, pilot/pkg/model/policyattachment.go.
class AuthorizationTest {
  private static final String KIND = "AuthorizationPolicy";
  private static final String BANK = "rules: [{from: [{source: {namespaces: [bank]}}]}]";
  private static final String GET = "rules: [{to: [{operation: {methods: [GET]}}]}]";

  private static List<Policy> policies(
      Settings settings, boolean ambient, List<Note> notes, String... objects) {
    List<String> all = new ArrayList<>(List.of(objects));
    all.add(deployment());
    IstioScene scene = new IstioScene(all.toArray(String[]::new));
    return new Authorization(scene.all(AuthorizationPolicy.class), settings, ambient)
        .of(scene.web(), new RuleMeaning.Place(PortKinds.CONNECTIONS, false, ambient), notes);
  }

  /// `authorization: ALLOW peers`, with `?` where it is not sure to be in force.
  private static String text(List<Policy> policies) {
    return policies.stream()
        .map(policy ->
            policy.tier().name()
                + (policy.subjectSure() ? "" : "?")
                + (policy.unmatched() == Verdict.DENY ? " or else nobody" : "")
                + policy.rules().stream()
                    .map(rule -> ": " + rule.verdict() + " " + PeersText.peers(rule.peers()))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("; "));
  }

  private static String kinds(List<Note> notes) {
    return notes.stream().map(note -> note.kind().name()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0}: {1} {2} beside the pod, {3} {4} on the node")
  @CsvSource(
      delimiter = '/',
      textBlock =
          """
          {}                      / authorization or else nobody                                         / ''   / authorization or else nobody                                         / ''
          {BANK}                  / authorization or else nobody: ALLOW identified namespace=bank        / ''   / authorization or else nobody: ALLOW identified namespace=bank        / ''
          {action: DENY, BANK}    / denial: DENY identified namespace=bank                               / ''   / denial: DENY identified namespace=bank                               / ''
          {action: AUDIT, BANK}   / ''                                                                   / VAIN / ''                                                                   / VAIN
          {action: CUSTOM, BANK}  / external: DENY (? & identified namespace=bank)                       / ''   / ''                                                                   / VAIN
          {action: allow, BANK}   / authorization? or else nobody: DENY identified namespace=bank: ALLOW identified namespace=bank / '' / authorization? or else nobody: DENY identified namespace=bank: ALLOW identified namespace=bank / ''
          {GET}                   / authorization or else nobody                                         / ''   / authorization or else nobody                                         / ''
          {action: DENY, GET}     / denial: DENY everybody                                               / ''   / denial                                                               / VAIN
          """)
  void an_action_says_what_becomes_of_what_rules_match(
      String spec, String sidecar, String ofSidecar, String ambient, String ofAmbient) {
    String object = policy(KIND, "a", spec.replace("BANK", BANK).replace("GET", GET));
    List<Note> notes = new ArrayList<>();
    assertThat(text(policies(IstioScene.PLAIN, false, notes, object))).isEqualTo(sidecar);
    assertThat(kinds(notes)).isEqualTo(ofSidecar);
    notes.clear();
    assertThat(text(policies(IstioScene.PLAIN, true, notes, object))).isEqualTo(ambient);
    assertThat(kinds(notes)).isEqualTo(ofAmbient);
  }

  @ParameterizedTest(name = "in {0} with {1}: {2} beside the pod, {3} on the node")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          shop         ; ''                                              ; yes ; yes
          istio-system ; ''                                              ; yes ; yes
          bank         ; ''                                              ; no  ; no
          shop         ; 'selector: {matchLabels: {app: web}},'          ; yes ; yes
          shop         ; 'selector: {matchLabels: {app: db}},'           ; no  ; no
          istio-system ; 'selector: {matchLabels: {app: web}},'          ; yes ; yes
          istio-system ; 'selector: {matchLabels: {app: db}},'           ; no  ; no
          shop         ; 'selector: {matchLabels: {}},'                  ; yes ; perhaps
          shop         ; 'targetRefs: [{kind: Service, name: web}],'     ; no  ; no
          """)
  void a_policy_speaks_of_its_namespace_and_of_labels(
      String namespace, String attachment, String sidecar, String ambient) {
    String object = policy(KIND, namespace, "a", "{" + attachment + BANK + "}");
    assertThat(speaks(policies(IstioScene.PLAIN, false, new ArrayList<>(), object)))
        .isEqualTo(sidecar);
    assertThat(speaks(policies(IstioScene.PLAIN, true, new ArrayList<>(), object)))
        .isEqualTo(ambient);
  }

  private static String speaks(List<Policy> policies) {
    return policies.isEmpty() ? "no" : policies.getFirst().subjectSure() ? "yes" : "perhaps";
  }

  @Test
  void a_dry_run_does_nothing_but_for_custom() {
    String object =
        """
        {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a,
        namespace: shop, annotations: {istio.io/dry-run: "true"}}, spec: {action: %s, %s}}
        """;
    List<Note> notes = new ArrayList<>();
    assertThat(policies(IstioScene.PLAIN, false, notes, object.formatted("ALLOW", BANK))).isEmpty();
    assertThat(kinds(notes)).isEqualTo("VAIN");
    assertThat(policies(IstioScene.PLAIN, false, notes, object.formatted("CUSTOM", BANK)))
        .hasSize(1);
  }

  @ParameterizedTest(name = "provider {0}: {1}")
  @CsvSource({"ask, external, ''", "other, denial, BREAKS"})
  void without_its_provider_what_a_custom_policy_matches_is_refused(
      String provider, String stage, String kind) {
    Settings settings =
        new Settings(
            false,
            ROOT,
            Optional.empty(),
            List.of("cluster.local"),
            false,
            false,
            List.of(),
            Optional.of(Set.of("ask")));
    List<Note> notes = new ArrayList<>();
    String object =
        policy(KIND, "a", "{action: CUSTOM, provider: {name: " + provider + "}, " + BANK + "}");
    assertThat(policies(settings, false, notes, object))
        .extracting(policy -> policy.tier().name())
        .containsExactly(stage);
    assertThat(kinds(notes)).isEqualTo(kind);
  }

  @Test
  void principals_with_a_scheme_are_told() {
    List<Note> notes = new ArrayList<>();
    policies(
        IstioScene.PLAIN,
        false,
        notes,
        policy(
            KIND, "a", "{rules: [{from: [{source: {principals: [\"spiffe://a/ns/b/sa/c\"]}}]}]}"));
    assertThat(notes)
        .singleElement()
        .satisfies(note -> assertThat(note.text()).contains("spiffe://"));
  }
}
