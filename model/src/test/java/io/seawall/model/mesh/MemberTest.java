package io.seawall.model.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberTest {
  private static final SourceRef WHERE = SourceRef.of("mesh.yaml", 1);

  private static Member member(Standing standing, Policy... inbound) {
    Member.Sends sends = new Member.Sends(Map.of(), Map.of(), false, Optional.empty());
    return new Member(
        Optional.of(new Member.Place(Mesh.ISTIO, standing, sends)), List.of(inbound), List.of());
  }

  private static Member in(Policy... inbound) {
    return member(new Standing.In(false, WHERE), inbound);
  }

  private static Policy policy(Stage stage, Verdict... verdicts) {
    List<Rule> rules = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      rules.add(
          new Rule(verdict, new Peers.Everybody(), new Peers.Everybody(), PortMatch.ALL, WHERE));
    }
    return new Policy(
        "Mesh",
        Optional.empty(),
        stage.name(),
        stage.tier(),
        0,
        Direction.INGRESS,
        new Peers.Everybody(),
        true,
        rules,
        Verdict.PASS,
        WHERE);
  }

  @Test
  void the_standing_tells_whether_pods_are_in_a_mesh() {
    assertThat(in().in()).contains(true);
    assertThat(member(new Standing.Out(Standing.Cause.RESTART, "", WHERE)).in()).contains(false);
    assertThat(member(new Standing.Unknown("", "", WHERE)).in()).isEmpty();
    assertThat(Member.NONE.in()).contains(false);
  }

  @Test
  void what_is_put_before_goes_first_and_nowhere_without_a_mesh() {
    Policy first = policy(Stage.CAPTURE);
    Policy second = policy(Stage.DEFAULT);
    assertThat(in(second).after(List.of(first)).inbound()).containsExactly(first, second);
    assertThat(Member.NONE.after(List.of(first))).isSameAs(Member.NONE);
  }

  @Test
  void a_stage_can_be_left_out() {
    Policy denial = policy(Stage.DENIAL);
    Policy external = policy(Stage.EXTERNAL);
    Member member = in(external, denial);
    assertThat(member.without(Stage.EXTERNAL).inbound()).containsExactly(denial);
    assertThat(member.without(Stage.EXTERNAL).place()).isEqualTo(member.place());
    assertThat(member.without(Stage.CAPTURE)).isSameAs(member);
  }

  @ParameterizedTest(name = "at {0}: {1}")
  @CsvSource({
    "OWN_PORTS, ALLOW DENY PASS",
    "CAPTURE, ALLOW DENY PASS",
    "TRANSPORT, ALLOW DENY PASS",
    "WAYPOINT, DENY PASS",
    "EXTERNAL, ALLOW DENY PASS",
    "DENIAL, ALLOW DENY PASS",
    "AUTHORIZATION, DENY PASS",
    "RANKED, DENY PASS",
    "DEFAULT, ALLOW DENY PASS"
  })
  void without_allows_no_rule_that_names_somebody_lets_anybody_by(Stage stage, String left) {
    Member bare = in(policy(stage, Verdict.ALLOW, Verdict.DENY, Verdict.PASS)).withoutAllows();
    List<String> verdicts =
        bare.inbound().getFirst().rules().stream().map(rule -> rule.verdict().name()).toList();
    assertThat(String.join(" ", verdicts)).isEqualTo(left);
  }

  @Test
  void an_identity_of_istio_has_four_attributes() {
    assertThat(Identity.ofIstio("td", "shop", "web"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "principal",
                "td/ns/shop/sa/web",
                "namespace",
                "shop",
                "serviceAccount",
                "shop/web",
                "trustDomain",
                "td"));
  }
}
