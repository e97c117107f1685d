package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.Diagnostic.Severity;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One walk over the files and folders that a user named.
final class Paths {
  /// Bytes that are looked at of a file that is not read.
  private static final int FIRST_BYTES = 2048;

  /// Folders in which tools keep versions of files: version control, and what the links of a
  /// mounted ConfigMap lead to.
  private static final Set<String> VERSIONS = Set.of(".git", ".hg", ".svn", "..data");

  private final Limits limits;
  private final Consumer<Document> documents;
  private final Consumer<Diagnostic> complaints;
  private final BicepFiles bicep;
  private final Renderings renderings;
  private final Set<Path> seen = new HashSet<>();
  private int files;

  /// @param environment by which programs are found that render folders
  Paths(
      Limits limits,
      Consumer<Document> documents,
      Consumer<Diagnostic> complaints,
      Map<String, String> environment) {
    this(
        limits,
        documents,
        complaints,
        new Renderings(limits, documents, complaints, environment, Renderer.LIMIT));
  }

  Paths(
      Limits limits,
      Consumer<Document> documents,
      Consumer<Diagnostic> complaints,
      Renderings renderings) {
    this.limits = limits;
    this.renderings = renderings;
    this.bicep = new BicepFiles(limits, documents, complaints);
    this.documents = documents;
    this.complaints = complaints;
  }

  /// Reads what a path leads to.
  void path(String named) {
    Path path;
    try {
      path = Path.of(named).normalize();
    } catch (InvalidPathException e) {
      noSuchFile(named);
      return;
    }
    String name = path.toString().replace('\\', '/');
    files = 0;
    if (named.isEmpty()) {
      noSuchFile(named); // an unset variable of a script, not the current folder
    } else if (Files.isDirectory(path)) {
      folder(path, name.isEmpty() || name.endsWith("/") ? name : name + "/", real(path), 0);
    } else if (!Files.exists(path)) {
      noSuchFile(named);
    } else {
      named(path, name);
    }
  }

  /// Ends the walk: reads the files that need those beside them.
  ///
  /// @param compiler looked for only if there are files for it
  void close(Supplier<Optional<Bicep>> compiler) {
    renderings.close(this::file);
    if (!bicep.isEmpty()) {
      Optional<Bicep> found = compiler.get();
      String help = found.isEmpty() ? FileKind.BICEP.help() : "";
      bicep.compile(found, (name, why) -> notRead(name, why, help));
    }
  }

  private void noSuchFile(String named) {
    complaints.accept(
        Diagnostic.error(
            "NO_SUCH_FILE",
            SourceRef.of(named, 0),
            "nothing there",
            "a file or folder",
            "check the spelling; - stands for standard input"));
  }

  private void named(Path file, String name) {
    FileKind kind = FileKind.of(fileName(file));
    switch (kind) {
      case BICEP -> bicep.add(file, name);
      case HCL, BICEP_PARAMETERS, HELM -> notRead(name, kind.what(), kind.help());
      case DATA, TERRAFORM, UNNAMED, OTHER -> file(file, name);
    }
  }

  /// @param prefix what comes before the names of entries, with a slash at its end
  /// @param root the folder that links must not leave
  private void folder(Path folder, String prefix, Path root, int depth) {
    if (!seen.add(real(folder))) {
      return;
    }
    if (depth > limits.depth()) {
      notRead(prefix, "more than " + limits.depth() + " folders inside each other", "");
      return;
    }
    if (renderings.chart(folder, prefix)) {
      return;
    }
    renderings.kustomization(folder, prefix);
    renderings
        .missing(folder, prefix)
        .ifPresent(one -> notRead(one.file(), one.what(), one.help()));
    for (Path entry : entries(folder, prefix)) {
      String name = prefix + fileName(entry);
      if (fileName(entry).startsWith(".")) {
        if (!VERSIONS.contains(fileName(entry))) {
          leftOut(entry, name, Files.isDirectory(entry) ? "a hidden folder" : "a hidden file", "");
        }
      } else if (Files.isSymbolicLink(entry) && !real(entry).startsWith(root)) {
        notRead(name, "a link that leaves the folder", "name its target to have it read");
      } else if (Files.isDirectory(entry)) {
        folder(entry, name + "/", root, depth + 1);
      } else if (files++ < limits.files()) {
        found(entry, name);
      } else {
        tooManyFiles(name);
        return;
      }
    }
  }

