package io.seawall.oracle.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.oracle.Answer;
import io.seawall.oracle.Oracle;
import io.seawall.oracle.Packet;
import io.seawall.oracle.draw.ConformanceWorld.Api;
import io.seawall.oracle.draw.ConformanceWorld.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The facts that the conformance tests of the Network Policy API assert, for v1alpha1
/// (AdminNetworkPolicy, BaselineAdminNetworkPolicy) and v1alpha2 (ClusterNetworkPolicy): what the
/// product and the oracle answer in the same cluster, after the same steps.
///
/// Source: kubernetes-sigs/network-policy-api, conformance/tests and conformance/base. The cluster
/// and the notation are those of [ConformanceWorld].
class ConformanceTest {
  /// The policies of the tests, by what they are about.
  enum About {
    ADMIN_EGRESS_TCP(
        "Admin gryffindor; egress; Allow ravenclaw; Deny ravenclaw; Pass ravenclaw;"
            + " Deny slytherin TCP/80; Pass slytherin TCP/80; Allow hufflepuff TCP/8080;"
            + " Deny hufflepuff"),
    ADMIN_EGRESS_UDP(
        "Admin hufflepuff; egress; Allow ravenclaw; Deny ravenclaw; Pass ravenclaw;"
            + " Deny slytherin UDP/5353; Pass slytherin UDP/5353; Allow gryffindor UDP/53;"
            + " Deny gryffindor"),
    ADMIN_INGRESS_UDP(
        "Admin hufflepuff; ingress; Allow ravenclaw; Deny ravenclaw; Pass ravenclaw;"
            + " Deny slytherin UDP/5353; Pass slytherin UDP/5353; Allow gryffindor UDP/53;"
            + " Deny gryffindor"),
    ADMIN_INGRESS_SCTP(
        "Admin ravenclaw; ingress; Allow gryffindor; Deny gryffindor; Pass gryffindor;"
            + " Deny slytherin SCTP/9003; Pass slytherin SCTP/9003; Allow hufflepuff SCTP/9003;"
            + " Deny hufflepuff"),
    ADMIN_EGRESS_NETWORKS("Admin gryffindor; egress; Allow label:slytherin; Deny everywhere"),
    BASELINE_EGRESS_NETWORKS("Baseline gryffindor; egress; Allow label:slytherin; Deny everywhere"),
    BASELINE_INGRESS_TCP(
        "Baseline gryffindor; ingress; Allow ravenclaw; Deny ravenclaw; Deny slytherin TCP/80;"
            + " Allow hufflepuff TCP/80; Deny hufflepuff"),
    BASELINE_INGRESS_SCTP(
        "Baseline ravenclaw; ingress; Allow gryffindor; Deny gryffindor; Deny slytherin SCTP/9003;"
            + " Allow hufflepuff SCTP/9003; Deny hufflepuff"),
    BASELINE_EGRESS_UDP(
        "Baseline hufflepuff; egress; Allow ravenclaw; Deny ravenclaw; Deny slytherin UDP/5353;"
            + " Allow gryffindor UDP/53; Deny gryffindor"),
    BASELINE_BOTH(
        "Baseline gryffindor; ingress; Allow ravenclaw; Deny ravenclaw;"
            + " Deny slytherin TCP/80 UDP/53 SCTP/9003;"
            + " Allow hufflepuff TCP/80 UDP/5353 SCTP/9003; Deny hufflepuff;"
            + " egress; Allow ravenclaw; Deny ravenclaw; Deny slytherin TCP/80 UDP/53 SCTP/9003;"
            + " Allow hufflepuff TCP/8080 UDP/5353 SCTP/9003; Deny hufflepuff");

    private final String text;

    About(String text) {
      this.text = text;
    }
  }

