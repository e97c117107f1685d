package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import java.util.ArrayList;
import java.util.List;

/// One text of a list, and where it stands.
public record TextItem(String text, SourceRef where) {

  /// Reads the list under `key`; an item that is not text is complained of and left out.
  public static List<TextItem> read(Fields fields, String key) {
    List<TextItem> out = new ArrayList<>();
    List<Node> items = fields.items(key);
    String path = fields.where(key).field();
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      SourceRef at = fields.where().at(path + "[" + i + "]", item.line());
      if (item instanceof Scalar(_, var kind, var text) && kind == ScalarKind.STRING) {
        out.add(new TextItem(text, at));
      } else {
        fields.complain("WRONG_TYPE", at, item.describe(), "text", "put the value in quotes");
      }
    }
    return out;
  }

  /// As a message says it.
  public String describe() {
    return "the text \"" + text + "\"";
  }
}