  private List<Path> entries(Path folder, String prefix) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted(Comparator.comparing(Paths::fileName)).toList();
    } catch (IOException e) {
      notReadable(prefix, e);
      return List.of();
    }
  }

  private void found(Path file, String name) {
    FileKind kind = FileKind.of(fileName(file));
    if (renderings.holds(file, name)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      notRead(name, "neither a file nor a folder", "");
      return;
    }
    switch (kind) {
      case DATA, TERRAFORM -> file(file, name);
      case UNNAMED -> unnamed(file, name);
      case BICEP -> bicep.add(file, name);
      case HCL, BICEP_PARAMETERS -> notRead(name, kind.what(), kind.help());
      case HELM, OTHER -> leftOut(file, name, kind.what(), kind.help());
    }
  }

  /// A file that is not read because of its name, though it may hold an object all the same.
  private void leftOut(Path file, String name, String what, String help) {
    if (!Files.isRegularFile(file) || !startsAnObject(file)) {
      notRead(name, what, help);
      return;
    }
    complaints.accept(
        Diagnostic.warning(
            "OBJECT_NOT_READ",
            SourceRef.of(name, 0),
            what + " that starts like an object of Kubernetes or Azure",
            "YAML or JSON: .yaml, .yml, .json or no extension",
            "it was not read, and may hold a policy; rename it if it counts, else move it away"));
  }

  private static boolean startsAnObject(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Sniff.isObject(in.readNBytes(FIRST_BYTES));
    } catch (IOException e) {
      return false;
    }
  }

  private void tooManyFiles(String name) {
    if (files == limits.files() + 1) {
      complaints.accept(
          Diagnostic.error(
              "FILE_LIMIT",
              SourceRef.of(name, 0),
              "more than " + limits.files() + " files in the folder",
              "at most " + limits.files(),
              "this file and those after it were not read; name a smaller folder"));
    }
  }

  /// A file without an extension that stands in a folder: if nothing in it can be read, it is
  /// probably not meant to be, and one note says so.
  private void unnamed(Path file, String name) {
    List<Diagnostic> held = new ArrayList<>();
    int[] count = new int[1];
    read(
        file,
        name,
        new Complaints(name, limits.complaints(), held::add),
        document -> {
          count[0]++;
          documents.accept(document);
        });
    if (count[0] == 0 && held.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      notRead(name, "a file without extension that is neither YAML nor JSON", "");
    } else {
      held.forEach(complaints);
    }
  }

  private void file(Path file, String name) {
    read(file, name, new Complaints(name, limits.complaints(), complaints), documents);
  }

  private void read(Path file, String name, Complaints about, Consumer<Document> out) {
    if (!seen.add(real(file))) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (FileKind.of(fileName(file)) == FileKind.TERRAFORM) {
        new HclReading(limits, about, out).read(in);
      } else {
        new Reading(limits, about, out).read(in);
      }
    } catch (IOException e) {
      notReadable(name, e);
    }
  }

  /// Reads a stream that is open already, and leaves it open.
  void stream(String name, InputStream in) {
    try {
      new Reading(limits, new Complaints(name, limits.complaints(), complaints), documents)
          .read(in);
    } catch (IOException e) {
      notReadable(name, e);
    }
  }

  private void notReadable(String name, IOException e) {
    complaints.accept(
        Diagnostic.error(
            "NOT_READABLE",
            SourceRef.of(name, 0),
            e instanceof AccessDeniedException ? "no permission to read it" : "an error in reading",
            "a file or folder that can be read",
            "what was read before counts, the rest is not known"));
  }

  private void notRead(String name, String found, String help) {
    complaints.accept(
        Diagnostic.note(
            "NOT_READ",
            SourceRef.of(name, 0),
            found,
            "YAML, JSON or Terraform: .yaml, .yml, .json, .tf, .tfvars or no extension",
            help));
  }

  static String fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /// Where a path leads to; the path itself if that cannot be told, as for a pipe.
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
