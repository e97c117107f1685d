package io.seawall.dialects.cilium;

import io.seawall.dialects.Fields;
import io.seawall.dialects.cilium.CiliumPolicy.Entity;
import io.seawall.dialects.cilium.CiliumPolicy.Peer;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.LabelSelectorReader;
import io.seawall.dialects.kubernetes.TextItem;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the fields of one rule that name peers. Cilium takes at most one of them in a rule.
///
/// Source: Cilium source, pkg/policy/api, IngressCommonRule and EgressCommonRule.
final class CiliumPeerReader {
  private static final List<String> INGRESS =
      List.of("Endpoints", "Entities", "CIDR", "CIDRSet", "Nodes", "Groups");
  private static final List<String> EGRESS =
      List.of("Endpoints", "Entities", "CIDR", "CIDRSet", "Nodes", "Groups", "Services", "FQDNs");

  private final Fields rule;
  private final Direction direction;
  private final String prefix;

  CiliumPeerReader(Fields rule, Direction direction) {
    this.rule = rule;
    this.direction = direction;
    this.prefix = direction == Direction.INGRESS ? "from" : "to";
  }

  /// @return empty if no field is written; nobody if one is written with an empty list
  Optional<List<Peer>> peers() {
    List<String> names = direction == Direction.INGRESS ? INGRESS : EGRESS;
    List<Peer> peers = new ArrayList<>();
    List<String> filled = new ArrayList<>();
    boolean written = false;
    boolean empty = false;
    for (String name : names) {
      String key = prefix + name;
      if (rule.node(key).isPresent()) {
        written = true;
        boolean nobody = rule.items(key).isEmpty();
        empty |= nobody;
        if (!nobody) {
          filled.add(key);
        }
        peers.addAll(peers(name, key));
      }
    }
    if (filled.size() > 1) {
      rule.complain(
          "ONE_OF",
          rule.where(),
          String.join(" and ", filled),
          "at most one field that names peers",
          "make each a rule of its own");
    }
    return written ? Optional.of(empty ? List.of() : peers) : Optional.empty();
  }

  /// `fromRequires` or `toRequires`.
  List<LabelSelector> required() {
    return rule.children(prefix + "Requires").stream()
        .map(LabelSelectorReader::readWithSources)
        .toList();
  }

  private List<? extends Peer> peers(String name, String key) {
    return switch (name) {
      case "Endpoints" ->
          rule.children(key).stream()
              .map(fields -> new Peer.Selected(LabelSelectorReader.readWithSources(fields)))
              .toList();
      case "Nodes" ->
          rule.children(key).stream()
              .map(fields -> new Peer.Nodes(LabelSelectorReader.readWithSources(fields)))
              .toList();
      case "Entities" -> entities(key);
      case "CIDR" -> blocks(rule, key, true).stream().map(CiliumPeerReader::block).toList();
      case "CIDRSet" -> rule.children(key).stream().flatMap(set -> set(set).stream()).toList();
      case "Services" ->
          rule.children(key).stream().flatMap(item -> service(item).stream()).toList();
      case "FQDNs" -> rule.children(key).stream().flatMap(item -> dns(item).stream()).toList();
      default -> rule.children(key).stream().map(_ -> new Peer.ProviderGroup()).toList();
    };
  }

  private List<Peer> entities(String key) {
    List<Peer> found = new ArrayList<>();
    for (TextItem item : TextItem.read(rule, key)) {
      Optional<Entity> entity = Entity.of(item.text());
      if (entity.isEmpty()) {
        rule.complain(
            "BAD_ENTITY",
            item.where(),
            item.describe(),
            Arrays.stream(Entity.values()).map(Entity::text).collect(Collectors.joining(", ")),
            "");
      }
      entity.map(Peer.Named::new).ifPresent(found::add);
    }
    return found;
  }

  private static Peer.Block block(Cidr block) {
    return new Peer.Block(block, List.of());
  }