  @ParameterizedTest(name = "{0} after [{1}]: {2} to {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ADMIN_EGRESS_TCP         |                                                      | gryffindor/0 | ravenclaw/0  | TCP/80 TCP/8080                     |
          ADMIN_EGRESS_TCP         |                                                      | gryffindor/1 | hufflepuff/1 | TCP/8080                            | TCP/80
          ADMIN_EGRESS_TCP         | egress 0<->1                                         | gryffindor/0 | ravenclaw/1  |                                     | TCP/80 TCP/8080
          ADMIN_EGRESS_TCP         | egress 0<->1                                         | gryffindor/1 | slytherin/0  | TCP/8080                            | TCP/80
          ADMIN_EGRESS_TCP         | egress 0<->1, egress 0<->2                           | gryffindor/0 | ravenclaw/0  | TCP/80 TCP/8080                     |
          ADMIN_EGRESS_TCP         | egress 0<->1, egress 0<->2, egress 3<->4             | gryffindor/0 | slytherin/0  | TCP/80 TCP/8080                     |
          ADMIN_EGRESS_TCP         | egress 5 = Allow hufflepuff web                      | gryffindor/0 | hufflepuff/1 | TCP/80                              | TCP/8080
          ADMIN_EGRESS_UDP         |                                                      | hufflepuff/0 | ravenclaw/0  | UDP/53 UDP/5353                     |
          ADMIN_EGRESS_UDP         |                                                      | hufflepuff/1 | gryffindor/1 | UDP/53                              | UDP/5353
          ADMIN_EGRESS_UDP         | egress 0<->1                                         | hufflepuff/0 | ravenclaw/1  |                                     | UDP/53 UDP/5353
          ADMIN_EGRESS_UDP         | egress 0<->1                                         | hufflepuff/1 | slytherin/0  | UDP/53                              | UDP/5353
          ADMIN_EGRESS_UDP         | egress 0<->1, egress 0<->2                           | hufflepuff/0 | ravenclaw/1  | UDP/53 UDP/5353                     |
          ADMIN_EGRESS_UDP         | egress 0<->1, egress 0<->2, egress 3<->4             | hufflepuff/0 | slytherin/0  | UDP/53 UDP/5353                     |
          ADMIN_INGRESS_UDP        |                                                      | ravenclaw/0  | hufflepuff/0 | UDP/53 UDP/5353                     |
          ADMIN_INGRESS_UDP        |                                                      | gryffindor/1 | hufflepuff/1 | UDP/53                              | UDP/5353
          ADMIN_INGRESS_UDP        | ingress 0<->1                                        | ravenclaw/1  | hufflepuff/1 |                                     | UDP/53 UDP/5353
          ADMIN_INGRESS_UDP        | ingress 0<->1                                        | slytherin/1  | hufflepuff/0 | UDP/53                              | UDP/5353
          ADMIN_INGRESS_UDP        | ingress 0<->1, ingress 0<->2                         | ravenclaw/0  | hufflepuff/1 | UDP/53 UDP/5353                     |
          ADMIN_INGRESS_UDP        | ingress 0<->1, ingress 0<->2, ingress 3<->4          | slytherin/0  | hufflepuff/0 | UDP/53 UDP/5353                     |
          ADMIN_INGRESS_UDP        | ingress 5 = Allow gryffindor dns                     | gryffindor/0 | hufflepuff/1 | UDP/53                              | UDP/5353
          ADMIN_INGRESS_SCTP       |                                                      | gryffindor/0 | ravenclaw/0  | SCTP/9003 SCTP/9005                 |
          ADMIN_INGRESS_SCTP       |                                                      | hufflepuff/1 | ravenclaw/1  | SCTP/9003                           | SCTP/9005
          ADMIN_INGRESS_SCTP       | ingress 0<->1                                        | gryffindor/1 | ravenclaw/1  |                                     | SCTP/9003 SCTP/9005
          ADMIN_INGRESS_SCTP       | ingress 0<->1                                        | slytherin/1  | ravenclaw/0  | SCTP/9005                           | SCTP/9003
          ADMIN_INGRESS_SCTP       | ingress 0<->1, ingress 0<->2                         | gryffindor/0 | ravenclaw/1  | SCTP/9003 SCTP/9005                 |
          ADMIN_INGRESS_SCTP       | ingress 0<->1, ingress 0<->2, ingress 3<->4          | slytherin/0  | ravenclaw/0  | SCTP/9003 SCTP/9005                 |
          ADMIN_EGRESS_NETWORKS    |                                                      | gryffindor/1 | ravenclaw/0  |                                     | TCP/80 UDP/53 SCTP/9003
          ADMIN_EGRESS_NETWORKS    |                                                      | gryffindor/1 | hufflepuff/0 |                                     | TCP/80 UDP/53 SCTP/9003
          ADMIN_EGRESS_NETWORKS    |                                                      | gryffindor/1 | slytherin/0  | TCP/80 UDP/53 SCTP/9003             |
          ADMIN_EGRESS_NETWORKS    | relabel slytherin                                    | gryffindor/1 | slytherin/0  |                                     | TCP/80 UDP/53 SCTP/9003
          ADMIN_EGRESS_NETWORKS    | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | ravenclaw/0  | TCP/80 UDP/53 SCTP/9003             |
          ADMIN_EGRESS_NETWORKS    | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | hufflepuff/0 | TCP/80 UDP/53 SCTP/9003             |
          ADMIN_EGRESS_NETWORKS    | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | ravenclaw/1  |                                     | TCP/80 UDP/53 SCTP/9003
          ADMIN_EGRESS_NETWORKS    | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | hufflepuff/1 |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_EGRESS_NETWORKS |                                                      | gryffindor/1 | ravenclaw/0  |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_EGRESS_NETWORKS |                                                      | gryffindor/1 | hufflepuff/0 |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_EGRESS_NETWORKS |                                                      | gryffindor/1 | slytherin/0  | TCP/80 UDP/53 SCTP/9003             |
          BASELINE_EGRESS_NETWORKS | relabel slytherin                                    | gryffindor/1 | slytherin/0  |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_EGRESS_NETWORKS | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | ravenclaw/0  | TCP/80 UDP/53 SCTP/9003             |
          BASELINE_EGRESS_NETWORKS | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | hufflepuff/0 | TCP/80 UDP/53 SCTP/9003             |
          BASELINE_EGRESS_NETWORKS | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | ravenclaw/1  |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_EGRESS_NETWORKS | egress + Allow pods:ravenclaw/0+hufflepuff/0         | gryffindor/1 | hufflepuff/1 |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_INGRESS_TCP     |                                                      | ravenclaw/0  | gryffindor/0 | TCP/80 TCP/8080                     |
          BASELINE_INGRESS_TCP     |                                                      | hufflepuff/1 | gryffindor/1 | TCP/80                              | TCP/8080
          BASELINE_INGRESS_TCP     | ingress 0<->1                                        | ravenclaw/1  | gryffindor/1 |                                     | TCP/80 TCP/8080
          BASELINE_INGRESS_TCP     | ingress 0<->1                                        | slytherin/1  | gryffindor/0 | TCP/8080                            | TCP/80
          BASELINE_INGRESS_TCP     | ingress 3 = Allow hufflepuff web                     | hufflepuff/0 | gryffindor/1 | TCP/80                              | TCP/8080
          BASELINE_INGRESS_SCTP    |                                                      | gryffindor/0 | ravenclaw/0  | SCTP/9003 SCTP/9005                 |
          BASELINE_INGRESS_SCTP    |                                                      | hufflepuff/1 | ravenclaw/1  | SCTP/9003                           | SCTP/9005
          BASELINE_INGRESS_SCTP    | ingress 0<->1                                        | gryffindor/1 | ravenclaw/1  |                                     | SCTP/9003 SCTP/9005
          BASELINE_INGRESS_SCTP    | ingress 0<->1                                        | slytherin/1  | ravenclaw/0  | SCTP/9005                           | SCTP/9003
          BASELINE_EGRESS_UDP      |                                                      | hufflepuff/0 | ravenclaw/0  | UDP/53 UDP/5353                     |
          BASELINE_EGRESS_UDP      |                                                      | hufflepuff/1 | gryffindor/1 | UDP/53                              | UDP/5353
          BASELINE_EGRESS_UDP      | egress 0<->1                                         | hufflepuff/1 | ravenclaw/1  |                                     | UDP/53 UDP/5353
          BASELINE_EGRESS_UDP      | egress 0<->1                                         | hufflepuff/1 | slytherin/0  | UDP/53                              | UDP/5353
          BASELINE_EGRESS_UDP      | egress 3 = Allow gryffindor dns                      | hufflepuff/0 | gryffindor/1 | UDP/53                              | UDP/5353
          BASELINE_BOTH            |                                                      | gryffindor/0 | ravenclaw/0  | TCP/80 UDP/53 SCTP/9003             |
          BASELINE_BOTH            |                                                      | ravenclaw/1  | gryffindor/0 | TCP/80 UDP/53 SCTP/9003             |
          BASELINE_BOTH            |                                                      | gryffindor/0 | hufflepuff/1 | TCP/8080 UDP/5353 SCTP/9003         | TCP/80 UDP/53 SCTP/9005
          BASELINE_BOTH            |                                                      | hufflepuff/1 | gryffindor/1 | TCP/80 UDP/5353 SCTP/9003           | TCP/8080 UDP/53 SCTP/9005
          BASELINE_BOTH            | egress 0<->1, ingress 0<->1                          | gryffindor/0 | ravenclaw/1  |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_BOTH            | egress 0<->1, ingress 0<->1                          | ravenclaw/0  | gryffindor/1 |                                     | TCP/80 UDP/53 SCTP/9003
          BASELINE_BOTH            | egress 0<->1, ingress 0<->1                          | gryffindor/1 | slytherin/0  | TCP/8080 UDP/5353 SCTP/9005         | TCP/80 UDP/53 SCTP/9003
          BASELINE_BOTH            | egress 0<->1, ingress 0<->1                          | slytherin/1  | gryffindor/0 | TCP/8080 UDP/5353 SCTP/9005         | TCP/80 UDP/53 SCTP/9003
          """)
  void one_policy(
      About about,
      @Nullable String steps,
      String from,
      String to,
      @Nullable String allowed,
      @Nullable String denied) {
    for (var api : Api.values()) {
      var policy = Policy.of(about.text);
      var relabelled = "";
      for (var step : list(steps, ",")) {
        if (step.startsWith("relabel ")) {
          relabelled = step.substring("relabel ".length());
        } else {
          policy = policy.after(step);
        }
      }
      var objects = new ArrayList<>(ConformanceWorld.objects(relabelled));
      objects.add(ConformanceWorld.object(policy, api));
      check(api, objects, from, to, list(allowed, " "), true);
      check(api, objects, from, to, list(denied, " "), false);
    }
  }

  /// An Admin policy and a Baseline policy that deny what a NetworkPolicy between them allows.
  @ParameterizedTest(name = "ingress {0}, egress {1}, NetworkPolicy {2}: {3} to {4} {5}")
  @CsvSource({
    "Deny, Deny, true,  slytherin/0,  gryffindor/0, false",
    "Deny, Deny, true,  gryffindor/1, slytherin/0,  false",
    "Pass, Deny, true,  slytherin/1,  gryffindor/0, true",
    "Pass, Pass, true,  gryffindor/0, slytherin/0,  true",
    "Pass, Pass, false, slytherin/0,  gryffindor/0, false",
    "Pass, Pass, false, gryffindor/1, slytherin/0,  false"
  })
  void three_kinds_together(
      String ingress,
      String egress,
      boolean hasNetworkPolicy,
      String from,
      String to,
      boolean passes) {
    for (var api : Api.values()) {
      var objects = new ArrayList<>(ConformanceWorld.objects(""));
      objects.add(
          ConformanceWorld.object(
              Policy.of(
                  "Admin gryffindor; ingress; %s slytherin; egress; %s slytherin"
                      .formatted(ingress, egress)),
              api));
      objects.add(
          ConformanceWorld.object(
              Policy.of("Baseline gryffindor; ingress; Deny slytherin; egress; Deny slytherin"),
              api));
      if (hasNetworkPolicy) {
        objects.add(ConformanceWorld.networkPolicy("gryffindor", "slytherin"));
      }
      check(api, objects, from, to, List.of("TCP/80", "TCP/8080"), passes);
    }
  }

  private static void check(
      Api api,
      List<Map<String, Object>> objects,
      String from,
      String to,
      List<String> packets,
      boolean passes) {
    var cluster = new DrawnCluster("calico", objects, true, List.of());
    Oracle oracle = cluster.oracle();
    EngineUnderTest engine = new EngineUnderTest(cluster);
    for (String text : packets) {
      var slash = text.indexOf('/');
      var packet =
          new Packet(
              pod(from),
              pod(to),
              text.substring(0, slash),
              Packet.EPHEMERAL,
              Integer.parseInt(text.substring(slash + 1)));
      assertThat(oracle.answer(packet))
          .as("the oracle under %s: %s", api, packet)
          .isEqualTo(passes ? Answer.YES : Answer.NO);
      Bounds bounds = engine.between(packet).orElseThrow();
      var seen = EngineUnderTest.seen(packet);
      assertThat(bounds.sure().contains(seen))
          .as("the product under %s, for sure: %s", api, packet)
          .isEqualTo(passes);
      assertThat(bounds.possible().contains(seen))
          .as("the product under %s, possibly: %s", api, packet)
          .isEqualTo(passes);
    }
  }

  private static String pod(String text) {
    return text.replace("/", "/p");
  }

  private static List<String> list(@Nullable String text, String separator) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(separator, -1)).map(String::strip).toList();
  }
}
