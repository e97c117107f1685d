package io.seawall.dialects.nsg;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.Fields;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.List;

/// The values of a property of a rule that has a singular and a plural form, which count together.
///
/// @param texts those that are written out
/// @param unresolved what stands in the place of others
record RuleValues(List<Value> texts, List<String> unresolved) {
  /// One value.
  ///
  /// @param inList whether it stands in the plural form, or beside others
  record Value(String text, boolean inList, SourceRef where) {}

  boolean isEmpty() {
    return texts.isEmpty() && unresolved.isEmpty();
  }

  /// @param one the singular form; a list there, as Azure PowerShell prints, counts as the plural
  ///   form if it has several items
  /// @param many the plural form
  static RuleValues of(AzureProperties properties, String one, String many) {
    RuleValues values = new RuleValues(new ArrayList<>(), new ArrayList<>());
    properties.expression().ifPresent(values.unresolved::add);
    properties
        .fields()
        .ifPresent(fields -> {
          values.collect(fields, one, false);
          values.collect(fields, many, true);
          boolean copied =
              !fields.has(many) && properties.texts(many) instanceof Fact.Unresolved<List<String>>;
          if (copied) {
            values.unresolved.add(many + " is made by a copy loop");
          }
        });
    return values;
  }

  private void collect(Fields fields, String key, boolean plural) {
    SourceRef at = fields.where(key);
    switch (fields.node(key).orElse(new Sequence(at.line(), List.of()))) {
      case Scalar scalar -> add(fields, key, scalar, plural, at);
      case Sequence(_, var items) -> {
        for (int i = 0; i < items.size(); i++) {
          Node item = items.get(i);
          add(
              fields,
              key,
              item,
              plural || items.size() > 1,
              at.at(at.field() + "[" + i + "]", item.line()));
        }
      }
      case Mapping mapping -> add(fields, key, mapping, plural, at);
      case Unresolved expression -> add(fields, key, expression, plural, at);
      case Clash clash -> unresolved.add(key + " has " + clash.describe());
    }
  }

  private void add(Fields fields, String key, Node node, boolean inList, SourceRef at) {
    if (node instanceof Unresolved(_, var expression)) {
      unresolved.add(key + " is " + expression);
    } else if (!(node instanceof Scalar scalar)) {
      fields.complain("WRONG_TYPE", at, node.describe(), "text", "");
      unresolved.add(key + " is " + node.describe());
    } else if (!scalar.text().isBlank()) {
      texts.add(new Value(scalar.text().strip(), inList, at));
    }
  }
}
