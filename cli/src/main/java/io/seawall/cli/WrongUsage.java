package io.seawall.cli;

/// A command line that cannot be carried out as it was typed. It is shown as a message and never as
/// a stack trace.
final class WrongUsage extends Exception {
  private static final long serialVersionUID = 1L;

  private final String help;

  /// @param message what was found
  /// @param help what to do instead
  WrongUsage(String message, String help) {
    super(message);
    this.help = help;
  }

  String help() {
    return help;
  }
}
