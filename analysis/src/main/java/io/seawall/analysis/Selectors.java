package io.seawall.analysis;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The selectors of pods that the rules of policies name as peers.
final class Selectors {
  static final String NAME = "kubernetes.io/metadata.name";

  private Selectors() {}

  /// Those that say the same have the same of these, however they are written.
  ///
  /// @param namespace the name, if it is the only thing that is asked of the namespace
  record Said(Optional<String> namespace, Set<LabelTest> ofNamespace, Set<LabelTest> ofPods) {
    static Said by(Peers.Pods pods) {
      Optional<String> name = name(pods.namespaces());
      return new Said(
          name, name.isPresent() ? Set.of() : parts(pods.namespaces()), parts(pods.labels()));
    }

    private static Set<LabelTest> parts(NamespaceTest namespaces) {
      return switch (namespaces) {
        case NamespaceTest.Named _ -> Set.of();
        case NamespaceTest.Labelled(var test) -> parts(test);
      };
    }

    private static Set<LabelTest> parts(LabelTest test) {
      return Set.copyOf(LabelExample.parts(test));
    }

    /// Whether it asks for nothing: every pod is meant.
    boolean isEverything() {
      return namespace.isEmpty() && ofNamespace.isEmpty() && ofPods.isEmpty();
    }
  }

  /// Each once, in the form in which it is first written: what rules on ingress name, then those on
  /// egress. Those that mean every pod are left out.
  static List<Peers.Pods> of(List<Policy> policies) {
    Map<Said, Peers.Pods> found = new LinkedHashMap<>();
    for (Direction direction : Direction.values()) {
      for (Policy policy : policies) {
        for (Rule rule : policy.direction() == direction ? policy.rules() : List.<Rule>of()) {
          rule.peers()
              .parts(Peers.Pods.class)
              .forEach(pods -> found.putIfAbsent(Said.by(pods), pods));
        }
      }
    }
    found.keySet().removeIf(Said::isEverything);
    return new ArrayList<>(found.values());
  }

  /// Whether `matchLabels` alone are asked for, of the namespace (or its name) and of the pod.
  static boolean areLabelsAlone(Peers.Pods pods) {
    boolean namespace =
        switch (pods.namespaces()) {
          case NamespaceTest.Named _ -> true;
          case NamespaceTest.Labelled(var test) -> areLabelsAlone(test);
        };
    return namespace && areLabelsAlone(pods.labels());
  }

  private static boolean areLabelsAlone(LabelTest test) {
    List<LabelTest> written = test instanceof LabelTest.All(var tests) ? tests : List.of(test);
    return !written.isEmpty() && written.stream().allMatch(LabelTest.In.class::isInstance);
  }

  /// The namespace that is asked for by its name alone.
  static Optional<String> name(NamespaceTest namespaces) {
    return switch (namespaces) {
      case NamespaceTest.Named(var name) -> Optional.of(name);
      case NamespaceTest.Labelled(var test) -> {
        List<LabelTest> parts = LabelExample.parts(test);
        yield parts.size() == 1
                && parts.getFirst() instanceof LabelTest.In(var key, var values)
                && key.equals(NAME)
                && values.size() == 1
            ? Optional.of(values.iterator().next())
            : Optional.empty();
      }
    };
  }
}
