package io.seawall.cli;

import io.seawall.analysis.Options;
import io.seawall.dialects.Spelling;
import io.seawall.packets.AddressSet;
import io.seawall.reach.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The options that choose how the input is read.
final class Settings {
  private static final String NP_GUARD = "np-guard";

  private Settings() {}

  /// @param asked addresses that the question names
  static Options of(Arguments arguments, List<AddressSet> asked, Console console)
      throws WrongUsage {
    return new Options(
        engine(arguments),
        arguments.value(Option.CLUSTER),
        npGuard(arguments),
        asked,
        console.today());
  }

  private static Optional<Engine> engine(Arguments arguments) throws WrongUsage {
    Optional<String> name = arguments.value(Option.ENGINE);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Engine> engine = Engine.parse(name.get());
    if (engine.isEmpty()) {
      List<String> known = Arrays.stream(Engine.values()).map(Engine::label).toList();
      String near =
          Spelling.nearest(name.get(), known).map(n -> "did you mean " + n + "? ").orElse("");
      throw new WrongUsage(
          "there is no engine \"" + name.get() + "\"",
          near + "engines are " + String.join(", ", known));
    }
    return engine;
  }

  /// Whether the input is read as NP-Guard reads it.
  static boolean npGuard(Arguments arguments) throws WrongUsage {
    Optional<String> compat = arguments.value(Option.COMPAT);
    if (compat.isPresent() && !compat.get().equals(NP_GUARD)) {
      throw new WrongUsage(
          "there is no reading \"" + compat.get() + "\"", "--compat takes " + NP_GUARD);
    }
    return compat.isPresent();
  }
}
