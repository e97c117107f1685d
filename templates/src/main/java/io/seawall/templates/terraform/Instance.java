package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import java.util.Optional;

/// One instance of a resource or data source.
///
/// @param file where it is written
/// @param line where it starts
/// @param type the provider's name of the type, such as `azurerm_subnet`
/// @param address such as `module.net.azurerm_subnet.nodes[0]`
/// @param attributes blocks are lists of mappings, as in a plan
/// @param certain false if it is not known whether it exists, or how often
/// @param isData whether it is only looked up
record Instance(
    String file,
    int line,
    String type,
    String address,
    Mapping attributes,
    boolean certain,
    boolean isData) {
  /// What stands for the id of an instance until all are known.
  private static final String TOKEN = "\u0001";

  /// The text that stands for its id.
  static String token(String address) {
    return TOKEN + address + TOKEN;
  }

  /// Whether a text holds ids that are not put in yet.
  static boolean hasToken(String text) {
    return text.contains(TOKEN);
  }

  /// The attribute as it is written; empty if it is left out or null.
  Optional<Node> get(String key) {
    return attributes.get(key).filter(node -> !isNull(node));
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar(_, var kind, _) && kind == Node.ScalarKind.NULL;
  }

  /// The text of an attribute, where it is known.
  Optional<String> text(String key) {
    return attributes.text(key);
  }
}
