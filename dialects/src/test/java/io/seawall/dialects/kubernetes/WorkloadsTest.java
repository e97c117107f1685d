package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.Dialect;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {
  private static final String LABELS = "{app: web, pod-template-hash: 7d9c}";

  @ParameterizedTest(name = "{0}: {1} is of {2}, made by {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no owner                         |                                                          | shop/web-7d9c-x[Pod]     | shop/web-7d9c-x[Pod]
          a Deployment's ReplicaSet        | {kind: ReplicaSet, name: web-7d9c, controller: true}     | shop/web[Deployment]     | shop/web-7d9c[ReplicaSet]
          a ReplicaSet of another name     | {kind: ReplicaSet, name: web-7d9, controller: true}      | shop/web-7d9[ReplicaSet] | shop/web-7d9[ReplicaSet]
          a name that is the hash alone    | {kind: ReplicaSet, name: -7d9c, controller: true}        | shop/-7d9c[ReplicaSet]   | shop/-7d9c[ReplicaSet]
          a StatefulSet                    | {kind: StatefulSet, name: web, controller: true}         | shop/web[StatefulSet]    | shop/web[StatefulSet]
          a DaemonSet                      | {kind: DaemonSet, name: web, controller: true}           | shop/web[DaemonSet]      | shop/web[DaemonSet]
          a Job that is not in the input   | {kind: Job, name: web-123, controller: true}             | shop/web-123[Job]        | shop/web-123[Job]
          a kind that is not known         | {kind: CloneSet, name: web-7d9c, controller: true}       | shop/web-7d9c[CloneSet]  | shop/web-7d9c[CloneSet]
          a node: a static pod             | {kind: Node, name: aks-1, controller: true}              | shop/web-7d9c-x[Pod]     | shop/web-7d9c-x[Pod]
          an owner without a kind          | {name: web, controller: true}                            | shop/web[Pod]            | shop/web[Pod]
          an owner that does not control   | {kind: ReplicaSet, name: web-7d9c, controller: false}    | shop/web-7d9c-x[Pod]     | shop/web-7d9c-x[Pod]
          an owner that does not say       | {kind: ReplicaSet, name: web-7d9c}                       | shop/web-7d9c-x[Pod]     | shop/web-7d9c-x[Pod]
          the second owner controls        | {kind: A, name: a}, {kind: B, name: b, controller: true} | shop/b[B]                | shop/b[B]
          """)
  void owners(String row, String owners, String id, String controller) {
    Workload workload = only(pod("web-7d9c-x", LABELS, owners == null ? "" : owners));

    assertThat(workload.id()).hasToString(id);
    assertThat(workload.controller()).hasToString(controller);
  }

  @Test
  void a_replica_set_in_the_input_tells_its_own_owner() {
    List<Workload> workloads =
        Kube.facts(
                pod("a", LABELS, "{kind: ReplicaSet, name: web-7d9c, controller: true}"),
                replicaSet("web-7d9c", 1, "{kind: Rollout, name: web, controller: true}"))
            .workloads();

    assertThat(workloads).extracting(w -> w.id().toString()).containsOnly("shop/web[Rollout]");
  }

  @Test
  void a_replica_set_in_the_input_without_an_owner_is_the_owner() {
    List<Workload> workloads =
        Kube.facts(
                pod("a", LABELS, "{kind: ReplicaSet, name: web-7d9c, controller: true}"),
                replicaSet("web-7d9c", 1, ""))
            .workloads();

    assertThat(workloads)
        .extracting(w -> w.id().toString())
        .containsOnly("shop/web-7d9c[ReplicaSet]");
  }

  @Test
  void a_job_in_the_input_tells_its_cron_job() {
    List<Workload> workloads =
        Kube.facts(
                """
                {apiVersion: batch/v1, kind: Job, metadata: {name: n-123, namespace: shop,
                ownerReferences: [{kind: CronJob, name: n, controller: true}]},
                spec: {template: {spec: {}}}}
                """,
                pod("n-123-x", "{}", "{kind: Job, name: n-123, controller: true}"))
            .workloads();

    assertThat(workloads).extracting(w -> w.id().toString()).containsOnly("shop/n[CronJob]");
  }

  @Test
  void a_job_that_has_ended_still_tells_its_cron_job() {
    List<Workload> workloads =
        Kube.facts(
                """
                {apiVersion: batch/v1, kind: Job, metadata: {name: n-123, namespace: shop,
                ownerReferences: [{kind: CronJob, name: n, controller: true}]},
                spec: {template: {spec: {}}}, status: {conditions: [{type: Failed, status: "True"}]}}
                """,
                pod("n-123-x", "{}", "{kind: Job, name: n-123, controller: true}"))
            .workloads();

    assertThat(workloads).extracting(w -> w.id().toString()).containsExactly("shop/n[CronJob]");
  }

  @Test
  void live_pods_that_are_alike_are_one_workload() {
    Workload workload =
        only(
            """
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, labels: {app: web},
            ownerReferences: [{kind: DaemonSet, name: web, controller: true}]},
            spec: {nodeName: n1, containers: [{name: c}]},
            status: {phase: Running, podIP: 10.1.0.4, podIPs: [{ip: 10.1.0.4}, {ip: "fd00::4"}]}}
            """,
            """
            {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop, labels: {app: web},
            annotations: {cni.projectcalico.org/podIP: 10.1.0.5},
            ownerReferences: [{kind: DaemonSet, name: web, controller: true}]},
            spec: {nodeName: n2, containers: [{name: c}]}, status: {phase: Pending}}
            """);

    assertThat(workload.pods())
        .containsExactly(
            new Workload.Pod(
                "a",
                List.of(
                    Address.parse("10.1.0.4").orElseThrow(),
                    Address.parse("fd00::4").orElseThrow()),
                "n1"),
            new Workload.Pod("b", List.of(), "n2"));
    assertThat(workload.where().object()).isEqualTo("Pod shop/a");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          labels          | labels: {app: other}, annotations: {}                          | containers: [{name: c, image: i}]
          annotations     | labels: {app: web}, annotations: {linkerd.io/inject: enabled}  | containers: [{name: c, image: i}]
          image           | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: j}]
          port            | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: i, ports: [{containerPort: 1}]}]
          host network    | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: i}], hostNetwork: true
          processes       | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: i}], hostPID: true
          system          | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: i}], os: {name: windows}
          service account | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: i}], serviceAccountName: s
          node selector   | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: i}], nodeSelector: {a: b}
          privileged      | labels: {app: web}, annotations: {}                            | containers: [{name: c, image: i, securityContext: {privileged: true}}]
          """)
  void live_pods_that_differ_are_apart_under_one_id(String row, String meta, String spec) {
    String owner = "ownerReferences: [{kind: DaemonSet, name: web, controller: true}]";
    List<Workload> workloads =
        Kube.facts(
                "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, labels: {app:"
                    + " web}, annotations: {}, %s}, spec: {containers: [{name: c, image: i}]}}"
                        .formatted(owner),
                "{apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop, %s, %s}, spec: {%s}}"
                    .formatted(meta, owner, spec))
            .workloads();

    assertThat(workloads).hasSize(2);
    assertThat(workloads).extracting(w -> w.id().toString()).containsOnly("shop/web[DaemonSet]");
  }

  @Test
  void pods_of_other_folders_are_apart() {
    Dialect.Reading reading = new KubernetesDialect().open();
    String owner = "{kind: DaemonSet, name: web, controller: true}";
    Kube.accept(reading, "east/a.json", pod("a", "{}", owner));
    Kube.accept(reading, "east/b.json", pod("b", "{}", owner));
    Kube.accept(reading, "west/a.json", pod("a", "{}", owner));

    assertThat(reading.close().value().kubernetes().workloads())
        .extracting(w -> w.where().file() + " " + w.pods().size())
        .containsExactly("east/a.json 2", "west/a.json 1");
  }

  @Test
  void equal_shapes_are_kept_once() {
    List<Workload> workloads =
        Kube.facts(
                pod("a", LABELS, "{kind: DaemonSet, name: one, controller: true}"),
                pod("b", LABELS, "{kind: DaemonSet, name: two, controller: true}"))
            .workloads();

    assertThat(workloads.get(0).labels()).isSameAs(workloads.get(1).labels());
    assertThat(workloads.get(0).containers()).isSameAs(workloads.get(1).containers());
  }

  @Test
  void pods_that_have_ended_are_counted_and_left_out() {
    String ended =
        "{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: shop}, spec: {containers: []},"
            + " status: {phase: %s}}";
    String[] objects = {
      pod("a", "{}", ""), ended.formatted("b", "Succeeded"), ended.formatted("c", "Failed")
    };

    assertThat(Kube.facts(objects).workloads())
        .extracting(w -> w.id().toString())
        .containsExactly("shop/a[Pod]");
    assertThat(Kube.messages(objects))
        .isEqualTo(
            """
            dir/1.yaml:1: note: Pod shop/b,  [ENDED_PODS]
              found 2 pods or Jobs that have ended, expected pods that run
              help: they have no address any more and are left out; this is the first
            """);
  }

  @ParameterizedTest(name = "{0}: phase {1} is kept = {2}")
  @CsvSource({
    "running, Running, true",
    "pending, Pending, true",
    "node is silent, Unknown, true",
    "succeeded, Succeeded, false",
    "failed, Failed, false"
  })
  void phases(String row, String phase, boolean kept) {
    assertThat(
            Kube.facts(
                    "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []},"
                        + " status: {phase: "
                        + phase
                        + "}}")
                .workloads())
        .hasSize(kept ? 1 : 0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apps/v1               | Deployment            | spec: {template: %s}
          apps/v1               | ReplicaSet            | spec: {template: %s}
          apps/v1               | StatefulSet           | spec: {template: %s}
          apps/v1               | DaemonSet             | spec: {template: %s}
          v1                    | ReplicationController | spec: {template: %s}
          batch/v1              | Job                   | spec: {template: %s}
          batch/v1              | CronJob               | spec: {jobTemplate: {spec: {template: %s}}}
          apps/v1               | Deployment            | spec: {replicas: 0, template: %s}
          extensions/v1beta1    | Deployment            | spec: {template: %s}
          batch/v1beta1         | CronJob               | spec: {jobTemplate: {spec: {template: %s}}}
          """)
  void templates(String apiVersion, String kind, String spec) {
    String template =
        "{metadata: {labels: {app: web}, annotations: {istio.io/rev: r}}, spec: {containers: [{name:"
            + " c, image: i}]}}";
    Workload workload =
        only(
            "{apiVersion: %s, kind: %s, metadata: {name: web, namespace: shop, labels: {x: y}}, %s}"
                .formatted(apiVersion, kind, spec.formatted(template)));

    assertThat(workload.id()).isEqualTo(new Workload.Id("shop", kind, "web"));
    assertThat(workload.controller()).isEqualTo(workload.id());
    assertThat(workload.labels()).containsOnlyKeys("app");
    assertThat(workload.annotations()).containsOnlyKeys("istio.io/rev");
    assertThat(workload.containers()).extracting(Workload.Container::image).containsExactly("i");
    assertThat(workload.pods()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} replicas, Deployment in the input = {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          its Deployment speaks for it     | 2 | true  | web[Deployment]<web[Deployment]
          an old revision                  | 0 | true  | web[Deployment]<web[Deployment]
          its Deployment is not there      | 2 | false | web[Deployment]<web-7d9c[ReplicaSet]
          an old revision on its own       | 0 | false |
          """)
  void owned_replica_sets(String row, int replicas, boolean deployment, String expected) {
    String set =
        replicaSet("web-7d9c", replicas, "{kind: Deployment, name: web, controller: true}");
    String owner =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec:"
            + " {template: {spec: {}}}}";
    List<Workload> workloads = (deployment ? Kube.facts(set, owner) : Kube.facts(set)).workloads();

    assertThat(
            workloads.stream()
                .map(w -> (w.id() + "<" + w.controller()).replace("shop/", ""))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{0}: {1} = {2} keeps the Job: {3}")
  @CsvSource({
    "complete, Complete, True, false",
    "failed, Failed, True, false",
    "not complete, Complete, False, true",
    "suspended, Suspended, True, true"
  })
  void ended_jobs(String row, String type, String status, boolean kept) {
    assertThat(
            Kube.facts(
                    """
                    {apiVersion: batch/v1, kind: Job, metadata: {name: a},
                    spec: {template: {spec: {}}}, status: {conditions: [{type: %s, status: "%s"}]}}
                    """
                        .formatted(type, status))
                .workloads())
        .hasSize(kept ? 1 : 0);
  }

  @Test
  void a_stateful_set_of_an_operator_stays_a_stateful_set() {
    Workload workload =
        only(
            """
            {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop,
            ownerReferences: [{kind: Prometheus, name: p, controller: true}]},
            spec: {template: {spec: {}}}}
            """);

    assertThat(workload.id()).hasToString("shop/db[StatefulSet]");
  }

  @Test
  void a_template_and_its_live_pods_are_both_told() {
    List<Workload> workloads =
        Kube.facts(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop},"
                    + " spec: {template: {spec: {}}}}",
                pod("a", LABELS, "{kind: ReplicaSet, name: web-7d9c, controller: true}"))
            .workloads();

    assertThat(workloads)
        .extracting(w -> w.id() + " " + w.pods().size())
        .containsExactly("shop/web[Deployment] 1", "shop/web[Deployment] 0");
  }

  private static String pod(String name, String labels, String owners) {
    return """
    {apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: shop, labels: %s,
    ownerReferences: [%s]}, spec: {containers: [{name: c}]}}
    """
        .formatted(name, labels, owners);
  }

  private static String replicaSet(String name, int replicas, String owners) {
    return """
    {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: %s, namespace: shop,
    ownerReferences: [%s]}, spec: {replicas: %d, template: {spec: {}}}}
    """
        .formatted(name, owners, replicas);
  }

  private static Workload only(String... objects) {
    List<Workload> workloads = Kube.facts(objects).workloads();
    assertThat(workloads).hasSize(1);
    return workloads.getFirst();
  }
}
