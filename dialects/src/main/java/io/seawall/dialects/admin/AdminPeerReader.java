package io.seawall.dialects.admin;

import io.seawall.dialects.Fields;
import io.seawall.dialects.admin.AdminPolicy.DomainNames;
import io.seawall.dialects.admin.AdminPolicy.Kind;
import io.seawall.dialects.admin.AdminPolicy.Networks;
import io.seawall.dialects.admin.AdminPolicy.Nodes;
import io.seawall.dialects.admin.AdminPolicy.Peer;
import io.seawall.dialects.admin.AdminPolicy.Pods;
import io.seawall.dialects.admin.AdminPolicy.Stranger;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.LabelSelectorReader;
import io.seawall.dialects.kubernetes.TextItem;
import io.seawall.model.Diagnostic;
import io.seawall.model.document.Node.Entry;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the peers of one rule.
final class AdminPeerReader {
  private static final Set<String> INGRESS = Set.of("namespaces", "pods");
  private static final Set<String> EGRESS =
      Set.of("namespaces", "pods", "nodes", "networks", "domainNames");

  /// The most items of each list that the API server accepts.
  private static final int MOST = 100;

  private static final int MOST_OF_CLUSTER = 25;

  /// Network Policy API, DomainName.
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(\\*\\.)?([a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+"
              + "[a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?");

  private final Kind kind;
  private final List<Diagnostic> complaints;

  AdminPeerReader(Kind kind, List<Diagnostic> complaints) {
    this.kind = kind;
    this.complaints = complaints;
  }

  /// @param key `from` or `to`
  List<Peer> read(Fields rule, String key, boolean egress) {
    int most = kind == Kind.CLUSTER ? MOST_OF_CLUSTER : MOST;
    List<Fields> items = rule.children(key);
    if (items.isEmpty() || items.size() > most) {
      rule.complain(
          "BAD_PEERS",
          rule.where(key),
          items.isEmpty() ? "no peer" : items.size() + " peers",
          "from 1 to " + most + " peers",
          items.isEmpty() ? "namespaces: {} means every pod; networks mean addresses" : "");
    }
    List<Peer> peers = new ArrayList<>();
    for (Fields item : items) {
      peer(item, egress ? EGRESS : INGRESS).ifPresent(peers::add);
    }
    return peers;
  }

  private Optional<Peer> peer(Fields fields, Set<String> known) {
    List<String> written = fields.entries().stream().map(Entry::key).toList();
    if (written.size() == 1 && !known.contains(written.getFirst())) {
      return Optional.of(stranger(fields, written.getFirst(), known));
    }
    if (written.size() != 1 || fields.node(written.getFirst()).isEmpty()) {
      fields.complain(
          "ONE_OF",
          fields.where(),
          written.isEmpty() ? "no field" : String.join(" and ", written),
          "exactly one of " + String.join(", ", known.stream().sorted().toList()),
          written.size() > 1 ? "make each an item of its own" : "");
      return Optional.empty();
    }
    return switch (written.getFirst()) {
      case "namespaces" ->
          fields
              .child("namespaces")
              .map(inner -> new Pods(LabelSelectorReader.read(inner), LabelSelector.EVERYTHING));
      case "pods" -> fields.child("pods").map(AdminReader::namespacedPods);
      case "nodes" ->
          fields.child("nodes").map(inner -> new Nodes(LabelSelectorReader.read(inner)));
      case "networks" -> networks(fields);
      case "domainNames" -> domains(fields);
      default -> throw new IllegalStateException("known, but not read: " + written.getFirst());
    };
  }

  /// A kind of peer that a later version of the API may have.
  private Peer stranger(Fields fields, String key, Set<String> known) {
    complaints.add(
        Diagnostic.warning(
            "UNKNOWN_PEER",
            fields.where(key),
            "the field " + key,
            "one of " + String.join(", ", known.stream().sorted().toList()),
            "whom the rule means is not known; an engine that does not know the field either"
                + " lets nothing by for an accepting rule and stops everything for another"));
    return new Stranger(key);
  }

  private Optional<Peer> networks(Fields fields) {
    List<TextItem> items = TextItem.read(fields, "networks");
    checkSize(fields, "networks", items.size());
    List<Cidr> blocks = new ArrayList<>();
    for (TextItem item : items) {
      Optional<Cidr> block =
          Cidr.parse(item.text())
              .filter(cidr -> kind != Kind.CLUSTER || cidr.toString().equals(item.text()));
      if (block.isEmpty()) {
        fields.complain(
            "BAD_CIDR",
            item.where(),
            item.describe(),
            Cidr.parse(item.text()).map(Cidr::toString).orElse("a block such as 10.0.0.0/8"),
            "");
      }
      block.ifPresent(blocks::add);
    }
    return Optional.of(new Networks(blocks));
  }

  private Optional<Peer> domains(Fields fields) {
    List<TextItem> items = TextItem.read(fields, "domainNames");
    checkSize(fields, "domainNames", items.size());
    for (TextItem item : items) {
      if (!DOMAIN.matcher(item.text()).matches()) {
        fields.complain(
            "BAD_DOMAIN",
            item.where(),
            item.describe(),
            "a DNS name of two labels or more, with *. before it or not",
            "");
      }
    }
    return Optional.of(new DomainNames(items.stream().map(TextItem::text).toList()));
  }

  private static void checkSize(Fields fields, String key, int size) {
    if (size == 0 || size > MOST_OF_CLUSTER) {
      fields.complain(
          "BAD_PEERS",
          fields.where(key),
          size + " items",
          "from 1 to " + MOST_OF_CLUSTER + " items",
          "");
    }
  }
}
