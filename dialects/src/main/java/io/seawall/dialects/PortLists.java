package io.seawall.dialects;

import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists of ports in annotations: `80,443` and `1000-2000`.
public final class PortLists {
  private PortLists() {}

  /// Reads numbers and ranges with commas between them.
  ///
  /// @return empty if a part is neither
  public static Optional<Ports> read(String text) {
    List<Ports> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int dash = part.indexOf('-');
      int first = number(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : number(part.substring(dash + 1));
      if (first < 1 || last < first) {
        return Optional.empty();
      }
      all.add(Ports.range(first, last));
    }
    return Optional.of(Ports.union(all));
  }

  /// 0 if it is none.
  private static int number(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      return number > 0 && number <= Ports.LAST ? number : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
