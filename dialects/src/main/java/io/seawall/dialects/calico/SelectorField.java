package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import java.util.Optional;

/// Reads a field that holds a selector.
final class SelectorField {
  private SelectorField() {}

  /// A selector that may ask for labels alone; an empty text counts as left out.
  static Optional<Selector> read(Fields fields, String key) {
    Optional<Selector> selector = any(fields, key);
    if (selector.filter(Selector::global).isPresent()) {
      wrong(fields, key, "global()", "a selector by labels");
      return Optional.empty();
    }
    return selector;
  }

  /// A selector that may be `global()`, too.
  static Optional<Selector> any(Fields fields, String key) {
    Optional<String> text = fields.text(key).filter(written -> !written.isEmpty());
    Optional<Selector.Outcome> outcome = text.map(SelectorParser::parse);
    if (outcome.isPresent() && outcome.get().selector().isEmpty()) {
      wrong(
          fields,
          key,
          outcome.get().problem() + " in " + text.get(),
          "a selector such as role == 'db' && has(team)");
    }
    return outcome.flatMap(Selector.Outcome::selector);
  }

  private static void wrong(Fields fields, String key, String found, String expected) {
    fields.complain("BAD_SELECTOR", fields.where(key), found, expected, "");
  }
}
