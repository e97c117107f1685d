package io.seawall.cli;

import io.seawall.reports.Text;
import java.util.List;

/// Help in words.
final class Help {
  private static final int WIDTH = 96;

  private Help() {}

  /// All commands.
  static String overview() {
    StringBuilder text = new StringBuilder();
    text.append("Seawall: which packet can go where in and around an AKS cluster, proved.\n\n");
    text.append("usage: seawall COMMAND [ARGUMENTS]\n\n");
    for (Command command : Commands.ALL) {
      Usage usage = command.usage();
      text.append(
          String.format("  %-22s %s\n", usage.name() + " " + usage.operands(), usage.summary()));
    }
    text.append(
        """

        seawall COMMAND --help shows the options of a command, with examples; seawall --version
        the version. Exit codes: 0 nothing refuted (or yes), 1 something refuted (or no), 2 wrong
        usage, 3 input unreadable or nothing to judge, 4 undecided, 5 a fault of Seawall.

        Start with: seawall demo
        """);
    return text.toString();
  }

  /// One command.
  static String of(Usage usage) {
    StringBuilder text = new StringBuilder();
    text.append("usage: seawall ").append((usage.name() + " " + usage.operands()).strip());
    text.append(" [OPTIONS]\n\n").append(usage.summary()).append("\n\n");
    for (String detail : usage.details()) {
      Text.wrap(detail, WIDTH).forEach(line -> text.append(line).append('\n'));
    }
    text.append(usage.details().isEmpty() ? "" : "\n").append("options:\n");
    int width = usage.options().stream().mapToInt(option -> names(option).length()).max().orElse(0);
    for (Option option : usage.options()) {
      List<String> lines = Text.wrap(option.help(), WIDTH - width - 4);
      text.append(String.format("  %-" + width + "s  %s\n", names(option), lines.getFirst()));
      for (String line : lines.subList(1, lines.size())) {
        text.append(" ".repeat(width + 4)).append(line).append('\n');
      }
    }
    text.append("\nexamples:\n");
    usage.examples().forEach(example -> text.append("  ").append(example).append('\n'));
    return text.toString();
  }

  private static String names(Option option) {
    return String.join(", ", option.names()) + (option.takesValue() ? " " + option.label() : "");
  }
}
