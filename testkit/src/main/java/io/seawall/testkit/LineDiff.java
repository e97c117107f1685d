package io.seawall.testkit;

import java.util.ArrayList;
import java.util.List;

/// The lines that differ between two texts, with three lines of context, as `diff -u` prints them.
final class LineDiff {
  private static final int CONTEXT = 3;
  private static final int MOST_CELLS = 4_000_000;
  private static final int MOST_LINES = 400;

  private final List<String> before;
  private final List<String> after;
  private final List<String> lines = new ArrayList<>();

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /// The difference, at most 400 lines of it. Texts too unlike to align are printed one after the
  /// other.
  static String between(String before, String after) {
    var diff = new LineDiff(split(before), split(after));
    diff.align();
    return diff.hunks();
  }

  /// A last line without its line end counts as another line than one with it.
  private static List<String> split(String text) {
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.set(lines.size() - 1, lines.getLast() + " (no line end)");
    }
    return lines;
  }

  private void align() {
    var head = 0;
    while (head < before.size()
        && head < after.size()
        && before.get(head).equals(after.get(head))) {
      lines.add("  " + before.get(head++));
    }
    var endBefore = before.size();
    var endAfter = after.size();
    while (endBefore > head
        && endAfter > head
        && before.get(endBefore - 1).equals(after.get(endAfter - 1))) {
      endBefore--;
      endAfter--;
    }
    if ((long) (endBefore - head) * (endAfter - head) > MOST_CELLS) {
      before.subList(head, endBefore).forEach(line -> lines.add("- " + line));
      after.subList(head, endAfter).forEach(line -> lines.add("+ " + line));
    } else {
      alignMiddle(head, endBefore, endAfter);
    }
    before.subList(endBefore, before.size()).forEach(line -> lines.add("  " + line));
  }

  private void alignMiddle(int from, int endBefore, int endAfter) {
    var common = longestCommon(from, endBefore, endAfter);
    var i = 0;
    var j = 0;
    while (from + i < endBefore || from + j < endAfter) {
      if (from + i < endBefore
          && from + j < endAfter
          && before.get(from + i).equals(after.get(from + j))) {
        lines.add("  " + before.get(from + i++));
        j++;
      } else if (from + j >= endAfter
          || (from + i < endBefore && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + before.get(from + i++));
      } else {
        lines.add("+ " + after.get(from + j++));
      }
    }
  }

  /// How many lines the rests from i and j have in common.
  private int[][] longestCommon(int from, int endBefore, int endAfter) {
    var rows = endBefore - from;
    var columns = endAfter - from;
    var common = new int[rows + 1][columns + 1];
    for (var i = rows - 1; i >= 0; i--) {
      for (var j = columns - 1; j >= 0; j--) {
        common[i][j] =
            before.get(from + i).equals(after.get(from + j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private String hunks() {
    var text = new StringBuilder();
    var printed = 0;
    var skipping = false;
    for (var i = 0; i < lines.size(); i++) {
      if (nearAChange(i)) {
        text.append(skipping ? "  ...\n" : "").append(lines.get(i)).append('\n');
        skipping = false;
        if (++printed == MOST_LINES) {
          return text.append("  (more than ").append(MOST_LINES).append(" lines)\n").toString();
        }
      } else {
        skipping = true;
      }
    }
    return text.toString();
  }

  private boolean nearAChange(int line) {
    return lines
        .subList(Math.max(0, line - CONTEXT), Math.min(lines.size(), line + CONTEXT + 1))
        .stream()
        .anyMatch(text -> !text.startsWith("  "));
  }
}
