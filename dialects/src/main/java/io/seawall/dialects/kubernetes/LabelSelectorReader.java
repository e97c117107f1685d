package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.LabelSelector.Operator;
import io.seawall.dialects.kubernetes.LabelSelector.Requirement;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads label selectors as strictly as the API server does.
///
/// Source: Kubernetes source, k8s.io/apimachinery/pkg/apis/meta/v1/validation,
/// ValidateLabelSelector.
public final class LabelSelectorReader {
  private static final String KEY =
      "up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an"
          + " optional DNS name and '/'";
  private static final String VALUE =
      "up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, or nothing";

  private final boolean sources;

  private LabelSelectorReader(boolean sources) {
    this.sources = sources;
  }

  /// Reads the selector whose fields these are; what is wrong is complained of and left out.
  public static LabelSelector read(Fields fields) {
    return new LabelSelectorReader(false).selector(fields);
  }

  /// Reads a selector whose keys may name the source of the label, as in `k8s:app` (Cilium
  /// documentation, "Endpoint Selector").
  public static LabelSelector readWithSources(Fields fields) {
    return new LabelSelectorReader(true).selector(fields);
  }

  private LabelSelector selector(Fields fields) {
    Map<String, String> labels = TextMap.read(fields, "matchLabels");
    fields.node("matchLabels").ifPresent(node -> checkLabels(fields, node));
    List<Requirement> requirements = new ArrayList<>();
    for (Fields expression : fields.children("matchExpressions")) {
      requirement(expression).ifPresent(requirements::add);
    }
    fields.close();
    return new LabelSelector(labels, requirements);
  }

  private void checkLabels(Fields fields, Node node) {
    if (!(node instanceof Mapping mapping)) {
      return;
    }
    String path = fields.where("matchLabels").field();
    for (Entry entry : mapping.entries()) {
      SourceRef at = fields.where().at(path + "." + entry.key(), entry.line());
      checkKey(fields, at, entry.key());
      mapping.text(entry.key()).ifPresent(value -> checkValue(fields, at, value));
    }
  }

  private Optional<Requirement> requirement(Fields fields) {
    Optional<String> key = required(fields, "key", "the key of a label");
    key.ifPresent(text -> checkKey(fields, fields.where("key"), text));
    List<TextItem> items = TextItem.read(fields, "values");
    items.forEach(item -> checkValue(fields, item.where(), item.text()));
    List<String> values = items.stream().map(TextItem::text).toList();
    Optional<Operator> operator =
        required(fields, "operator", operators()).flatMap(text -> operator(fields, text));
    operator.ifPresent(known -> checkArity(fields, known, values.size()));
    fields.close();
    return key.flatMap(text -> operator.map(known -> new Requirement(text, known, values)));
  }

  private static Optional<String> required(Fields fields, String key, String expected) {
    Optional<String> text = fields.text(key);
    if (fields.node(key).isEmpty()) {
      fields.complain("BAD_SELECTOR", fields.where(key), "no " + key, expected, "");
    }
    return text;
  }

  private static Optional<Operator> operator(Fields fields, String text) {
    for (Operator operator : Operator.values()) {
      if (operator.text().equals(text)) {
        return Optional.of(operator);
      }
    }
    fields.complain(
        "BAD_SELECTOR", fields.where("operator"), "the text \"" + text + "\"", operators(), "");
    return Optional.empty();
  }

  private static String operators() {
    return Stream.of(Operator.values()).map(Operator::text).collect(Collectors.joining(", "));
  }

  private static void checkArity(Fields fields, Operator operator, int count) {
    if (operator.hasValues() && count == 0) {
      fields.complain(
          "BAD_SELECTOR",
          fields.where("values"),
          "no values",
          "at least one value, as the operator is " + operator.text(),
          "write Exists or DoesNotExist to ask for the key alone");
    }
    if (!operator.hasValues() && count > 0) {
      fields.complain(
          "BAD_SELECTOR",
          fields.where("values"),
          count == 1 ? "1 value" : count + " values",
          "none, as the operator is " + operator.text(),
          "drop the values, or write In or NotIn to compare with them");
    }
  }

  private void checkKey(Fields fields, SourceRef at, String key) {
    String name = sources ? key.substring(key.indexOf(':') + 1) : key;
    if (!Names.isLabelKey(name)) {
      fields.complain("BAD_SELECTOR", at, "the label key \"" + key + "\"", KEY, "");
    }
  }

  private static void checkValue(Fields fields, SourceRef at, String value) {
    if (!Names.isLabelValue(value)) {
      fields.complain("BAD_SELECTOR", at, "the label value \"" + value + "\"", VALUE, "");
    }
  }
}
