package io.seawall.dialects.calico;

import io.seawall.dialects.calico.CalicoPolicy.Accounts;
import io.seawall.dialects.calico.CalicoPolicy.Entity;
import io.seawall.dialects.calico.CalicoPolicy.Subject;
import io.seawall.model.AddressBounds;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom the subject of a policy and the ends of its rules mean, but for Services.
///
/// Source: Calico documentation, "Network policy", entity rule (a selector without
/// namespaceSelector speaks of the policy's own namespace); Calico source,
/// libcalico-go/lib/backend/syncersv1/updateprocessors, getEndpointSelector.
final class EntityMeaning {
  private final Optional<String> namespace;
  private final EndpointSelector selector;

  /// @param namespace of the policy; empty for one of the whole cluster
  EntityMeaning(Optional<String> namespace, EndpointSelector selector) {
    this.namespace = namespace;
    this.selector = selector;
  }

  /// The pods that the policy picks.
  Peers subject(Subject subject) {
    return selector.pods(tests(namespace, subject));
  }

  /// What the policy asks of the labels of an endpoint that it picks.
  static LabelTest tests(CalicoPolicy policy) {
    return tests(policy.namespace(), policy.subject());
  }

  private static LabelTest tests(Optional<String> namespace, Subject subject) {
    List<LabelTest> tests = new ArrayList<>();
    namespace.ifPresent(name -> tests.add(in(name)));
    subject.namespaces().map(Labels::ofNamespace).ifPresent(tests::add);
    subject.accounts().map(Labels::ofAccount).ifPresent(tests::add);
    subject.selector().map(Selector::test).ifPresent(tests::add);
    return new LabelTest.All(tests);
  }

  private static LabelTest in(String namespace) {
    return new LabelTest.In(Labels.NAMESPACE, Set.of(namespace));
  }

  /// Everybody whom all parts of the end mean.
  Peers of(Entity end) {
    List<Peers> parts = new ArrayList<>();
    tests(end).map(selector::everyone).ifPresent(parts::add);
    end.notSelector()
        .map(not -> new Peers.Not(selector.everyone(not.test())))
        .ifPresent(parts::add);
    if (!end.nets().isEmpty()) {
      parts.add(blocks(end.nets()));
    }
    if (!end.notNets().isEmpty()) {
      parts.add(new Peers.Not(new Peers.Addresses(AddressBounds.exactly(set(end.notNets())))));
    }
    if (!end.domains().isEmpty()) {
      parts.add(
          new Peers.Unknown("which addresses " + String.join(", ", end.domains()) + " resolve to"));
    }
    return switch (parts.size()) {
      case 0 -> new Peers.Everybody();
      case 1 -> parts.getFirst();
      default -> new Peers.AllOf(parts);
    };
  }

  private static Peers blocks(List<Cidr> nets) {
    return nets.size() == 1
        ? new Peers.Block(nets.getFirst(), List.of())
        : new Peers.AnyOf(
            nets.stream().<Peers>map(net -> new Peers.Block(net, List.of())).toList());
  }

  private static AddressSet set(List<Cidr> nets) {
    return nets.stream().map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::or);
  }

  /// What the selectors of an end ask; empty if it has none.
  private Optional<LabelTest> tests(Entity end) {
    List<LabelTest> tests = new ArrayList<>();
    end.accounts().ifPresent(accounts -> tests.addAll(tests(accounts)));
    end.selector().map(Selector::test).ifPresent(tests::add);
    if (end.namespaces().isPresent()) {
      tests.addFirst(Labels.ofNamespace(end.namespaces().get()));
    } else if (namespace.isPresent() && (!tests.isEmpty() || end.notSelector().isPresent())) {
      tests.addFirst(in(namespace.get()));
    }
    return tests.isEmpty() ? Optional.empty() : Optional.of(new LabelTest.All(tests));
  }

  private static List<LabelTest> tests(Accounts accounts) {
    List<LabelTest> tests = new ArrayList<>();
    accounts.selector().map(Labels::ofAccount).ifPresent(tests::add);
    if (!accounts.names().isEmpty()) {
      tests.add(new LabelTest.In(Labels.ACCOUNT, new LinkedHashSet<>(accounts.names())));
    }
    return tests;
  }
}
