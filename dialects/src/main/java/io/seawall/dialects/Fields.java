package io.seawall.dialects;

import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The fields of one mapping, asked for by name. A field of the wrong type is complained of and
/// counts as left out; fields that nobody asked for are complained of by [#close].
///
/// Not safe for use by several threads.
public final class Fields {
  /// How keys are compared.
  public enum Keys {
    /// Letter by letter, as Kubernetes does.
    EXACT,
    /// Without regard to case, as Azure's tools spell one property in several ways.
    ANY_CASE;

    private boolean match(String name, String key) {
      return switch (this) {
        case EXACT -> name.equals(key);
        case ANY_CASE -> name.equalsIgnoreCase(key);
      };
    }

    /// The mapping with one pair for the keys that match each other.
    private Mapping folded(Mapping mapping) {
      if (this == EXACT) {
        return mapping;
      }
      Map<String, Entry> byKey = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      mapping.entries().forEach(entry -> byKey.merge(entry.key(), entry, Entry::with));
      if (byKey.size() == mapping.entries().size()) {
        return mapping;
      }
      return new Mapping(
          mapping.line(),
          mapping.entries().stream()
              .map(entry -> byKey.remove(entry.key()))
              .filter(Objects::nonNull)
              .toList());
    }

    /// The value under a key.
    Optional<Node> find(Mapping mapping, String key) {
      Entry found = null;
      for (Entry entry : mapping.entries()) {
        if (match(key, entry.key())) {
          found = found == null ? entry : found.with(entry);
        }
      }
      return Optional.ofNullable(found).map(Entry::value);
    }
  }

  private final Mapping mapping;
  private final SourceRef where;
  private final Keys keys;
  private final List<Diagnostic> complaints;
  private final Set<String> asked = new HashSet<>();

  private Fields(Mapping mapping, SourceRef where, Keys keys, List<Diagnostic> complaints) {
    this.mapping = mapping;
    this.where = where;
    this.keys = keys;
    this.complaints = complaints;
  }

  /// The fields of a mapping.
  ///
  /// @param where the object and the path of the mapping inside it; its line is replaced by that of
  ///   the mapping
  /// @param complaints grows with each complaint
  public static Fields of(
      Mapping mapping, SourceRef where, Keys keys, List<Diagnostic> complaints) {
    SourceRef at = where.at(where.field(), mapping.line());
    Fields fields = new Fields(keys.folded(mapping), at, keys, complaints);
    fields.reportClashes();
    return fields;
  }

  private void reportClashes() {
    for (Entry entry : mapping.entries()) {
      if (entry.value() instanceof Clash(var first, var last)) {
        String spelling = first.key().equals(last.key()) ? "" : " as " + first.key();
        complain(
            "DUPLICATE_KEY",
            where.at(path(entry.key()), last.line()),
            "the key " + last.key() + " again, first on line " + first.line() + spelling,
            "each key once",
            "nobody can tell which of the two counts, so the value is not known: remove one");
      }
    }
  }

  /// The fields of another mapping of the same document, read in the same way.
  public Fields sibling(Mapping other, SourceRef at) {
    return of(other, at, keys, complaints);
  }

  /// Where the mapping stands.
  public SourceRef where() {
    return where;
  }

  /// Where the field stands, or the mapping if it has no such field.
  public SourceRef where(String key) {
    return where.at(path(key), entry(key).map(Entry::line).orElse(where.line()));
  }

  private String path(String key) {
    return where.field().isEmpty() ? key : where.field() + "." + key;
  }

  /// Whether the key is there, even with a null value.
  public boolean has(String key) {
    return entry(key).isPresent();
  }

  /// The value as it is; empty if the key is missing or its value is null.
  public Optional<Node> node(String key) {
    return entry(key).map(Entry::value).filter(node -> !isNull(node));
  }

  /// A text. A number or boolean is complained of: the API wants a string there.
  public Optional<String> text(String key) {
    return scalar(key, "text", ScalarKind.STRING).map(Scalar::text);
  }

