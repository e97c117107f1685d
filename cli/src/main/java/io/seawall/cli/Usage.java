package io.seawall.cli;

import java.util.List;

/// What a command takes, in a table that both the parser and the help read.
///
/// @param name of the command
/// @param operands as shown in help, such as `FROM TO [PORT]`
/// @param least operands that must be there
/// @param most operands that may be there
/// @param summary one line
/// @param details some lines on operands and results
/// @param examples whole command lines, each with what it does behind a `#`
record Usage(
    String name,
    String operands,
    int least,
    int most,
    String summary,
    List<String> details,
    List<Option> options,
    List<String> examples) {
  Usage {
    details = List.copyOf(details);
    options = List.copyOf(options);
    examples = List.copyOf(examples);
  }
}
