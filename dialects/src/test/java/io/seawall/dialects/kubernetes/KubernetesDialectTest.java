package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.Dialect;
import io.seawall.model.Facts;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.policy.Policy;
import io.seawall.packets.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesDialectTest {

  @ParameterizedTest(name = "{0}: {1} is taken = {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          core object           | {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}}                          | true
          object of a group     | {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}                        | true
          custom resource       | {apiVersion: example.com/v1alpha1, kind: Thing, metadata: {name: a}}                | true
          no metadata           | {apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization}                  | true
          no kind               | {apiVersion: v2, name: chart}                                                       | false
          no version            | {kind: Pod}                                                                         | false
          empty kind            | {apiVersion: v1, kind: ""}                                                          | false
          kind as a list        | {apiVersion: v1, kind: [Pod]}                                                       | false
          version as a number   | {apiVersion: 1, kind: Pod}                                                          | false
          version is a group    | {apiVersion: apps/, kind: Pod}                                                      | false
          two slashes           | {apiVersion: a/b/v1, kind: Pod}                                                     | false
          an empty group        | {apiVersion: /v1, kind: Pod}                                                        | false
          an Azure resource     | {apiVersion: 2024-05-01, kind: Base, type: Microsoft.ContainerService/managedClusters} | false
          an empty document     | {}                                                                                  | false
          """)
  void accepts(String row, String object, boolean taken) {
    Dialect.Reading reading = new KubernetesDialect().open();

    assertThat(reading.accept(new Document("a.yaml", Flow.mapping(object)))).isEqualTo(taken);
    if (!taken) {
      assertThat(reading.close().value()).isEqualTo(Facts.NONE);
    }
  }

  @Test
  void kinds_that_are_not_known_are_kept_by_name() {
    OtherObject other =
        Kube.facts(
                """
                {apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy,
                metadata: {name: p, namespace: shop, labels: {a: b}}, spec: {x: y}}
                """)
            .others()
            .getFirst();

    assertThat(other.apiGroup()).isEqualTo("cilium.io");
    assertThat(other.kind()).isEqualTo("CiliumNetworkPolicy");
    assertThat(other.namespace()).isEqualTo("shop");
    assertThat(other.name()).isEqualTo("p");
    assertThat(other.labels()).containsEntry("a", "b").hasSize(1);
    assertThat(other.where().place()).isEqualTo("dir/0.yaml:1");
    assertThat(other.where().object()).isEqualTo("CiliumNetworkPolicy shop/p");
  }

  @Test
  void a_network_policy_of_another_group_is_another_kind() {
    Facts.Kubernetes facts =
        Kube.facts(
            "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: p}, spec:"
                + " {selector: all()}}");

    assertThat(facts.policies()).isEmpty();
    assertThat(facts.others()).hasSize(1);
  }

  @Test
  void of_a_secret_only_the_name_is_read() {
    OtherObject secret =
        Kube.facts(
                """
                {apiVersion: v1, kind: Secret, metadata: {name: s, namespace: shop,
                labels: {token: hunter2}, annotations: {copy: hunter2}},
                data: {password: aHVudGVyMg}, stringData: {password: hunter2}}
                """)
            .others()
            .getFirst();

    assertThat(secret.name()).isEqualTo("s");
    assertThat(secret.toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
  }

  @Test
  void a_namespace_always_has_its_name_as_a_label() {
    List<Namespace> namespaces =
        Kube.facts(
                "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}",
                "{apiVersion: v1, kind: Namespace, metadata: {name: bank, labels:"
                    + " {kubernetes.io/metadata.name: shop}}}")
            .namespaces();

    assertThat(namespaces)
        .extracting(n -> n.name() + " " + n.declared() + " " + new TreeMap<>(n.labels()))
        .containsExactly(
            "shop true {kubernetes.io/metadata.name=shop, team=a}",
            "bank true {kubernetes.io/metadata.name=bank}");
  }

  @ParameterizedTest(name = "{0}: {1} is of pool {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          today's label  | {kubernetes.azure.com/agentpool: user, agentpool: x} | user
          older label    | {agentpool: user}                                    | user
          no label       | {}                                                   |
          """)
  void nodes(String row, String labels, String pool) {
    ClusterNode node =
        Kube.facts(
                """
                {apiVersion: v1, kind: Node, metadata: {name: aks-1, labels: %s},
                status: {addresses: [{type: InternalIP, address: 10.240.0.4},
                {type: Hostname, address: aks-1}, {type: InternalIP, address: "fd00::4"}]}}
                """
                    .formatted(labels))
            .nodes()
            .getFirst();

    assertThat(node.pool()).isEqualTo(pool == null ? "" : pool);
    assertThat(node.addresses())
        .containsExactly(
            Address.parse("10.240.0.4").orElseThrow(), Address.parse("fd00::4").orElseThrow());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          extensions/v1beta1        | DaemonSet     | expected apps/v1\\n  help: Kubernetes 1.16 and later refuse it; read as apps/v1
          apps/v1beta2              | Deployment    | expected apps/v1\\n  help: Kubernetes 1.16 and later refuse it; read as apps/v1
          batch/v1beta1             | CronJob       | expected batch/v1\\n  help: Kubernetes 1.25 and later refuse it; read as batch/v1
          discovery.k8s.io/v1beta1  | EndpointSlice | expected discovery.k8s.io/v1\\n  help: Kubernetes 1.25 and later refuse it; read as discovery.k8s.io/v1
          networking.k8s.io/v1beta1 | IngressClass  | expected networking.k8s.io/v1\\n  help: Kubernetes 1.22 and later refuse it; read as networking.k8s.io/v1
          networking.k8s.io/v2      | NetworkPolicy | expected networking.k8s.io/v1\\n  help: no release of Kubernetes serves it; read as networking.k8s.io/v1
          v1                        | NetworkPolicy | expected networking.k8s.io/v1\\n  help: no release of Kubernetes serves it; read as networking.k8s.io/v1
          apps/v1                   | Pod           | expected v1\\n  help: no release of Kubernetes serves it; read as v1
          extensions/v1beta1        | StatefulSet   | expected apps/v1\\n  help: no release of Kubernetes serves it; read as apps/v1
          networking.k8s.io/v1beta1 | NetworkPolicy | expected networking.k8s.io/v1\\n  help: no release of Kubernetes serves it; read as networking.k8s.io/v1
          v2                        | Namespace     | expected v1\\n  help: no release of Kubernetes serves it; read as v1
          """)
  void versions_that_are_not_served(String apiVersion, String kind, String rest) {
    assertThat(
            Kube.messages(
                "{apiVersion: %s, kind: %s, metadata: {name: a}}".formatted(apiVersion, kind)))
        .contains(
            "dir/0.yaml:1: warning: %s a, apiVersion [API_NOT_SERVED]\n  found %s, %s\n"
                .formatted(kind, apiVersion, rest.replace("\\n", "\n")));
  }

  @Test
  void random_trees_are_read_without_an_exception() {
    for (long seed = 0; seed < 20_000; seed++) {
      Mapping root = new Junk(new Random(seed)).object();
      Dialect.Reading reading = new KubernetesDialect().open();
      try {
        reading.accept(new Document("junk", root));
        Facts.Kubernetes facts = reading.close().value().kubernetes();
        assertThat(facts.policies()).extracting(Policy::rules).doesNotContainNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + root, e);
      }
    }
  }

  /// Trees over the words of the API, most of them wrong.
  private static final class Junk {
    private static final List<String> APIS =
        List.of("v1", "apps/v1", "batch/v1", "networking.k8s.io/v1", "discovery.k8s.io/v1");
    private static final List<String> KINDS =
        List.of(
            "Pod",
            "Deployment",
            "Job",
            "CronJob",
            "Service",
            "Endpoints",
            "EndpointSlice",
            "Ingress",
            "IngressClass",
            "Namespace",
            "Node",
            "NetworkPolicy",
            "NetworkPolicy");
    private static final List<String> KEYS =
        List.of(
            "name",
            "namespace",
            "labels",
            "annotations",
            "ownerReferences",
            "controller",
            "spec",
            "template",
            "jobTemplate",
            "containers",
            "initContainers",
            "ports",
            "port",
            "endPort",
            "protocol",
            "containerPort",
            "hostPort",
            "podSelector",
            "namespaceSelector",
            "ipBlock",
            "cidr",
            "except",
            "matchLabels",
            "matchExpressions",
            "key",
            "operator",
            "values",
            "policyTypes",
            "ingress",
            "egress",
            "from",
            "to",
            "status",
            "conditions",
            "subsets",
            "addresses",
            "endpoints",
            "rules",
            "http",
            "paths",
            "backend",
            "service",
            "tls",
            "hosts",
            "os",
            "nodeSelector",
            "tolerations",
            "securityContext",
            "podIPs",
            "metadata");
    private static final List<String> VALUES =
        List.of("", "a", "In", "Exists", "TCP", "10.0.0.0/8", "10.0.0.1", "::/0", "Ingress", "/");

    private final Random random;

    Junk(Random random) {
      this.random = random;
    }

    Mapping object() {
      List<Entry> entries = new ArrayList<>();
      entries.add(new Entry("apiVersion", 1, text(pick(APIS))));
      entries.add(new Entry("kind", 1, text(pick(KINDS))));
      for (String key : List.of("metadata", "spec", "status", "subsets", "endpoints", "ports")) {
        if (random.nextInt(3) > 0) {
          entries.add(new Entry(key, 2, node(6)));
        }
      }
      return new Mapping(1, entries);
    }

    private Node node(int depth) {
      int kind = depth == 0 ? random.nextInt(4) : random.nextInt(12);
      return switch (kind) {
        case 0 -> text(pick(VALUES));
        case 1 -> new Scalar(3, ScalarKind.NUMBER, String.valueOf(random.nextInt(70_000) - 99));
        case 2 -> new Scalar(3, ScalarKind.BOOLEAN, String.valueOf(random.nextBoolean()));
        case 3 -> new Scalar(3, ScalarKind.NULL, "");
        case 4, 5, 6 -> new Sequence(3, nodes(depth));
        default -> mapping(depth);
      };
    }

    private List<Node> nodes(int depth) {
      List<Node> out = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        out.add(node(depth - 1));
      }
      return out;
    }

    private Mapping mapping(int depth) {
      List<Entry> entries = new ArrayList<>();
      TreeSet<String> keys = new TreeSet<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        keys.add(pick(KEYS));
      }
      keys.forEach(key -> entries.add(new Entry(key, 3, node(depth - 1))));
      return new Mapping(3, entries);
    }

    private static Scalar text(String text) {
      return new Scalar(3, ScalarKind.STRING, text);
    }

    private String pick(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }
  }
}
