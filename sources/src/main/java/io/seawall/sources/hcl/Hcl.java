package io.seawall.sources.hcl;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Node.Mapping;
import java.util.function.Consumer;

/// Files in the native syntax of HCL.
public final class Hcl {
  private Hcl() {}

  /// Reads a file into the tree that Terraform's JSON syntax has for it: a block is a mapping in a
  /// list, under its type and labels; a literal is a scalar; a list and an object are written out;
  /// any other expression is a text of the form `${...}`.
  ///
  /// @param complaints takes what is no HCL; everything beside it is read
  public static Mapping read(String file, String text, Consumer<Diagnostic> complaints) {
    return new BodyReader(file, text, complaints).read();
  }
}
