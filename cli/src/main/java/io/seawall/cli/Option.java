package io.seawall.cli;

import java.util.List;

/// Something that starts with a dash on a command line.
///
/// @param names as typed, the long one last
/// @param label what its value is called in help; empty if it takes none
/// @param help one line
record Option(List<String> names, String label, String help) {
  static final Option HELP = flag("-h", "--help", "shows this help");
  static final Option VERBOSE =
      flag(
          "-v",
          "--verbose",
          "all findings, notes on the input one by one, stack traces of faults of ours");
  static final Option NO_COLOR =
      flag("--no-color", "no colour (nor does NO_COLOR or anything but a terminal get any)");
  static final Option OUTPUT = value("--output", "FILE", "where the result goes (default: stdout)");
  static final Option ENGINE =
      value("--engine", "NAME", "who enforces policies: azure, calico, cilium or none");
  static final Option CLUSTER = value("--cluster", "NAME", "the one cluster of several to look at");
  static final Option CONFIG =
      value("--config", "FILE", "what the team declares (default: seawall.yaml here or in PATH)");
  static final Option STRICT = flag("--strict", "UNKNOWN fails, too (exit code 4)");
  static final Option COMPAT =
      value("--compat", "np-guard", "reads policies as netpol-analyzer and roxctl do");
  static final Option INPUT =
      value("--input", "PATH", "file or folder to read, - for stdin; may be repeated (default: .)");

  Option {
    names = List.copyOf(names);
  }

  static Option flag(String... namesAndHelp) {
    List<String> parts = List.of(namesAndHelp);
    return new Option(parts.subList(0, parts.size() - 1), "", parts.getLast());
  }

  static Option value(String name, String label, String help) {
    return new Option(List.of(name), label, help);
  }

  /// The format of the result, with the names that the command knows.
  static Option format(String known) {
    return new Option(List.of("-o", "--format"), "FORMAT", "one of " + known);
  }

  boolean takesValue() {
    return !label.isEmpty();
  }

  /// The name by which commands ask for it.
  String key() {
    return names.getLast();
  }
}
