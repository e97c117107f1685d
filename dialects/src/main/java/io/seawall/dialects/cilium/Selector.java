package io.seawall.dialects.cilium;

import io.seawall.dialects.cilium.CiliumPolicy.Entity;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.LabelSelector.Operator;
import io.seawall.dialects.kubernetes.LabelSelector.Requirement;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a selector asks of the labels of an identity: those of the pod, those that Cilium adds, and
/// those of the namespace under a prefix.
///
/// Sources: Cilium documentation, "Endpoint Selector", "Layer 3 Policies" (endpoints based), "Using
/// Kubernetes Constructs In Policy" and "Limiting Identity-Relevant Labels"; Cilium source,
/// pkg/k8s/apis/cilium.io/utils.
///
/// @param pods the pods that pass everything that can be asked here
/// @param missing what would have to be known to ask the rest; empty if `pods` is exact
record Selector(Peers.Pods pods, List<String> missing) {
  private static final String NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String NAMESPACE_LABELS = "io.cilium.k8s.namespace.labels.";
  private static final String CLUSTER = "io.cilium.k8s.policy.cluster";
  private static final String RESERVED = "reserved";

  /// The label that every namespace has (Kubernetes API, Namespace).
  private static final String NAME = "kubernetes.io/metadata.name";

  /// The name of a cluster that nobody gave another.
  private static final String DEFAULT_CLUSTER = "default";

