package io.seawall.dialects.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.SharedTiers;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Calico documentation, "Tier" and "Get started with policy tiers".
class TiersTest {
  private static String tier(String name, String spec) {
    return Objects.object("Tier", "{name: " + name + "}", spec);
  }

  private static Policy in(String tier, String... objects) {
    String[] all = new String[objects.length + 1];
    all[0] = Objects.global("{tier: " + tier + "}");
    System.arraycopy(objects, 0, all, 1, objects.length);
    return Objects.only(Direction.INGRESS, all);
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {order: 200}                        ; 200      ; DENY
          {order: 2.5, defaultAction: Pass}   ; 2.5      ; PASS
          {order: 200, defaultAction: Deny}   ; 200      ; DENY
          {}                                  ; Infinity ; DENY
          """)
  void a_tier_has_an_order_and_a_default_action(String spec, double order, Verdict unmatched) {
    Policy policy = in("security", tier("security", spec));
    assertThat(policy.tier()).isEqualTo(new Tier(order, "security", Tier.Fold.FIRST_BY_NAME));
    assertThat(policy.unmatched()).isEqualTo(unmatched);
    assertThat(policy.subjectSure()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "adminnetworkpolicy, PASS, 1000",
    "kube-admin, PASS, 1000",
    "default, DENY, 1000000",
    "baselineadminnetworkpolicy, PASS, 10000000",
    "kube-baseline, PASS, 10000000"
  })
  void tiers_that_calico_makes_are_known(String name, Verdict unmatched, double order) {
    Policy policy = in(name);
    assertThat(policy.tier().order()).isEqualTo(order);
    assertThat(policy.unmatched()).isEqualTo(unmatched);
  }

  @Test
  void policies_of_administrators_and_of_their_tiers_are_of_one_tier() {
    assertThat(in("kube-admin").tier().isOneWith(SharedTiers.ADMIN)).isTrue();
    assertThat(in("kube-baseline").tier().isOneWith(SharedTiers.BASELINE)).isTrue();
    assertThat(in("default").tier().isOneWith(SharedTiers.NETWORK_POLICY)).isTrue();
  }

  @ParameterizedTest(name = "{0} of order {1} stands {2} it")
  @CsvSource({
    "alpha,    1000000,  before",
    "zeta,     1000000,  after",
    "a0,       1000,     before",
    "security, 1000,     after",
    "guard,    1000,     perhaps before",
    "0first,   10000000, before",
    "zeta,     10000000, after"
  })
  void tiers_of_one_order_are_asked_by_name(String name, String order, String place) {
    Policy policy = in(name, tier(name, "{order: " + order + "}"));
    Tier builtIn =
        new Tier(
            Double.parseDouble(order),
            switch (order) {
              case "1000" -> SharedTiers.ADMIN.name();
              case "1000000" -> SharedTiers.NETWORK_POLICY.name();
              default -> SharedTiers.BASELINE.name();
            },
            Tier.Fold.FIRST_MATCH);
    if (place.equals("perhaps before")) {
      assertThat(policy.subjectSure()).isFalse();
    } else {
      assertThat(policy.subjectSure()).isTrue();
      assertThat(policy.tier().compareTo(builtIn) < 0).isEqualTo(place.equals("before"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          nothing             ; ``             ; ``                ; is not in the input
          a mistake           ; {order: high}  ; ``                ; is refused as written (dir/1.yaml:3)
          another word        ; {defaultAction: Allow} ; ``        ; is refused as written (dir/1.yaml:3)
          two that differ     ; {order: 1}     ; {order: 2}        ; is there twice
          """)
  void a_policy_of_a_tier_that_is_not_known_may_say_anything(
      String what, String first, String second, String missing) {
    Policy policy =
        first.isEmpty()
            ? in("security")
            : second.isEmpty()
                ? in("security", tier("security", first))
                : in("security", tier("security", first), tier("security", second));
    assertThat(policy.subjectSure()).isFalse();
    assertThat(policy.tier().order()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(policy.rules())
        .extracting(rule -> rule.verdict())
        .containsExactly(Verdict.ALLOW, Verdict.DENY);
    assertThat(((Peers.Unknown) policy.rules().getFirst().peers()).missing()).contains(missing);
  }

  @Test
  void two_alike_are_one() {
    assertThat(
            in("security", tier("security", "{order: 1}"), tier("security", "{order: 1}")).tier())
        .isEqualTo(new Tier(1, "security", Tier.Fold.FIRST_BY_NAME));
  }

  @Test
  void the_tiers_that_calico_makes_cannot_be_changed() {
    assertThat(Objects.read(tier("default", "{order: 5}")).diagnostics())
        .extracting(diagnostic -> diagnostic.code())
        .containsExactly("BAD_TIER");
    assertThat(Objects.read(tier("default", "{order: 1000000, defaultAction: Deny}")).diagnostics())
        .isEmpty();
  }
}
