package io.seawall.sources;

/// Where in a document the reading is, to name the field in a complaint.
final class Trail {
  private static final int NO_INDEX = -1;

  private final String[] keys;
  private final int[] indexes;

  Trail(int depth) {
    keys = new String[depth + 1];
    indexes = new int[depth + 1];
  }

  /// A mapping or list starts at a level; the reading is at none of its keys or items yet.
  void start(int level) {
    key(level, "");
  }

  /// The reading is at this key of the mapping at a level.
  void key(int level, String key) {
    keys[level] = key;
    indexes[level] = NO_INDEX;
  }

  /// The reading is at this item of the list at a level.
  void item(int level, int index) {
    indexes[level] = index;
  }

  /// The path down to a level, such as `spec.egress[0].to`.
  String path(int level) {
    StringBuilder path = new StringBuilder();
    for (int i = 1; i <= level; i++) {
      if (indexes[i] != NO_INDEX) {
        path.append('[').append(indexes[i]).append(']');
      } else if (!keys[i].isEmpty()) {
        path.append(path.isEmpty() ? "" : ".").append(keys[i]);
      }
    }
    return path.toString();
  }
}