  /// The characters of any scalar: for properties that tools write now as text and now as a number
  /// or boolean.
  public Optional<String> anyText(String key) {
    return node(key)
        .flatMap(node ->
            node instanceof Scalar scalar ? Optional.of(scalar.text()) : wrong(key, node, "text"));
  }

  /// A whole number in a range, ends included.
  public Optional<Integer> integer(String key, int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    return scalar(key, expected, ScalarKind.NUMBER)
        .flatMap(scalar -> {
          try {
            int number = Integer.parseInt(scalar.text());
            return number >= least && number <= most
                ? Optional.of(number)
                : wrong(key, scalar, expected);
          } catch (NumberFormatException e) {
            return wrong(key, scalar, expected);
          }
        });
  }

  /// A number, whole or not.
  public Optional<Double> decimal(String key) {
    return scalar(key, "a number", ScalarKind.NUMBER)
        .flatMap(scalar -> {
          try {
            double number = Double.parseDouble(scalar.text());
            return Double.isFinite(number) ? Optional.of(number) : wrong(key, scalar, "a number");
          } catch (NumberFormatException e) {
            return wrong(key, scalar, "a number");
          }
        });
  }

  /// A boolean.
  public Optional<Boolean> bool(String key) {
    return scalar(key, "true or false", ScalarKind.BOOLEAN).map(s -> Boolean.valueOf(s.text()));
  }

  /// The fields of a mapping inside this one.
  public Optional<Fields> child(String key) {
    return node(key)
        .flatMap(node ->
            node instanceof Mapping inner
                ? Optional.of(of(inner, where.at(path(key), inner.line()), keys, complaints))
                : wrong(key, node, "a mapping"));
  }

