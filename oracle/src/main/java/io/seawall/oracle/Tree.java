package io.seawall.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value of a YAML or JSON document, to walk. A field that is missing and one that is null are
/// the same: absent.
public record Tree(@Nullable Object value) {
  public boolean isAbsent() {
    return value == null;
  }

  public boolean isNumber() {
    return value instanceof Number;
  }

  public boolean isList() {
    return value instanceof List<?>;
  }

  /// The field of that name, exactly as spelt: Kubernetes keys.
  public Tree at(String key) {
    return value instanceof Map<?, ?> map
        ? new Tree(map.get(key))
        : new Tree(absentOr("an object"));
  }

  /// The field of that name in any casing: Azure keys, whose casing differs between REST and the
  /// CLI.
  public Tree atAnyCase(String key) {
    var exact = at(key);
    return exact.isAbsent()
        ? fields().entrySet().stream()
            .filter(field -> field.getKey().equalsIgnoreCase(key))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(exact)
        : exact;
  }

  /// The elements of a list; none if absent.
  public List<Tree> items() {
    return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : none("a list");
  }

  /// The fields of an object in order; none if absent.
  public Map<String, Tree> fields() {
    var fields = new LinkedHashMap<String, Tree>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, field) -> fields.put(String.valueOf(key), new Tree(field)));
    } else {
      absentOr("an object");
    }
    return fields;
  }

  /// The fields of an object of strings, such as labels.
  public Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    fields().forEach((key, field) -> texts.put(key, field.text().orElse("")));
    return texts;
  }

  /// The string; empty if absent.
  ///
  /// @throws IllegalArgumentException if it is something else, such as an unquoted number
  public Optional<String> text() {
    return value instanceof String text
        ? Optional.of(text)
        : Optional.ofNullable((String) absentOr("a string"));
  }

  /// The number; empty if absent.
  public Optional<Integer> number() {
    return value instanceof Integer number
        ? Optional.of(number)
        : Optional.ofNullable((Integer) absentOr("a whole number"));
  }

  /// The truth value; empty if absent.
  public Optional<Boolean> bool() {
    return value instanceof Boolean truth
        ? Optional.of(truth)
        : Optional.ofNullable((Boolean) absentOr("true or false"));
  }

  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  private List<Tree> none(String expected) {
    absentOr(expected);
    return List.of();
  }

  private @Nullable Object absentOr(String expected) {
    if (value != null) {
      throw new IllegalArgumentException("expected " + expected + ", found " + value);
    }
    return null;
  }
}
