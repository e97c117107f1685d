package io.seawall.oracle.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.oracle.Answer;
import io.seawall.testkit.Choices;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the draw covers, on a fixed set of seeds: a law over draws that never hold a feature says
/// nothing about it.
class ClusterDrawTest {
  private static final List<DrawnCluster> DRAWN =
      LongStream.range(0, 600)
          .mapToObj(seed -> ClusterDraw.clusters().from(Choices.seeded(seed)))
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"except\"",
        "\"endPort\"",
        "\"hostNetwork\": true",
        "\"port\": \"http\"",
        "\"restartPolicy\": \"Always\"",
        "\"phase\": \"Succeeded\"",
        "\"NotIn\"",
        "\"DoesNotExist\"",
        "\"policyTypes\": []",
        "\"to\": []",
        "\"cidr\": \"::/0\"",
        "\"networkPluginMode\": \"overlay\"",
        "\"podSubnetID\"",
        "\"kubenet\"",
        "\"sourceAddressPrefixes\"",
        "\"sourcePortRange\": \"1024-2048\"",
        "\"AzurePlatformIMDS\"",
        "\"podLinkLocalAccess\": \"None\"",
        "virtualMachineProfile",
        "\"AdminNetworkPolicy\"",
        "\"BaselineAdminNetworkPolicy\"",
        "\"ClusterNetworkPolicy\"",
        "\"tier\": \"Baseline\"",
        "\"Pass\"",
        "\"networks\"",
        "\"nodes\"",
        "\"domainNames\"",
        "\"portRange\"",
        "\"range\"",
        "\"namedPort\"",
        "\"destinationNamedPort\"",
        "\"GlobalNetworkPolicy\"",
        "\"Tier\"",
        "\"defaultAction\": \"Pass\"",
        "\"NetworkSet\"",
        "\"GlobalNetworkSet\"",
        "\"notSelector\"",
        "\"notNets\"",
        "\"notPorts\"",
        "\"notProtocol\"",
        "\"Log\"",
        "global()",
        "\"order\": 1000",
        "\"CiliumNetworkPolicy\"",
        "\"CiliumClusterwideNetworkPolicy\"",
        "\"specs\"",
        "\"ingressDeny\"",
        "\"egressDeny\"",
        "\"enableDefaultDeny\"",
        "\"toEndpoints\"",
        "\"toEntities\"",
        "\"toCIDR\"",
        "\"cidrGroupRef\"",
        "\"toServices\"",
        "\"toFQDNs\"",
        "\"icmps\"",
        "\"port\": \"0\"",
        "\"rules\"",
        "\"reserved:host\"",
        "\"k8s:io.kubernetes.pod.namespace\"",
        "\"k8s:io.cilium.k8s.namespace.labels.team\""
      })
  void every_feature_is_drawn_often_enough(String feature) {
    assertThat(DRAWN.stream().filter(cluster -> cluster.toString().contains(feature)))
        .hasSizeGreaterThan(8);
  }

  @Test
  void every_engine_is_drawn() {
    for (var engine : List.of("azure", "calico", "cilium", "none")) {
      assertThat(DRAWN.stream().filter(cluster -> cluster.engine().equals(engine)))
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void every_doubt_is_met_and_most_questions_have_none() {
    var questions = DRAWN.stream().flatMap(cluster -> cluster.questions().stream()).toList();
    var met = EnumSet.noneOf(Doubt.class);
    questions.forEach(question -> met.addAll(question.doubts()));
    assertThat(met).containsExactlyInAnyOrder(Doubt.values());
    assertThat(questions.stream().filter(Question::isSettled).count())
        .isGreaterThan(questions.size() * 6L / 10);
  }

  @Test
  void both_answers_are_common() {
    var answers = new ArrayList<Answer>();
    DRAWN.forEach(cluster -> answers.addAll(cluster.answers()));
    assertThat(answers.stream().filter(answer -> answer == Answer.YES).count())
        .isBetween(answers.size() * 20L / 100, answers.size() * 80L / 100);
  }
}
