package io.seawall.cli;

import io.seawall.dialects.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was typed behind the name of a command.
final class Arguments {
  private final List<String> operands = new ArrayList<>();
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Arguments() {}

  /// Reads words against the table of a command. An option may stand anywhere; its value follows in
  /// the next word or behind `=`; after `--` everything is an operand.
  static Arguments parse(Usage usage, List<String> words) throws WrongUsage {
    Arguments arguments = new Arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        arguments.operands.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        arguments.operands.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      Option option = option(usage, name);
      if (!option.takesValue() && equals >= 0) {
        throw new WrongUsage(name + " takes no value", "type " + name + " alone");
      }
      String value = equals < 0 ? "" : word.substring(equals + 1);
      if (option.takesValue() && equals < 0) {
        if (i + 1 == words.size()) {
          throw new WrongUsage(
              name + " has no value", "type " + name + " " + option.label() + ": " + option.help());
        }
        value = words.get(++i);
      }
      arguments.values.computeIfAbsent(option.key(), _ -> new ArrayList<>()).add(value);
    }
    arguments.count(usage);
    return arguments;
  }

  private static Option option(Usage usage, String name) throws WrongUsage {
    List<String> known = new ArrayList<>();
    for (Option option : usage.options()) {
      if (option.names().contains(name)) {
        return option;
      }
      known.addAll(option.names());
    }
    String near = Spelling.nearest(name, known).map(n -> "did you mean " + n + "? ").orElse("");
    throw new WrongUsage(
        usage.name() + " has no option " + name,
        near + "seawall " + usage.name() + " --help lists them");
  }

  private void count(Usage usage) throws WrongUsage {
    if (has(Option.HELP)) {
      return;
    }
    if (operands.size() < usage.least() || operands.size() > usage.most()) {
      String found = operands.isEmpty() ? "nothing" : "\"" + String.join(" ", operands) + "\"";
      throw new WrongUsage(
          usage.name()
              + " takes "
              + (usage.operands().isEmpty() ? "no operand" : usage.operands())
              + ", found "
              + found,
          "seawall " + usage.name() + " --help shows examples");
    }
  }

  List<String> operands() {
    return operands;
  }

  boolean has(Option option) {
    return values.containsKey(option.key());
  }

  /// The value of an option, the last if it was typed several times.
  Optional<String> value(Option option) {
    List<String> all = all(option);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// Every value of an option that may be repeated.
  List<String> all(Option option) {
    return values.getOrDefault(option.key(), List.of());
  }
}
