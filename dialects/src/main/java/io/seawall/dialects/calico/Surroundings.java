package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.kubernetes.Backends;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.document.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The objects of Kubernetes that policies of Calico refer to: namespaces and service accounts with
/// their labels, Services and what stands behind them. Of two that differ under one name nothing is
/// known.
final class Surroundings {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private final Map<String, Optional<Map<String, String>>> namespaces = new HashMap<>();
  private final Map<Account, Optional<Map<String, String>>> accounts = new TreeMap<>();
  private final Backends backends = new Backends();

  /// A service account.
  record Account(String namespace, String name) implements Comparable<Account> {
    @Override
    public int compareTo(Account that) {
      int byNamespace = namespace.compareTo(that.namespace);
      return byNamespace != 0 ? byNamespace : name.compareTo(that.name);
    }
  }

  /// Looks at an object of any kind. What is wrong with it is for its own dialect to say.
  void look(Document document, ObjectType type) {
    backends.look(document, type);
    boolean core = type.group().isEmpty();
    boolean namespace = core && type.kind().equals("Namespace");
    boolean account = core && type.kind().equals("ServiceAccount");
    if (!namespace && !account) {
      return;
    }
    Fields root =
        Fields.of(
            document.root(), ObjectMeta.place(document, type), Keys.EXACT, new ArrayList<>(0));
    ObjectMeta meta = ObjectMeta.read(document, type, root);
    if (namespace) {
      Map<String, String> labels = new HashMap<>(meta.labels());
      labels.put(NAMESPACE_NAME, meta.name());
      add(namespaces, meta.name(), labels);
    } else {
      add(accounts, new Account(meta.namespaceOrDefault(), meta.name()), meta.labels());
    }
  }

  private static <K> void add(
      Map<K, Optional<Map<String, String>>> known, K key, Map<String, String> labels) {
    known.merge(
        key,
        Optional.of(Map.copyOf(labels)),
        (before, now) -> before.equals(now) ? now : Optional.empty());
  }

  /// The labels of a namespace; empty if they are not known.
  Optional<Map<String, String>> namespace(String name) {
    return namespaces.getOrDefault(name, Optional.empty());
  }

  /// The service accounts whose labels are known, in the order of their names.
  Map<Account, Map<String, String>> accounts() {
    Map<Account, Map<String, String>> known = new TreeMap<>();
    accounts.forEach((account, labels) -> labels.ifPresent(all -> known.put(account, all)));
    return known;
  }

  /// Services and what stands behind them.
  Backends backends() {
    return backends;
  }
}
