package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.ROOT;
import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.dialects.istio.IstioObject.DestinationRule;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Note;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Destination Rule" and "Understanding TLS Configuration"; Istio
/// source, pilot/pkg/model/push_context.go.
class ClientsTest {
  private static final String FULL = "web.shop.svc.cluster.local";

  private static String rule(String namespace, String name, String host, String policy) {
    return """
    {apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: %s, namespace: %s},
    spec: {host: "%s", %s}}
    """
        .formatted(name, namespace, host, policy);
  }

  private static String tls(String mode) {
    return "trafficPolicy: {tls: {mode: " + mode + "}}";
  }

  /// Who hides the certificate, of pods in `bank`, `istio-system` and `shop`.
  private static String hidden(List<Note> notes, String... rules) {
    List<String> objects = new ArrayList<>(List.of(rules));
    objects.add(deployment());
    objects.add(service("web", "{port: 80, targetPort: http}"));
    IstioScene scene = new IstioScene(objects.toArray(String[]::new));
    Clients clients =
        new Clients(
            scene.all(DestinationRule.class),
            scene.facts().services(),
            Set.of("bank", ROOT, "shop"),
            ROOT);
    return new TreeMap<>(clients.hidden(scene.web(), notes)).toString();
  }

  @ParameterizedTest(name = "{0} to {1} of {2}: {3}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          bank         ; web.shop.svc.cluster.local ; DISABLE      ; {bank=true}
          bank         ; web.shop.svc.cluster.local ; SIMPLE       ; {bank=true}
          bank         ; web.shop.svc.cluster.local ; MUTUAL       ; {bank=true}
          bank         ; web.shop.svc.cluster.local ; ISTIO_MUTUAL ; {}
          bank         ; web.shop.svc               ; DISABLE      ; {bank=true}
          bank         ; web.shop                   ; DISABLE      ; {bank=true}
          bank         ; web                        ; DISABLE      ; {}
          bank         ; db.shop                    ; DISABLE      ; {}
          bank         ; "*.shop.svc.cluster.local" ; DISABLE      ; {bank=true}
          bank         ; "*"                        ; DISABLE      ; {bank=true}
          shop         ; web                        ; DISABLE      ; {bank=true, istio-system=true, shop=true}
          istio-system ; "*"                        ; DISABLE      ; {bank=true, istio-system=true, shop=true}
          other        ; "*"                        ; DISABLE      ; {}
          """)
  void a_rule_has_clients_of_its_scope_connect_otherwise(
      String namespace, String host, String mode, String expected) {
    String text = host.replace("\"", "");
    assertThat(hidden(new ArrayList<>(), rule(namespace, "a", text, tls(mode))))
        .isEqualTo(expected);
  }

  @Test
  void the_namespace_of_the_client_counts_then_that_of_the_service_then_the_root() {
    String ofClient = rule("bank", "a", FULL, tls("ISTIO_MUTUAL"));
    String ofService = rule("shop", "b", FULL, tls("DISABLE"));
    String ofRoot = rule(ROOT, "c", FULL, tls("ISTIO_MUTUAL"));
    assertThat(hidden(new ArrayList<>(), ofClient, ofService, ofRoot))
        .isEqualTo("{istio-system=true, shop=true}");
    assertThat(hidden(new ArrayList<>(), ofService, ofRoot))
        .isEqualTo("{bank=true, istio-system=true, shop=true}");
    assertThat(hidden(new ArrayList<>(), ofClient, ofRoot)).isEqualTo("{}");
  }

  @Test
  void of_several_the_narrowest_host_counts() {
    String wide = rule("bank", "a", "*.cluster.local", tls("DISABLE"));
    String narrower = rule("bank", "b", "*.shop.svc.cluster.local", tls("ISTIO_MUTUAL"));
    String exact = rule("bank", "c", FULL, tls("DISABLE"));
    assertThat(hidden(new ArrayList<>(), wide, narrower)).isEqualTo("{}");
    assertThat(hidden(new ArrayList<>(), wide, narrower, exact)).isEqualTo("{bank=true}");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''                                                                                                               ; {}
          'trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]}'    ; {bank=false}
          'trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]}'                               ; {bank=false}
          'trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}, subsets: [{name: v1, trafficPolicy: {tls: {mode: DISABLE}}}]'       ; {bank=false}
          'trafficPolicy: {tls: {mode: DISABLE}}, subsets: [{name: v1, trafficPolicy: {tls: {mode: SIMPLE}}}]'             ; {bank=true}
          'trafficPolicy: {tls: {}}'                                                                                       ; {bank=true}
          """)
  void a_mode_for_a_port_or_subset_speaks_of_some_connections(String policy, String expected) {
    assertThat(hidden(new ArrayList<>(), rule("bank", "a", FULL, policy))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} in {1} of {2}: {3}")
  @CsvSource({
    "web.shop, bank, DISABLE, true",
    "web.shop, bank, ISTIO_MUTUAL, false",
    "web.bank, bank, DISABLE, false",
    "web, shop, DISABLE, true",
    "web, bank, DISABLE, false"
  })
  void it_is_told_once_of_rules_about_the_namespace(
      String host, String namespace, String mode, boolean told) {
    List<Note> notes = new ArrayList<>();
    hidden(notes, rule(namespace, "a", host, tls(mode)));
    assertThat(notes)
        .extracting(Note::kind)
        .isEqualTo(told ? List.of(Note.Kind.BREAKS) : List.of());
  }

  @Test
  void those_who_hide_it_are_taken_from_the_identified() {
    Peers named = new Peers.Identified(LabelTest.equalTo(Identity.NAMESPACE, "bank"));
    Map<String, Boolean> hidden = new LinkedHashMap<>();
    hidden.put("bank", true);
    hidden.put("shop", false);
    assertThat(PeersText.peers(Clients.seen(new Peers.Not(named), hidden)))
        .isEqualTo(
            "not (identified namespace=bank & not identified namespace=bank & not (? & identified"
                + " namespace=shop))");
    assertThat(Clients.seen(named, Map.of())).isEqualTo(named);
    assertThat(Clients.seen(new Peers.Everybody(), hidden)).isEqualTo(new Peers.Everybody());
  }
}
