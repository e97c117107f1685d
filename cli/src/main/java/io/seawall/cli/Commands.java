package io.seawall.cli;

import java.util.List;
import java.util.Optional;

/// The list of commands.
final class Commands {
  /// Every command, in the order of the help.
  static final List<Command> ALL =
      List.of(
          new CheckCommand(),
          new CanCommand(),
          new WhyCommand(),
          new WhoCanCommand(),
          new WhatCanCommand(),
          new MapCommand(),
          new DiffCommand(),
          new TestCommand(),
          new DemoCommand());

  private Commands() {}

  static Optional<Command> find(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }
}
