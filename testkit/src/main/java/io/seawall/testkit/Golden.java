package io.seawall.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One golden folder: inputs named `in-*`, and one `out.*` file for each text that a run must
/// yield.
///
/// ```java
/// try (var golden = Golden.folder(folder)) {
///   golden.check("out.txt", run(golden.inputs()));
/// }
/// ```
///
/// Closing it fails on any file that was neither read as input nor compared. Files are rewritten,
/// and missing ones made, only under `-Dseawall.golden=write`.
public final class Golden implements AutoCloseable {
  private final Path folder;
  private final Set<Path> used = new HashSet<>();
  private boolean failed;

  private Golden(Path folder) {
    this.folder = folder;
  }

  /// The golden case in this folder.
  ///
  /// @throws AssertionError if there is no such folder
  public static Golden folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new AssertionError("no golden folder " + folder);
    }
    return new Golden(folder);
  }

  /// The folders directly under `root`, by name: one golden case each.
  ///
  /// @throws AssertionError if there is none, since a suite without cases proves nothing
  public static List<Path> cases(Path root) {
    var folders =
        Files.isDirectory(root)
            ? list(root).stream().filter(Files::isDirectory).toList()
            : List.<Path>of();
    if (folders.isEmpty()) {
      throw new AssertionError("no golden folders under " + root);
    }
    return folders;
  }

  /// The name of the folder.
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /// The files and folders named `in-*`, by name. All of them count as used.
  public List<Path> inputs() {
    var inputs = list(folder).stream().filter(Golden::isInput).toList();
    used.addAll(inputs);
    return inputs;
  }

  /// Compares a result with the file of that name, and counts the file as used.
  ///
  /// @throws AssertionError with a line-by-line difference, or if there is no such file
  public void check(String file, String actual) {
    used.add(folder.resolve(file));
    try {
      compare(folder.resolve(file), actual);
    } catch (AssertionError difference) {
      failed = true;
      throw difference;
    }
  }

  /// Fails on files that nobody used. Silent after a failed `check`, which says more.
  @Override
  public void close() {
    var unused = new ArrayList<>(list(folder));
    unused.removeAll(used);
    if (!failed && !unused.isEmpty()) {
      throw new AssertionError(
          "golden folder "
              + folder
              + " has files that the test does not use: "
              + unused.stream().map(Path::getFileName).toList());
    }
  }

  /// Compares a result with one golden file.
  ///
  /// @throws AssertionError with a line-by-line difference, or if there is no such file
  public static void compare(Path file, String actual) {
    try {
      if ("write".equals(System.getProperty("seawall.golden"))) {
        Files.writeString(file, actual);
      } else if (!Files.exists(file)) {
        throw new AssertionError(
            "no golden file "
                + file
                + "; -Dseawall.golden=write makes it. The result was:\n"
                + actual);
      } else {
        var expected = Files.readString(file);
        if (!expected.equals(actual)) {
          throw new AssertionError(
              file
                  + " differs (- the file, + the result; -Dseawall.golden=write rewrites it)\n"
                  + LineDiff.between(expected, actual));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInput(Path path) {
    return String.valueOf(path.getFileName()).startsWith("in-");
  }

  private static List<Path> list(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