  /// Keys of labels that are no part of an identity unless the agent is told otherwise.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "io\\.kubernetes|kubernetes\\.io|.*beta\\.kubernetes\\.io|k8s\\.io"
              + "|statefulset\\.kubernetes\\.io/pod-name|apps\\.kubernetes\\.io/pod-index"
              + "|batch\\.kubernetes\\.io/job-completion-index"
              + "|batch\\.kubernetes\\.io/controller-uid|controller-uid|controller-revision-hash"
              + "|pod-template-generation|pod-template-hash|annotation|etcd_node");

  private static final Pattern OF_KUBERNETES =
      Pattern.compile("(^|\\.)(kubernetes\\.io|k8s\\.io)(/|$)");

  Selector {
    missing = List.copyOf(missing);
  }

  /// One part of a selector, with its key taken apart.
  private record Part(String source, String key, Requirement written) {
    private static Part of(Requirement written) {
      String key = written.key();
      int colon = key.indexOf(':');
      return colon < 0
          ? new Part("any", key, written)
          : new Part(key.substring(0, colon), key.substring(colon + 1), written);
    }

    private boolean isOfPod() {
      return source.equals("any") || source.equals("k8s");
    }

    private boolean asksForNamespace() {
      return isOfPod() && (key.equals(NAMESPACE) || key.startsWith(NAMESPACE_LABELS));
    }

    private LabelTest test(String asked) {
      return new Requirement(asked, written.operator(), written.values()).test();
    }
  }

  private static List<Part> parts(LabelSelector selector) {
    List<Part> parts = new ArrayList<>();
    new TreeMap<>(selector.matchLabels())
        .forEach(
            (key, value) -> parts.add(Part.of(new Requirement(key, Operator.IN, List.of(value)))));
    selector.matchExpressions().forEach(one -> parts.add(Part.of(one)));
    return parts;
  }

  /// What it asks of the labels of an object that is no endpoint.
  static LabelTest test(LabelSelector selector) {
    return new LabelTest.All(parts(selector).stream().map(part -> part.test(part.key)).toList());
  }

  /// The subject of a policy: in its own namespace, whatever the selector asks (Cilium source,
  /// ParseToCiliumRule).
  static Selector subject(LabelSelector selector, Optional<String> own) {
    return of(
        parts(selector).stream()
            .filter(part ->
                own.isEmpty()
                    || !part.written.key().equals("k8s:" + NAMESPACE)
                    || !selector.matchLabels().containsKey(part.written.key()))
            .toList(),
        own);
  }

  /// The peers of a rule: in the namespace of the policy, unless the selector asks for namespaces.
  static Selector peers(LabelSelector selector, Optional<String> own) {
    List<Part> parts = parts(selector);
    boolean free = parts.stream().anyMatch(Part::asksForNamespace);
    return of(parts, own.filter(_ -> !free));
  }

  private static Selector of(List<Part> parts, Optional<String> namespace) {
    List<LabelTest> namespaces = new ArrayList<>();
    List<LabelTest> pods = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Part part : parts) {
      if (!part.isOfPod()) {
        pods.add(absent(part));
      } else if (part.key.equals(NAMESPACE)) {
        namespaces.add(part.test(NAME));
      } else if (part.key.startsWith(NAMESPACE_LABELS)) {
        namespaces.add(part.test(part.key.substring(NAMESPACE_LABELS.length())));
      } else if (part.key.equals(CLUSTER) && asksForAnother(part.written)) {
        missing.add(
            "which name the cluster has in Cilium (kubectl get configmap -n kube-system"
                + " cilium-config -o jsonpath={.data.cluster-name})");
      } else if (LEFT_OUT.matcher(part.key).lookingAt()) {
        missing.add(
            "whether Cilium takes the label "
                + part.key
                + " into identities (kubectl get configmap -n kube-system cilium-config -o"
                + " jsonpath={.data.labels})");
      } else {
        pods.add(part.test(part.key));
      }
    }
    return new Selector(new Peers.Pods(test(namespaces, namespace), all(pods)), missing);
  }

  /// What a selector of nodes asks.
  ///
  /// @param labels of the node
  /// @param missing what would have to be known to ask the rest; empty if `labels` is exact
  record OfNodes(LabelTest labels, List<String> missing) {
    OfNodes {
      missing = List.copyOf(missing);
    }
  }

  /// The subject of a policy for nodes: labels of the node. Those of Kubernetes itself are left out
  /// of identities by default.
  static OfNodes nodes(LabelSelector selector) {
    List<LabelTest> tests = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Part part : parts(selector)) {
      if (!part.isOfPod()) {
        missing.add("which labels of the source " + part.source + " a node has");
      } else if (LEFT_OUT.matcher(part.key).lookingAt() || OF_KUBERNETES.matcher(part.key).find()) {
        missing.add(
            "whether Cilium takes the label "
                + part.key
                + " of nodes into identities (kubectl get configmap -n kube-system cilium-config -o"
                + " yaml)");
      } else {
        tests.add(part.test(part.key));
      }
    }
    return new OfNodes(all(tests), missing);
  }

  private static boolean asksForAnother(Requirement requirement) {
    return requirement.operator().hasValues() && !requirement.values().contains(DEFAULT_CLUSTER);
  }

  /// Pods have no label of another source.
  private static LabelTest absent(Part part) {
    return switch (part.written.operator()) {
      case IN, EXISTS -> new LabelTest.OneOf(List.of());
      case NOT_IN, DOES_NOT_EXIST -> LabelTest.any();
    };
  }

  private static NamespaceTest test(List<LabelTest> tests, Optional<String> namespace) {
    if (tests.isEmpty() && namespace.isPresent()) {
      return new NamespaceTest.Named(namespace.get());
    }
    List<LabelTest> all = new ArrayList<>(tests);
    namespace.ifPresent(name -> all.add(LabelTest.equalTo(NAME, name)));
    LabelTest test = all(all);
    return test instanceof LabelTest.In(var key, var names) && key.equals(NAME) && names.size() == 1
        ? new NamespaceTest.Named(names.iterator().next())
        : new NamespaceTest.Labelled(test);
  }

  private static LabelTest all(List<LabelTest> tests) {
    List<LabelTest> asking = tests.stream().filter(test -> !test.isAny()).toList();
    return asking.size() == 1 ? asking.getFirst() : new LabelTest.All(asking);
  }

  /// Whether it asks for labels that only the classes of peers with a name have.
  static boolean asksReserved(LabelSelector selector) {
    return parts(selector).stream().anyMatch(part -> part.source.equals(RESERVED));
  }

  /// The class of peers with a name that it stands for: `reserved:host` alone.
  static Optional<Entity> entity(LabelSelector selector) {
    List<Part> parts = parts(selector);
    if (parts.size() != 1 || !parts.getFirst().source.equals(RESERVED)) {
      return Optional.empty();
    }
    Part part = parts.getFirst();
    boolean there =
        switch (part.written.operator()) {
          case IN -> part.written.values().contains("");
          case EXISTS -> true;
          case NOT_IN, DOES_NOT_EXIST -> false;
        };
    // The classes that consist of others have no label of their own.
    return Entity.of(part.key)
        .filter(entity -> there && entity != Entity.ALL && entity != Entity.CLUSTER);
  }
}
