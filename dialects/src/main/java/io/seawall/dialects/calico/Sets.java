package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.TextItem;
import io.seawall.model.AddressBounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.HostEndpoint;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Addresses that selectors of rules select by labels: those of NetworkSets, GlobalNetworkSets and
/// host endpoints.
///
/// Source: Calico documentation, "Network set", "Global network set" and "Host endpoint"
/// (expectedIPs are what selectors of rules match).
final class Sets {
  private final List<Member> members = new ArrayList<>();

  /// Labels and the addresses behind them.
  ///
  /// @param title of the object
  /// @param namespace empty for an object of the whole cluster
  /// @param ownLabels whether its labels are all that it has
  private record Member(
      String title,
      Optional<String> namespace,
      Map<String, String> labels,
      boolean ownLabels,
      AddressBounds addresses,
      SourceRef where) {
    private Member {
      labels = Map.copyOf(labels);
    }

    private boolean isSameObject(Member that) {
      return title.equals(that.title);
    }

    private boolean saysTheSame(Member that) {
      return labels.equals(that.labels)
          && ownLabels == that.ownLabels
          && addresses.equals(that.addresses);
    }
  }

  /// Takes a NetworkSet or GlobalNetworkSet.
  void takeSet(ObjectMeta meta, boolean global, Fields root, List<Diagnostic> complaints) {
    Optional<Fields> spec = root.child("spec");
    AddressSet nets = spec.map(fields -> addresses(fields, "nets")).orElse(AddressSet.EMPTY);
    boolean names =
        spec.filter(fields -> !fields.items("allowedEgressDomains").isEmpty()).isPresent();
    close(root, spec);
    AddressBounds bounds =
        isRefused(complaints)
            ? AddressBounds.within(AddressSet.ALL)
            : names ? new AddressBounds(nets, AddressSet.ALL) : AddressBounds.exactly(nets);
    Optional<String> namespace = global ? Optional.empty() : Optional.of(meta.namespaceOrDefault());
    String title = meta.type().kind() + " " + namespace.orElse("") + "/" + meta.name();
    members.add(new Member(title, namespace, meta.labels(), true, bounds, meta.where()));
  }

  /// Takes a HostEndpoint. The profile that Calico makes for all of them gives no labels.
  void takeHost(HostEndpoint host) {
    AddressBounds bounds =
        host.sure()
            ? AddressBounds.exactly(host.addresses())
            : AddressBounds.within(AddressSet.ALL);
    members.add(
        new Member(
            "HostEndpoint " + host.name(),
            Optional.empty(),
            host.labels(),
            host.profiles().stream().allMatch(HostEndpoint.ALLOWING_PROFILE::equals),
            bounds,
            host.where()));
  }

  private static void close(Fields root, Optional<Fields> spec) {
    spec.ifPresent(Fields::close);
    root.ignore("apiVersion", "kind", "metadata", "status");
    root.close();
  }

  private static boolean isRefused(List<Diagnostic> complaints) {
    return complaints.stream()
        .anyMatch(complaint -> complaint.severity() == Diagnostic.Severity.ERROR);
  }

  /// Blocks and single addresses.
  static AddressSet addresses(Fields fields, String key) {
    AddressSet all = AddressSet.EMPTY;
    for (TextItem item : TextItem.read(fields, key)) {
      Optional<Cidr> block = Cidr.parseLenient(item.text());
      if (block.isEmpty()) {
        fields.complain(
            "BAD_CIDR",
            item.where(),
            item.describe(),
            "an address or a block such as 10.0.0.0/8",
            "");
      }
      all = all.or(block.map(AddressSet::of).orElse(AddressSet.EMPTY));
    }
    return all;
  }

  /// Whoever has an address behind labels that pass.
  Peers passing(LabelTest test, Surroundings surroundings) {
    AddressSet known = AddressSet.EMPTY;
    List<Peers> peers = new ArrayList<>();
    for (Member member : members) {
      Optional<Boolean> passes = passes(member, test, surroundings);
      AddressBounds addresses = member.addresses;
      boolean sure =
          passes.filter(passed -> passed).isPresent() && addresses.isExact() && isOne(member);
      if (sure) {
        known = known.or(addresses.sure());
      } else if (passes.orElse(true)) {
        known = known.or(passes.isPresent() && isOne(member) ? addresses.sure() : AddressSet.EMPTY);
        peers.add(
            Unsure.of(
                new Peers.Addresses(AddressBounds.exactly(addresses.possible())),
                List.of("which addresses " + member.title + " gives")));
      }
    }
    if (!known.isEmpty()) {
      peers.addFirst(new Peers.Addresses(AddressBounds.exactly(known)));
    }
    return new Peers.AnyOf(peers);
  }

  /// Whether no other text of the same object says something else.
  private boolean isOne(Member member) {
    return members.stream().filter(member::isSameObject).allMatch(member::saysTheSame);
  }

  private static Optional<Boolean> passes(
      Member member, LabelTest test, Surroundings surroundings) {
    Map<String, String> labels = new HashMap<>(member.labels);
    Predicate<String> hidden = _ -> !member.ownLabels;
    if (member.namespace.isPresent()) {
      String namespace = member.namespace.get();
      labels.put(Labels.NAMESPACE, namespace);
      labels.put(Labels.OF_NAMESPACE + Labels.NAME, namespace);
      labels.put(Labels.OF_NAMESPACE + "kubernetes.io/metadata.name", namespace);
      Optional<Map<String, String>> written = surroundings.namespace(namespace);
      written
          .orElse(Map.of())
          .forEach((key, value) -> labels.put(Labels.OF_NAMESPACE + key, value));
      if (written.isEmpty()) {
        hidden = key -> key.startsWith(Labels.OF_NAMESPACE) || !member.ownLabels;
      }
    }
    return test.passes(labels, hidden);
  }
}
