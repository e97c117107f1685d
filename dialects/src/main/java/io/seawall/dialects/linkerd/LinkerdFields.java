package io.seawall.dialects.linkerd;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Specs;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.linkerd.LinkerdObject.Ref;
import io.seawall.model.policy.Peers;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads references and networks, which several kinds have.
final class LinkerdFields {
  private LinkerdFields() {}

  /// Reads a reference to an object.
  static Ref ref(Fields fields) {
    for (String key : List.of("kind", "name")) {
      if (fields.node(key).isEmpty()) {
        Specs.missing(fields, key, "the " + key + " of an object");
      }
    }
    Ref ref =
        new Ref(
            fields.text("group").orElse(""),
            fields.text("kind").orElse(ObjectMeta.UNREADABLE),
            fields.text("namespace").orElse(""),
            fields.text("name").orElse(ObjectMeta.UNREADABLE));
    fields.close();
    return ref;
  }

  /// Reads networks: a block or an address each, without some blocks inside.
  static List<Peers.Block> blocks(Fields fields, String key) {
    List<Peers.Block> blocks = new ArrayList<>();
    for (Fields network : fields.children(key)) {
      Optional<String> text = network.text("cidr");
      if (text.isEmpty()) {
        Specs.missing(network, "cidr", "a block of addresses");
      }
      Optional<Cidr> block = text.flatMap(one -> block(network, "cidr", one));
      List<Cidr> except =
          network.texts("except").stream()
              .flatMap(one -> block(network, "except", one).stream())
              .toList();
      network.close();
      block.ifPresent(one -> blocks.add(new Peers.Block(one, except)));
    }
    return blocks;
  }

  private static Optional<Cidr> block(Fields network, String key, String text) {
    Optional<Cidr> block = Cidr.parseLenient(text);
    if (block.isEmpty()) {
      network.complain(
          "BAD_CIDR", network.where(key), text, "a block such as 10.0.0.0/8, or an address", "");
    }
    return block;
  }
}
