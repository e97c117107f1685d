package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.PeersText;
import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.Matches;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "Authorization Policy", Source; "Authorization Policy Trust Domain
/// Migration".
class SourceMeaningTest {
  private static Matches source(String text) {
    return new IstioScene(
            policy("AuthorizationPolicy", "a", "{rules: [{from: [{source: " + text + "}]}]}"))
        .one(AuthorizationPolicy.class)
        .rules()
        .getFirst()
        .from()
        .getFirst();
  }

  private static String text(List<String> domains, boolean tokens, boolean node, String source) {
    RuleMeaning.Place place = new RuleMeaning.Place(PortKinds.CONNECTIONS, tokens, node);
    return PeersText.peers(new SourceMeaning(domains, "shop", place).of(source(source)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {namespaces: [bank]}                        ; identified namespace=bank
          {namespaces: [bank, shop]}                  ; identified namespace=bank/shop
          {namespaces: [bank, "shop*"]}               ; identified one of {namespace=bank/namespace has shop at START}
          {namespaces: ["*-prod"]}                    ; identified namespace has -prod at END
          {namespaces: ["*"]}                         ; identified namespace
          {principals: ["*"]}                         ; identified principal
          {principals: [cluster.local/ns/a/sa/b]}     ; identified principal=cluster.local/ns/a/sa/b
          {principals: ["spiffe://cluster.local/ns/a/sa/b"]} ; identified principal=spiffe://cluster.local/ns/a/sa/b
          {principals: [other/ns/a/sa/b]}             ; identified principal=other/ns/a/sa/b
          {principals: ["*/sa/b"]}                    ; identified principal has /sa/b at END
          {principals: ["*/ns/a.b/sa/c"]}             ; identified one of {principal has /ns/a.b/sa/c at END/principal,untold.release of the proxy}
          {principals: ["cluster.local/ns/a/*"]}      ; identified principal has cluster.local/ns/a/ at START
          {serviceAccounts: [web]}                    ; identified serviceAccount=shop/web
          {serviceAccounts: [bank/web]}               ; identified serviceAccount=bank/web
          {trustDomains: [td]}                        ; identified trustDomain=td
          {ipBlocks: [10.0.0.1, 10.1.0.0/16]}         ; (10.0.0.1/32 | 10.1.0.0/16)
          {ipBlocks: ["2001:db8::1"]}                 ; (2001:db8::1/128)
          {ipBlocks: [ten]}                           ; (?)
          {remoteIpBlocks: [10.0.0.1]}                ; ?
          {notNamespaces: [bank]}                     ; not identified namespace=bank
          {notPrincipals: ["*"]}                      ; not identified principal
          {notServiceAccounts: [web]}                 ; not identified serviceAccount=shop/web
          {notIpBlocks: [10.0.0.1]}                   ; not (10.0.0.1/32)
          {notRemoteIpBlocks: [10.0.0.1]}             ; not ?
          {principals: ["*"], namespaces: [bank]}     ; (identified namespace=bank & identified principal)
          {namespaces: [bank], notNamespaces: [shop]} ; (identified namespace=bank & not identified namespace=shop)
          """)
  void fields_mean_senders(String source, String expected) {
    assertThat(text(List.of("cluster.local"), false, false, source)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          td/ns/a/sa/b             ; identified one of {principal=td/ns/a/sa/b/principal=old/ns/a/sa/b}
          old/ns/a/sa/b            ; identified one of {principal=td/ns/a/sa/b/principal=old/ns/a/sa/b}
          cluster.local/ns/a/sa/b  ; identified one of {principal=td/ns/a/sa/b/principal=old/ns/a/sa/b}
          cluster.local/ns/a/*     ; identified one of {principal has td/ns/a/ at START/principal has old/ns/a/ at START}
          other/ns/a/sa/b          ; identified principal=other/ns/a/sa/b
          """)
  void one_trust_domain_of_the_mesh_stands_for_all(String principal, String expected) {
    assertThat(text(List.of("td", "old"), false, false, "{principals: [" + principal + "]}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}, tokens looked at {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {requestPrincipals: ["*"]}      ; true  ; sending jwt.principal
          {requestPrincipals: [a/b]}      ; true  ; sending jwt.principal=a/b
          {notRequestPrincipals: ["*"]}   ; true  ; not sending jwt.principal
          {requestPrincipals: ["*"]}      ; false ; ()
          {notRequestPrincipals: ["*"]}   ; false ; not ()
          """)
  void without_somebody_who_looks_at_tokens_nobody_has_one(
      String source, boolean tokens, String expected) {
    assertThat(text(List.of("cluster.local"), tokens, false, source)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {namespaces: [a]}                      ; identified namespace=a
          {trustDomains: [td]}                   ; ()
          {namespaces: [a], trustDomains: [td]}  ; ((identified namespace=a & identified trustDomain=td) | (? & identified namespace=a))
          """)
  void the_proxy_of_a_node_is_not_told_of_trust_domains(String source, String expected) {
    assertThat(text(List.of("cluster.local"), false, true, source)).isEqualTo(expected);
  }
}