  /// @param single whether an address without a length counts as a block
  private static List<Cidr> blocks(Fields fields, String key, boolean single) {
    List<Cidr> blocks = new ArrayList<>();
    for (TextItem item : TextItem.read(fields, key)) {
      Optional<Cidr> block = single ? Cidr.parseLenient(item.text()) : Cidr.parse(item.text());
      if (block.isEmpty()) {
        badBlock(fields, item);
      }
      block.ifPresent(blocks::add);
    }
    return blocks;
  }

  private static void badBlock(Fields fields, TextItem item) {
    fields.complain("BAD_CIDR", item.where(), item.describe(), "a block such as 10.0.0.0/8", "");
  }

  /// Exactly one of `cidr`, `cidrGroupRef` and `cidrGroupSelector`, and `except`.
  private static Optional<? extends Peer> set(Fields fields) {
    List<Cidr> except = blocks(fields, "except", false);
    Optional<Cidr> block = cidr(fields);
    Optional<String> group = fields.text("cidrGroupRef").filter(name -> !name.isEmpty());
    Optional<LabelSelector> groups =
        fields.child("cidrGroupSelector").map(LabelSelectorReader::readWithSources);
    long written =
        List.of("cidr", "cidrGroupRef", "cidrGroupSelector").stream()
            .filter(key -> fields.node(key).isPresent())
            .count();
    if (written != 1) {
      fields.complain(
          "ONE_OF",
          fields.where(),
          written + " of cidr, cidrGroupRef and cidrGroupSelector",
          "exactly one",
          "");
    }
    fields.close();
    if (block.isPresent()) {
      checkInside(fields, block.get(), except);
      return Optional.of(new Peer.Block(block.get(), except));
    }
    return group.isPresent()
        ? group.map(name -> new Peer.Group(name, except))
        : groups.map(selector -> new Peer.Groups(selector, except));
  }

  private static Optional<Cidr> cidr(Fields fields) {
    Optional<String> text = fields.text("cidr");
    Optional<Cidr> block = text.flatMap(Cidr::parse);
    if (text.isPresent() && block.isEmpty()) {
      badBlock(fields, new TextItem(text.get(), fields.where("cidr")));
    }
    return block;
  }

  private static void checkInside(Fields fields, Cidr block, List<Cidr> except) {
    for (Cidr one : except) {
      boolean inside =
          one.base().v6() == block.base().v6()
              && Cidr.around(one.base(), block.prefixBits()).equals(block);
      if (!inside) {
        fields.complain(
            "BAD_CIDR", fields.where("except"), one.toString(), "a block inside " + block, "");
      }
    }
  }

  private static Optional<? extends Peer> service(Fields fields) {
    Optional<Fields> byName = fields.child("k8sService");
    Optional<Fields> byLabels = fields.child("k8sServiceSelector");
    if (byName.isPresent() == byLabels.isPresent()) {
      fields.complain(
          "ONE_OF",
          fields.where(),
          byName.isPresent() ? "both" : "neither",
          "exactly one of k8sService and k8sServiceSelector",
          "");
    }
    fields.close();
    if (byName.isPresent()) {
      Fields inner = byName.get();
      Optional<String> name = inner.text("serviceName");
      Optional<String> namespace = namespace(inner);
      inner.close();
      return name.map(text -> new Peer.ServiceName(namespace, text));
    }
    return byLabels.flatMap(inner -> {
      Optional<String> namespace = namespace(inner);
      Optional<LabelSelector> selector =
          inner.child("selector").map(LabelSelectorReader::readWithSources);
      inner.close();
      return selector.map(labels -> new Peer.ServiceLabels(namespace, labels));
    });
  }

  private static Optional<String> namespace(Fields fields) {
    return fields.text("namespace").filter(name -> !name.isEmpty());
  }

  private static Optional<Peer> dns(Fields fields) {
    Optional<String> name = fields.text("matchName").filter(text -> !text.isEmpty());
    Optional<String> pattern = fields.text("matchPattern").filter(text -> !text.isEmpty());
    if (name.isPresent() == pattern.isPresent()) {
      fields.complain(
          "ONE_OF",
          fields.where(),
          name.isPresent() ? "both" : "neither",
          "exactly one of matchName and matchPattern",
          "");
    }
    fields.close();
    return name.or(() -> pattern).map(Peer.DnsName::new);
  }
}
