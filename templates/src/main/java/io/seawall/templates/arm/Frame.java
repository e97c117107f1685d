package io.seawall.templates.arm;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What names mean at one place of a template.
///
/// @param loops the number of the copy that is made, by the name of the loop in lower case; that of
///   the resource under the empty name
/// @param lambdas the arguments of lambda functions by their names in lower case
/// @param depth how many evaluations stand inside each other
record Frame(Scope scope, Map<String, Value> loops, Map<String, Value> lambdas, int depth) {
  static Frame of(Scope scope, int depth) {
    return new Frame(scope, Map.of(), Map.of(), depth);
  }

  Frame deeper() {
    return new Frame(scope, loops, lambdas, depth + 1);
  }

  /// In a loop of a resource, which is meant where none is named.
  Frame resourceLoop(String name, Value index) {
    return new Frame(scope, with(with(loops, name, index), "", index), lambdas, depth);
  }

  Frame loop(String name, Value index) {
    Map<String, Value> inner = with(loops, name, index);
    return new Frame(scope, loops.containsKey("") ? inner : with(inner, "", index), lambdas, depth);
  }

  Frame lambda(String name, Value argument) {
    return new Frame(scope, loops, with(lambdas, name, argument), depth);
  }

  Optional<Value> loopIndex(String name) {
    return Optional.ofNullable(loops.get(name.toLowerCase(Locale.ROOT)));
  }

  Optional<Value> argument(String name) {
    return Optional.ofNullable(lambdas.get(name.toLowerCase(Locale.ROOT)));
  }

  private static Map<String, Value> with(Map<String, Value> map, String name, Value value) {
    Map<String, Value> out = new HashMap<>(map);
    out.put(name.toLowerCase(Locale.ROOT), value);
    return Map.copyOf(out);
  }
}
