package io.seawall.templates.terraform;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.templates.terraform.expression.Budget;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// All modules of an input, by their folder.
final class Program {
  /// Modules inside each other. More is hostile.
  private static final int DEEPEST = 20;

  private static final int MOST_COPIES = 100_000;

  private int copies;
  private boolean exceeded;
  private final Map<String, Configuration> folders = new TreeMap<>();
  private final Budget budget = new Budget();
  private final Consumer<Diagnostic> complaints;

  Program(Consumer<Diagnostic> complaints) {
    this.complaints = complaints;
  }

  /// The configuration of a folder, which is empty at first.
  ///
  /// @param folder with a slash at its end, or empty text
  Configuration folder(String folder) {
    return folders.computeIfAbsent(folder, _ -> new Configuration());
  }

  Map<String, Configuration> folders() {
    return folders;
  }

  Budget budget() {
    return budget;
  }

  void complain(Diagnostic complaint) {
    complaints.accept(complaint);
  }

  /// Folders that no module of the input calls.
  Set<String> roots() {
    Set<String> roots = new HashSet<>(folders.keySet());
    folders.forEach((folder, configuration) ->
        configuration
            .calls()
            .values()
            .forEach(call ->
                called(folder, call).filter(c -> !c.equals(folder)).ifPresent(roots::remove)));
    return roots;
  }

  /// The folder of the input that a call leads to.
  Optional<String> called(String folder, Configuration.Block call) {
    return call.body()
        .text("source")
        .filter(source -> source.startsWith("./") || source.startsWith("../"))
        .map(source -> normalized(folder + source + "/"))
        .filter(folders::containsKey);
  }

  /// Source: RFC 3986, section 5.2.4, on dot segments.
  private static String normalized(String path) {
    ArrayDeque<String> out = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      boolean up = part.equals("..");
      if (up && !out.isEmpty() && !out.getLast().equals("..") && !out.getLast().isEmpty()) {
        out.removeLast();
      } else if (!part.equals(".")
          && (!part.isEmpty() || (out.isEmpty() && path.startsWith("/")))) {
        out.add(part);
      }
    }
    return out.isEmpty() ? "" : String.join("/", out) + "/";
  }

  /// Whether a module may call another at this depth.
  boolean mayEnter(int depth) {
    return depth < DEEPEST && !budget.isSpent();
  }

  /// The copies of a block, as long as there are not too many in all.
  Repetition limited(Repetition repetition, Configuration.Block block) {
    copies += repetition.copies().size();
    if (copies <= MOST_COPIES) {
      return repetition;
    }
    copies -= repetition.copies().size();
    if (!exceeded) {
      exceeded = true;
      complain(
          Diagnostic.error(
              "DOCUMENT_LIMIT",
              SourceRef.of(block.file(), block.body().line()),
              "more than " + MOST_COPIES + " resources and modules",
              "at most that many",
              "those of this block and of some after it were left out"));
    }
    return Repetition.NONE;
  }

  void moduleNotRead(Configuration.Block call, String why) {
    String source = call.body().text("source").orElse("no source");
    complain(
        Diagnostic.warning(
            "MODULE_NOT_READ",
            new SourceRef(call.file(), call.body().line(), "module " + call.name(), "source"),
            why.isEmpty() ? "a module that is not in the input: " + source : why,
            "a folder of the input, such as ./modules/network",
            "what it makes is not known; add its files, or give the plan:"
                + " terraform show -json PLAN > plan.json"));
  }
}
