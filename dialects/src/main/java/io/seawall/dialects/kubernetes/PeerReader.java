package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.NetworkPolicyObject.Peer;
import io.seawall.model.Diagnostic;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one NetworkPolicyPeer.
///
/// Source: Kubernetes source, pkg/apis/networking/validation, ValidateNetworkPolicyPeer and
/// ValidateIPBlock.
final class PeerReader {
  private static final AddressSet MAPPED_V4 = AddressSet.ofBlocks("::ffff:0:0/96");

  private PeerReader() {}

  /// Reads the peer; empty if it is wrong, which is complained of.
  static Optional<Peer> read(Fields fields, List<Diagnostic> complaints) {
    Optional<LabelSelector> namespaces =
        fields.child("namespaceSelector").map(LabelSelectorReader::read);
    Optional<LabelSelector> pods = fields.child("podSelector").map(LabelSelectorReader::read);
    boolean selects =
        fields.node("namespaceSelector").isPresent() || fields.node("podSelector").isPresent();
    boolean block = fields.node("ipBlock").isPresent();
    Optional<Peer> peer = fields.child("ipBlock").flatMap(ip -> ipBlock(ip, complaints));
    if (fields.close() && !selects && !block) {
      fields.complain(
          "NO_PEER",
          fields.where(),
          "none of podSelector, namespaceSelector and ipBlock",
          "at least one of them",
          "write {} after podSelector to mean every pod of the namespace, or drop the whole list to"
              + " mean everybody");
    }
    if (selects && block) {
      fields.complain(
          "PEER_CONFLICT",
          fields.where("ipBlock"),
          "ipBlock beside a selector",
          "ipBlock alone, or selectors alone",
          "make the ipBlock an item of its own");
      return Optional.empty();
    }
    return namespaces.isPresent() || pods.isPresent()
        ? Optional.of(new Peer.Selected(namespaces, pods))
        : peer;
  }

  private static Optional<Peer> ipBlock(Fields fields, List<Diagnostic> complaints) {
    Optional<String> text = fields.text("cidr");
    if (fields.node("cidr").isEmpty()) {
      fields.complain(
          "MISSING_FIELD", fields.where("cidr"), "no cidr", "a block such as 10.0.0.0/8", "");
    }
    Optional<Cidr> cidr =
        text.flatMap(block -> cidr(fields, new TextItem(block, fields.where("cidr")), complaints));
    List<Cidr> excepts = new ArrayList<>();
    for (TextItem item : TextItem.read(fields, "except")) {
      Optional<Cidr> except = cidr(fields, item, complaints);
      except.ifPresent(excepts::add);
      if (cidr.isPresent() && except.isPresent() && !isInside(except.get(), cidr.get())) {
        fields.complain(
            "BAD_EXCEPT",
            item.where(),
            except.get().toString(),
            "a block inside " + cidr.get() + " and smaller than it",
            "");
      }
    }
    fields.close();
    return cidr.map(block -> new Peer.IpBlock(block, excepts));
  }

  private static Optional<Cidr> cidr(Fields fields, TextItem item, List<Diagnostic> complaints) {
    String text = item.text();
    Optional<Cidr> cidr = Cidr.parse(text).filter(block -> !isMapped(block));
    if (cidr.isEmpty()) {
      fields.complain(
          "BAD_CIDR",
          item.where(),
          item.describe(),
          "a block such as 10.0.0.0/8 or 2001:db8::/64",
          Address.parse(text)
              .map(address -> "write " + text + "/" + address.bits() + " for this address alone")
              .orElse(""));
    } else if (hasHostBits(text, cidr.get())) {
      complaints.add(
          Diagnostic.warning(
              "HOST_BITS",
              item.where(),
              text,
              cidr.get().toString(),
              "it is read as this block; Kubernetes 1.36 and later refuse bits after the prefix"));
    }
    return cidr;
  }

  /// An IPv4 block in IPv6 form, which some read as IPv4 and some as IPv6 (Kubernetes enhancement
  /// 4858, which refuses them).
  private static boolean isMapped(Cidr block) {
    return AddressSet.of(block).implies(MAPPED_V4);
  }

  /// Up to Kubernetes 1.35 such a block is accepted (Kubernetes enhancement 4858).
  private static boolean hasHostBits(String text, Cidr block) {
    return !Address.parse(text.substring(0, text.indexOf('/'))).equals(Optional.of(block.base()));
  }

  private static boolean isInside(Cidr inner, Cidr outer) {
    return inner.prefixBits() > outer.prefixBits()
        && AddressSet.of(inner).implies(AddressSet.of(outer));
  }
}
