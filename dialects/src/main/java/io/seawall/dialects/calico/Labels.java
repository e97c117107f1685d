package io.seawall.dialects.calico;

import io.seawall.model.policy.LabelTest;
import java.util.List;
import java.util.function.UnaryOperator;

/// The labels by which Calico knows endpoints and sets of addresses: their own, and under a prefix
/// those of their namespace and of their service account.
///
/// Source: Calico source, libcalico-go/lib/backend/syncersv1/updateprocessors (rules, network sets,
/// profiles); Calico documentation, "Network policy", selectors.
final class Labels {
  /// Holds the name of the namespace.
  static final String NAMESPACE = "projectcalico.org/namespace";

  /// Holds the name of the service account.
  static final String ACCOUNT = "projectcalico.org/serviceaccount";

  /// Holds the name of the object itself, on namespaces and service accounts.
  static final String NAME = "projectcalico.org/name";

  /// Before the keys of labels of the namespace.
  static final String OF_NAMESPACE = "pcns.";

  /// Before the keys of labels of the service account.
  static final String OF_ACCOUNT = "pcsa.";

  private Labels() {}

  /// What a selector of namespaces asks of an endpoint: `all()` asks for one in a namespace,
  /// `global()` for one outside.
  static LabelTest ofNamespace(Selector selector) {
    LabelTest namespaced = new LabelTest.Exists(NAMESPACE);
    return selector.global()
        ? new LabelTest.Not(namespaced)
        : renamed(selector.test(), key -> OF_NAMESPACE + key, namespaced);
  }

  /// What a selector of service accounts asks of an endpoint.
  static LabelTest ofAccount(Selector selector) {
    return renamed(selector.test(), key -> OF_ACCOUNT + key, new LabelTest.Exists(ACCOUNT));
  }

  /// The test with each key replaced.
  static LabelTest renamed(LabelTest test, UnaryOperator<String> change) {
    return renamed(test, change, LabelTest.any());
  }

  /// @param all stands for parts that ask nothing
  private static LabelTest renamed(LabelTest test, UnaryOperator<String> change, LabelTest all) {
    return switch (test) {
      case LabelTest.In(var key, var values) -> new LabelTest.In(change.apply(key), values);
      case LabelTest.Exists(var key) -> new LabelTest.Exists(change.apply(key));
      case LabelTest.Like(var key, var place, var text) ->
          new LabelTest.Like(change.apply(key), place, text);
      case LabelTest.Not(var inner) -> new LabelTest.Not(renamed(inner, change, all));
      case LabelTest.All(var tests) ->
          tests.isEmpty() ? all : new LabelTest.All(renamed(tests, change, all));
      case LabelTest.OneOf(var tests) -> new LabelTest.OneOf(renamed(tests, change, all));
    };
  }

  private static List<LabelTest> renamed(
      List<LabelTest> tests, UnaryOperator<String> change, LabelTest all) {
    return tests.stream().map(test -> renamed(test, change, all)).toList();
  }
}
