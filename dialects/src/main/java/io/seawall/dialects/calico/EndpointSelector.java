package io.seawall.dialects.calico;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whom tests of Calico's [Labels] mean.
final class EndpointSelector {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final Peers PODS =
      new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any());
  private static final Peers NOBODY = new Peers.AnyOf(List.of());

  private final Surroundings surroundings;
  private final Sets sets;
  private final boolean automaticHosts;

  /// @param automaticHosts whether Calico makes host endpoints that the input does not show
  EndpointSelector(Surroundings surroundings, Sets sets, boolean automaticHosts) {
    this.surroundings = surroundings;
    this.sets = sets;
    this.automaticHosts = automaticHosts;
  }

  /// Pods, and whoever has an address that a set or a host endpoint gives.
  Peers everyone(LabelTest test) {
    Peers others = sets.passing(test, surroundings);
    Peers pods = pods(test);
    if (automaticHosts) {
      return new Peers.AnyOf(List.of(pods, others, new Peers.Nodes(test)));
    }
    return others.equals(NOBODY) ? pods : new Peers.AnyOf(List.of(pods, others));
  }

  /// The pods that pass.
  Peers pods(LabelTest test) {
    List<LabelTest> namespaces = new ArrayList<>();
    List<LabelTest> own = new ArrayList<>();
    List<Peers> others = new ArrayList<>();
    for (LabelTest part : parts(test)) {
      Optional<LabelTest> ofNamespace = ofNamespace(part);
      if (ofNamespace.isPresent()) {
        namespaces.add(ofNamespace.get());
      } else if (isPlain(part)) {
        own.add(part);
      } else {
        others.add(mixed(part));
      }
    }
    Peers pods = new Peers.Pods(namespaces(namespaces), all(own));
    if (others.isEmpty()) {
      return pods;
    }
    others.addFirst(pods);
    return new Peers.AllOf(others);
  }

  /// The tests that must all pass.
  private static List<LabelTest> parts(LabelTest test) {
    return test instanceof LabelTest.All(var tests)
        ? tests.stream().flatMap(inner -> parts(inner).stream()).toList()
        : List.of(test);
  }

  private static LabelTest all(List<LabelTest> tests) {
    return tests.size() == 1 ? tests.getFirst() : new LabelTest.All(tests);
  }

  private static NamespaceTest namespaces(List<LabelTest> tests) {
    return tests.size() == 1
            && tests.getFirst() instanceof LabelTest.In(var key, var names)
            && key.equals(NAMESPACE_NAME)
            && names.size() == 1
        ? new NamespaceTest.Named(names.iterator().next())
        : new NamespaceTest.Labelled(all(tests));
  }

  /// What a test asks of the labels of a namespace, if it asks for nothing else.
  private static Optional<LabelTest> ofNamespace(LabelTest test) {
    boolean only =
        !test.keys().isEmpty()
            && test.keys().stream()
                .allMatch(
                    key -> key.startsWith(Labels.OF_NAMESPACE) || key.equals(Labels.NAMESPACE));
    return only
        ? Optional.of(
            Labels.renamed(
                test, key -> key.equals(Labels.NAMESPACE) ? NAMESPACE_NAME : namespaceKey(key)))
        : Optional.empty();
  }

  private static String namespaceKey(String key) {
    String own = key.substring(Labels.OF_NAMESPACE.length());
    return own.equals(Labels.NAME) ? NAMESPACE_NAME : own;
  }

  /// Whether it asks for labels that the pod itself has.
  private static boolean isPlain(LabelTest test) {
    return test.keys().stream()
        .noneMatch(key -> key.startsWith(Labels.OF_NAMESPACE) || key.startsWith(Labels.OF_ACCOUNT));
  }

  private Peers mixed(LabelTest test) {
    Optional<LabelTest> ofNamespace = ofNamespace(test);
    if (ofNamespace.isPresent()) {
      return new Peers.Pods(new NamespaceTest.Labelled(ofNamespace.get()), LabelTest.any());
    }
    if (isPlain(test)) {
      return new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), test);
    }
    return switch (test) {
      case LabelTest.In _, LabelTest.Exists _, LabelTest.Like _ -> ofAccount(test);
      case LabelTest.Not(var inner) -> new Peers.AllOf(List.of(PODS, new Peers.Not(mixed(inner))));
      case LabelTest.All(var tests) -> new Peers.AllOf(tests.stream().map(this::mixed).toList());
      case LabelTest.OneOf(var tests) -> new Peers.AnyOf(tests.stream().map(this::mixed).toList());
    };
  }

  /// Pods whose service account passes a test that asks for one of its labels; of one that the
  /// input does not show the name alone is known.
  private Peers ofAccount(LabelTest test) {
    LabelTest own = Labels.renamed(test, key -> key.substring(Labels.OF_ACCOUNT.length()));
    if (own.keys().contains(Labels.NAME)) {
      return new Peers.Pods(
          new NamespaceTest.Labelled(LabelTest.any()), Labels.renamed(own, _ -> Labels.ACCOUNT));
    }
    Map<String, Set<String>> passing = new LinkedHashMap<>();
    Map<String, Set<String>> shown = new LinkedHashMap<>();
    surroundings
        .accounts()
        .forEach((account, labels) -> {
          add(shown, account);
          if (own.passes(labels)) {
            add(passing, account);
          }
        });
    List<Peers> peers = new ArrayList<>(pods(passing));
    peers.add(
        Unsure.of(
            new Peers.AllOf(List.of(PODS, new Peers.Not(new Peers.AnyOf(pods(shown))))),
            List.of(
                "which labels service accounts have (kubectl get serviceaccounts -A -o yaml)")));
    return new Peers.AnyOf(peers);
  }

  private static void add(Map<String, Set<String>> names, Surroundings.Account account) {
    names.computeIfAbsent(account.namespace(), _ -> new TreeSet<>()).add(account.name());
  }

  /// The pods of service accounts by their namespaces.
  private static List<Peers> pods(Map<String, Set<String>> names) {
    return names.entrySet().stream()
        .<Peers>map(entry ->
            new Peers.Pods(
                new NamespaceTest.Named(entry.getKey()),
                new LabelTest.In(Labels.ACCOUNT, entry.getValue())))
        .toList();
  }
}