  /// The fields of each mapping in a list; an item that is no mapping is complained of and left
  /// out.
  public List<Fields> children(String key) {
    List<Fields> out = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      SourceRef at = where.at(path(key) + "[" + i + "]", items.get(i).line());
      if (items.get(i) instanceof Mapping inner) {
        out.add(of(inner, at, keys, complaints));
      } else {
        complain("WRONG_TYPE", at, items.get(i).describe(), "a mapping", "");
      }
    }
    return out;
  }

  /// The texts of a list; an item that is not text is complained of and left out.
  public List<String> texts(String key) {
    List<String> out = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Scalar scalar && scalar.kind() == ScalarKind.STRING) {
        out.add(scalar.text());
      } else {
        SourceRef at = where.at(path(key) + "[" + i + "]", items.get(i).line());
        complain("WRONG_TYPE", at, items.get(i).describe(), "text", "put the value in quotes");
      }
    }
    return out;
  }

  /// The items of a list; none if the key is missing or null.
  public List<Node> items(String key) {
    return node(key)
        .flatMap(node ->
            node instanceof Sequence list
                ? Optional.of(list.items())
                : this.<List<Node>>wrong(key, node, "a list"))
        .orElse(List.of());
  }

  /// A mapping from text to text, such as labels; a value that is not text is complained of and
  /// left out.
  public Map<String, String> textMap(String key) {
    Map<String, String> out = new LinkedHashMap<>();
    if (node(key).isPresent()) {
      child(key)
          .ifPresent(inner -> {
            for (Entry entry : inner.mapping.entries()) {
              inner.text(entry.key()).ifPresent(value -> out.put(entry.key(), value));
            }
          });
    }
    return out;
  }

  /// The text of a property as a fact. A number or boolean counts as text.
  public Fact<String> textFact(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return new Fact.Absent<>(where(key));
    }
    Node node = entry.get().value();
    if (isNull(node)) {
      return new Fact.Null<>(where(key));
    }
    if (node instanceof Unresolved(_, var expression)) {
      return new Fact.Unresolved<>(expression, where(key));
    }
    if (!(node instanceof Scalar(_, _, var text))) {
      wrong(key, node, "text");
      return new Fact.Unresolved<>(node.describe(), where(key));
    }
    return new Fact.Known<>(text, where(key));
  }

  /// A boolean property as a fact; `"true"` and `"False"` as text count, since tools write them so.
  public Fact<Boolean> boolFact(String key) {
    Fact<String> text = textFact(key);
    if (text instanceof Fact.Known<String>(var value, var at)
        && !value.equalsIgnoreCase("true")
        && !value.equalsIgnoreCase("false")) {
      complain("WRONG_TYPE", at, "the text \"" + value + "\"", "true or false", "");
      return new Fact.Unresolved<>(value, at);
    }
    return text.map(value -> value.equalsIgnoreCase("true"));
  }

  /// A list of texts as a fact; one that cannot be read in full is unresolved.
  public Fact<List<String>> textsFact(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return new Fact.Absent<>(where(key));
    }
    return switch (entry.get().value()) {
      case Sequence list -> {
        List<String> texts = texts(key);
        yield texts.size() == list.items().size()
            ? new Fact.Known<>(List.copyOf(texts), where(key))
            : new Fact.Unresolved<>(list.describe(), where(key));
      }
      case Scalar scalar when scalar.kind() == ScalarKind.NULL -> new Fact.Null<>(where(key));
      case Unresolved(_, var expression) -> new Fact.Unresolved<>(expression, where(key));
      case Node other -> {
        wrong(key, other, "a list");
        yield new Fact.Unresolved<>(other.describe(), where(key));
      }
    };
  }

  /// Says that these fields are known and do not matter here.
  public void ignore(String... known) {
    asked.addAll(List.of(known));
  }

  /// Complains of every field that nobody asked for.
  ///
  /// @return whether there was none
  public boolean close() {
    boolean clean = true;
    for (Entry entry : mapping.entries()) {
      if (!isAsked(entry.key())) {
        clean = false;
        complain(
            "UNKNOWN_FIELD",
            where.at(path(entry.key()), entry.line()),
            "the field " + entry.key(),
            "one of " + String.join(", ", asked.stream().sorted().toList()),
            Spelling.nearest(entry.key(), asked)
                .map(near -> "did you mean " + near + "?")
                .orElse("remove it, or correct the spelling"));
      }
    }
    return clean;
  }

  /// Complains of every field but these of the mapping at a key, if there is one.
  public void close(String key, Set<String> known) {
    child(key)
        .ifPresent(inner -> {
          inner.asked.addAll(known);
          inner.close();
        });
  }

  /// Complains of every field that nobody asked for and whose name is nearly that of one that was
  /// asked for and is not there: for APIs that have many more fields than are read here.
  public void reportMisspelt() {
    for (Entry entry : mapping.entries()) {
      if (isAsked(entry.key())) {
        continue;
      }
      asked.stream()
          .filter(name -> Spelling.near(name, entry.key()) && !isWritten(name))
          .sorted()
          .findFirst()
          .ifPresent(name ->
              complain(
                  "UNKNOWN_FIELD",
                  where.at(path(entry.key()), entry.line()),
                  "the field " + entry.key(),
                  name,
                  "correct the spelling; a field that the API does not know is refused or"
                      + " dropped"));
    }
  }

  /// The pairs as they are written. Asks for none of them.
  public List<Entry> entries() {
    return mapping.entries();
  }

  /// Adds a complaint of weight error.
  public void complain(String code, SourceRef at, String found, String expected, String help) {
    complaints.add(Diagnostic.error(code, at, found, expected, help));
  }

  private Optional<Scalar> scalar(String key, String expected, ScalarKind kind) {
    return node(key)
        .flatMap(node ->
            node instanceof Scalar scalar && scalar.kind() == kind
                ? Optional.of(scalar)
                : wrong(key, node, expected));
  }

  private <T> Optional<T> wrong(String key, Node node, String expected) {
    if (!(node instanceof Clash)) { // complained of already
      complain("WRONG_TYPE", where(key), node.describe(), expected, "");
    }
    return Optional.empty();
  }

  private Optional<Entry> entry(String key) {
    asked.add(key);
    for (Entry entry : mapping.entries()) {
      if (matches(key, entry.key())) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private boolean isAsked(String key) {
    return asked.contains(key) || asked.stream().anyMatch(name -> matches(name, key));
  }

  private boolean isWritten(String name) {
    return mapping.entries().stream().anyMatch(entry -> matches(name, entry.key()));
  }

  private boolean matches(String name, String key) {
    return keys.match(name, key);
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.kind() == ScalarKind.NULL;
  }
}
