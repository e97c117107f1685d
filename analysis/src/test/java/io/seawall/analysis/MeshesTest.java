package io.seawall.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeshesTest {
  private static final String NAMESPACE =
      "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection:"
          + " disabled}}}";

  private static Member member(Snapshot joined, String name) {
    return MeshScene.workload(joined, name).mesh();
  }

  @ParameterizedTest(name = "{0}: {1}, in it {2}")
  @CsvSource({
    "istio-proxy, ISTIO, true",
    "linkerd-proxy, LINKERD, true",
    "consul-dataplane, CONSUL, true",
    "other, ISTIO, false"
  })
  void each_pod_is_asked_about_by_itself(String container, Mesh mesh, boolean in) {
    Member member =
        member(
            Meshes.joined(MeshScene.snapshot(NAMESPACE, MeshScene.pod("web", "web", container))),
            "web");
    assertThat(member.place().orElseThrow().mesh()).isEqualTo(mesh);
    assertThat(member.in()).contains(in);
  }

  @Test
  void two_meshes_can_share_a_cluster() {
    Snapshot joined =
        Meshes.joined(
            MeshScene.snapshot(
                NAMESPACE,
                MeshScene.pod("a", "web", "istio-proxy"),
                MeshScene.pod("b", "web", "linkerd-proxy")));
    assertThat(member(joined, "a").place().orElseThrow().mesh()).isEqualTo(Mesh.ISTIO);
    assertThat(member(joined, "b").place().orElseThrow().mesh()).isEqualTo(Mesh.LINKERD);
  }

  @Test
  void where_no_mesh_speaks_of_pods_they_have_none() {
    Snapshot joined =
        Meshes.joined(
            MeshScene.snapshot(
                "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}",
                MeshScene.pod("web", "web")));
    assertThat(member(joined, "web")).isSameAs(Member.NONE);
  }

  private static Snapshot withLostInput(Snapshot snapshot) {
    Facts.Kubernetes facts = snapshot.facts().kubernetes();
    List<Policy> lost = UnreadPolicies.of(List.of(SourceRef.of("lost.yaml", 7)), facts.policies());
    return MeshScene.of(new Facts(facts.withPolicies(lost), snapshot.facts().azure()));
  }

  @Test
  void lost_input_may_let_by_or_refuse_anything() {
    Snapshot joined =
        Meshes.joined(withLostInput(MeshScene.snapshot(MeshScene.pod("a", "web", "istio-proxy"))));
    Member member = member(joined, "a");
    assertThat(member.inbound().subList(0, 2))
        .allSatisfy(policy -> {
          assertThat(policy.tier()).isEqualTo(Stage.CAPTURE.tier());
          assertThat(policy.where().file()).isEqualTo("lost.yaml");
        })
        .extracting(policy -> policy.rules().getFirst().verdict())
        .containsExactly(Verdict.ALLOW, Verdict.DENY);
  }

  @Test
  void lost_input_says_nothing_where_there_is_no_mesh() {
    Snapshot joined =
        Meshes.joined(
            withLostInput(
                MeshScene.snapshot(
                    "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}",
                    MeshScene.pod("web", "web"))));
    assertThat(member(joined, "web")).isSameAs(Member.NONE);
  }
}
