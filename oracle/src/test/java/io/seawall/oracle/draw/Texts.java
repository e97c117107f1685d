package io.seawall.oracle.draw;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Trees as texts.
final class Texts {
  private Texts() {}

  static String yaml(Object tree) {
    return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build())
        .dumpToString(tree);
  }

  /// Strings here hold neither quotes nor control characters.
  static String json(Object tree) {
    return switch (tree) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> json(entry.getKey()) + ": " + json(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(Texts::json).collect(Collectors.joining(", ", "[", "]"));
      case String text -> "\"" + text + "\"";
      case Integer number -> number.toString();
      case Boolean bool -> bool.toString();
      default -> throw new IllegalArgumentException("not in a drawn tree: " + tree);
    };
  }
}
