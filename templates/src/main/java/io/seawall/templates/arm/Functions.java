package io.seawall.templates.arm;

import io.seawall.templates.arm.Function.Arguments;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every function whose result depends on its arguments alone. Names are compared without regard to
/// case.
///
/// `uniqueString` and `guid` are none of them: how they are computed is not documented. Two calls
/// with the same arguments are still known to be equal.
final class Functions {
  private static final Map<String, Function> ALL = all();

  private Functions() {}

  private static Map<String, Function> all() {
    Map<String, Function> all = new HashMap<>();
    List.of(
            TextFunctions.ALL,
            NumberFunctions.ALL,
            ArrayFunctions.ALL,
            ObjectFunctions.ALL,
            AddressFunctions.ALL)
        .forEach(all::putAll);
    return Map.copyOf(all);
  }

  /// The result; empty if it is not known, or if there is no such function.
  static Optional<Value> call(String name, Arguments arguments) {
    Function function = ALL.get(name.toLowerCase(Locale.ROOT));
    return function == null ? Optional.empty() : function.of(arguments);
  }
}
