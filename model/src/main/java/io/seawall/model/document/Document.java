package io.seawall.model.document;

/// One document of the input: a manifest, an item of a list, a resource.
///
/// @param file the file as the user named it; `-` for standard input
public record Document(String file, Node.Mapping root) {}
