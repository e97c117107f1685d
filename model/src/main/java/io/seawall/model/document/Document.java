package io.seawall.model.document;

/// One document of the input: a manifest, an item of a list, a resource.
///
/// @param file the file as the user named it; `-` for standard input
/// @param intended whether it says what is meant to be, as templates and plans do, and not what is
public record Document(String file, Node.Mapping root, boolean intended) {
  /// A document that says what is.
  public Document(String file, Node.Mapping root) {
    this(file, root, false);
  }
}
