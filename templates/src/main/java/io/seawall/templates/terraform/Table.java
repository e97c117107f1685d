package io.seawall.templates.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the attributes of Terraform's resources are called in Azure: `azurerm.table`, which says
/// how it is to be read.
final class Table {
  /// The only one.
  static final Table AZURERM = read("azurerm.table");

  /// How one type or block is carried over.
  ///
  /// @param azureType empty for a block
  /// @param link the attribute that names the resource it is a part of, or sets properties of
  /// @param intoOther whether it only sets properties of another resource
  record Shape(String azureType, String link, boolean intoOther, List<Rule> rules) {}

  /// How one attribute is carried over.
  ///
  /// @param from path of the attribute; empty for the block itself
  /// @param to path of the property; empty for the block itself
  /// @param adds whether the property is a list that several attributes add to
  /// @param how see the table
  record Rule(List<String> from, List<String> to, boolean adds, How how, String argument) {}

  enum How {
    COPY,
    NOT,
    PRESENT,
    WORDS,
    IDS,
    SERVICES,
    LIST,
    EACH,
    DEFAULT,
    ALWAYS
  }

  private final Map<String, Shape> types = new LinkedHashMap<>();
  private final Map<String, Shape> parts = new LinkedHashMap<>();

  private static Table read(String name) {
    try (InputStream in = Table.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing " + name);
      }
      Table table = new Table();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(table.new Lines()::take);
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines of the table one after the other.
  private final class Lines {
    private List<Rule> rules = new ArrayList<>();

    void take(String line) {
      if (line.isBlank() || line.startsWith("#")) {
        return;
      }
      List<String> words = List.of(line.strip().split("\\s+", -1));
      if (line.startsWith(" ")) {
        rules.add(rule(words));
        return;
      }
      rules = new ArrayList<>();
      if (words.getFirst().equals("part")) {
        parts.put(words.get(1), new Shape("", "", false, rules));
      } else if (words.get(1).equals("into")) {
        types.put(words.getFirst(), new Shape(words.get(2), words.get(3), true, rules));
      } else {
        String link = words.size() > 2 ? words.get(2) : "";
        types.put(words.getFirst(), new Shape(words.get(1), link, false, rules));
      }
    }
  }

  private static Rule rule(List<String> words) {
    String target = words.get(1);
    boolean adds = target.endsWith("+");
    String how = words.size() > 2 ? words.get(2) : "copy";
    int colon = how.indexOf(':');
    String argument = colon < 0 ? how : how.substring(colon + 1);
    String word = (colon < 0 ? how : how.substring(0, colon)).toUpperCase(Locale.ROOT);
    return new Rule(
        path(words.getFirst()),
        path(adds ? target.substring(0, target.length() - 1) : target),
        adds,
        how.contains("|") ? How.WORDS : How.valueOf(word),
        argument);
  }

  private static List<String> path(String text) {
    return text.equals(".") || text.equals("-") ? List.of() : List.of(text.split("\\.", -1));
  }

  /// How a type of resource is carried over; empty if it is not.
  Optional<Shape> type(String type) {
    return Optional.ofNullable(types.get(type));
  }

  Shape part(String name) {
    Shape part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("no part " + name);
    }
    return part;
  }

  /// Whether an attribute of a type holds blocks.
  boolean isBlock(String type, String attribute) {
    Shape shape = types.get(type);
    return shape != null
        && shape.rules().stream()
            .filter(rule -> !rule.from().isEmpty() && rule.from().getFirst().equals(attribute))
            .anyMatch(rule ->
                rule.from().size() > 1 || rule.how() == How.EACH || rule.how() == How.PRESENT);
  }

  /// The names of all types.
  Iterable<String> types() {
    return types.keySet();
  }
}
