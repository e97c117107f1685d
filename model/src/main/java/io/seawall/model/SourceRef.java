package io.seawall.model;

/// Where a fact or a rule was read.
///
/// @param file the file as the user named it, or an API path
/// @param line counted from 1; 0 if the input has no lines
/// @param object the object in the words of its dialect, such as `NetworkPolicy shop/web`; empty
///   outside any object
/// @param field the path inside the object, such as `spec.egress[0].to`; empty for the object
///   itself
public record SourceRef(String file, int line, String object, String field) {
  /// A place outside of any object.
  public static SourceRef of(String file, int line) {
    return new SourceRef(file, line, "", "");
  }

  /// A field of the same object.
  public SourceRef at(String field, int line) {
    return new SourceRef(file, line, object, field);
  }

  /// `file:line`, or the file alone.
  public String place() {
    return line > 0 ? file + ":" + line : file;
  }
}
