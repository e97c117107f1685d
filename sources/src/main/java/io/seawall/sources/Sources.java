package io.seawall.sources;

import java.io.InputStream;
import java.util.List;

/// The sources that there are.
public final class Sources {
  private Sources() {}

  /// Files, folders and standard input.
  ///
  /// Files with the extension `.yaml`, `.yml` or `.json` and files without one are read, as YAML or
  /// JSON by their content; those with `.tf` or `.tfvars` as HCL; a file that is named itself is
  /// read whatever its extension, unless it is known to be in a language that only its own tool can
  /// read. Folders are walked in the order of names; hidden entries are left out, and links that
  /// lead out of the folder are not followed. A file is read once, however often it is named. Bicep
  /// is compiled by its own compiler, charts are rendered by Helm and kustomizations by Kustomize
  /// or kubectl, where those are installed.
  ///
  /// @param paths files and folders; `-` is standard input
  public static Source of(List<String> paths, InputStream stdin, Limits limits) {
    List<String> named = List.copyOf(paths);
    return (documents, complaints) -> {
      Paths walk = new Paths(limits, documents, complaints, System.getenv());
      for (String path : named) {
        if (path.equals("-")) {
          walk.stream("-", stdin);
        } else {
          walk.path(path);
        }
      }
      walk.close(() -> Bicep.in(System.getenv()));
    };
  }
}
