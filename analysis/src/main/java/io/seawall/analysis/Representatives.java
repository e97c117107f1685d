package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.cluster.Workload.Container;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Puts pods into a snapshot that stand for others which nobody has shown. Policies of a namespace
/// never pick them: they are written for the pods that are there. Policies of the whole cluster do.
final class Representatives {
  /// A label that no real pod can have.
  static final String MARK = "representative pod";

  /// Every such pod.
  static final LabelTest MARKED = new LabelTest.Exists(MARK);

  private static final SourceRef NOWHERE = SourceRef.of("", 0);

  private final List<Container> containers;
  private final List<Namespace> namespaces = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();

  /// @param containers what runs in each of them
  Representatives(List<Container> containers) {
    this.containers = containers;
  }

  /// How policies are read for such pods.
  ///
  /// @param subject whom of them a policy of the whole cluster picks
  /// @param subjectSure whether it picks them for sure
  /// @param peers whom a rule means by a selector
  record Reading(
      Function<Peers.Pods, Peers.Pods> subject,
      Function<Peers.Pods, Boolean> subjectSure,
      Function<Peers.Pods, Peers> peers) {}

  /// Adds one in a namespace of its own.
  Workload.Id add(Map<String, String> namespaceLabels, Map<String, String> labels) {
    String namespace =
        namespaceLabels.getOrDefault(
            Selectors.NAME, "namespace of " + MARK + " " + workloads.size());
    Map<String, String> all = new HashMap<>(namespaceLabels);
    all.put(Selectors.NAME, namespace);
    namespaces.add(new Namespace(namespace, all, true, NOWHERE));
    return add(namespace, labels);
  }

  /// Adds one in a namespace that is there, or of which nothing but the name is known.
  Workload.Id add(String namespace, Map<String, String> labels) {
    Workload.Id id = new Workload.Id(namespace, MARK, Integer.toString(workloads.size()));
    Map<String, String> all = new HashMap<>(labels);
    all.put(MARK, "");
    workloads.add(
        new Workload(
            id,
            id,
            all,
            Map.of(),
            containers,
            false,
            false,
            Workload.OperatingSystem.LINUX,
            false,
            "default",
            Map.of(),
            List.of(),
            NOWHERE));
    return id;
  }

  /// The snapshot with them, for questions between them and the pods that are there.
  Snapshot in(Snapshot snapshot, Reading reading) {
    Facts.Kubernetes k = snapshot.facts().kubernetes();
    Facts.Kubernetes all =
        k.withNamespaces(Stream.concat(k.namespaces().stream(), namespaces.stream()).toList())
            .withWorkloads(Stream.concat(k.workloads().stream(), workloads.stream()).toList())
            .withPolicies(k.policies().stream().flatMap(policy -> read(policy, reading)).toList());
    return new Snapshot(snapshot.name(), snapshot.aks(), new Facts(all, snapshot.facts().azure()));
  }

  /// The policy of those who are there and, if it is of the whole cluster, that of the others.
  private static Stream<Policy> read(Policy policy, Reading reading) {
    List<Rule> rules =
        policy.rules().stream()
            .map(rule -> rule.withPeers(replaced(rule.peers(), reading)))
            .toList();
    Policy theirs =
        of(policy, and(policy.subject(), new LabelTest.Not(MARKED)), policy.subjectSure(), rules);
    if (policy.namespace().isPresent()) {
      return Stream.of(theirs);
    }
    if (policy.subject() instanceof Peers.Pods pods) {
      boolean sure = policy.subjectSure() && reading.subjectSure.apply(pods);
      return Stream.of(theirs, of(policy, and(reading.subject.apply(pods), MARKED), sure, rules));
    }
    Peers subject = and(replaced(policy.subject(), reading), MARKED);
    return Stream.of(theirs, of(policy, subject, policy.subjectSure(), rules));
  }

  private static Peers replaced(Peers peers, Reading reading) {
    return peers.with(part -> part instanceof Peers.Pods pods ? reading.peers.apply(pods) : part);
  }

  private static Peers and(Peers peers, LabelTest test) {
    return peers instanceof Peers.Pods(var namespaces, var labels)
        ? new Peers.Pods(namespaces, new LabelTest.All(List.of(labels, test)))
        : new Peers.AllOf(List.of(peers, everything(test)));
  }

  private static Policy of(Policy p, Peers subject, boolean sure, List<Rule> rules) {
    return new Policy(
        p.kind(),
        p.namespace(),
        p.name(),
        p.tier(),
        p.priority(),
        p.direction(),
        subject,
        sure,
        rules,
        p.unmatched(),
        p.where());
  }

  /// Every pod of every namespace.
  static Peers.Pods everything(LabelTest labels) {
    return new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), labels);
  }
}
