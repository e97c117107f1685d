package io.seawall.cli;

import java.io.IOException;

/// One command. To add one: a class here, and a line in [Commands#ALL].
interface Command {
  /// The name that is typed.
  String name();

  /// What it takes.
  Usage usage();

  /// Carries it out.
  Exit run(Arguments arguments, Console console) throws WrongUsage, IOException;
}
