package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Mappings from text to text: labels, annotations, selectors.
public final class TextMap {
  private TextMap() {}

  /// Reads the mapping under `key`; empty if it is missing. A null value is an empty text, as the
  /// API server decodes it; one of another type is complained of and left out.
  public static Map<String, String> read(Fields fields, String key) {
    Optional<Node> node = fields.node(key);
    if (node.isEmpty()) {
      return Map.of();
    }
    if (!(node.get() instanceof Mapping mapping)) {
      fields.complain("WRONG_TYPE", fields.where(key), node.get().describe(), "a mapping", "");
      return Map.of();
    }
    Map<String, String> out = LinkedHashMap.newLinkedHashMap(mapping.entries().size());
    for (Entry entry : mapping.entries()) {
      if (entry.value() instanceof Scalar(_, var kind, var text) && isText(kind)) {
        out.put(entry.key(), kind == ScalarKind.NULL ? "" : text);
      } else {
        fields.complain(
            "WRONG_TYPE",
            fields.where().at(fields.where(key).field() + "." + entry.key(), entry.line()),
            entry.value().describe(),
            "text",
            "put the value in quotes");
      }
    }
    return out;
  }

  private static boolean isText(ScalarKind kind) {
    return kind == ScalarKind.STRING || kind == ScalarKind.NULL;
  }
}
