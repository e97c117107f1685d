package io.seawall.templates;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import java.util.function.Consumer;

/// A language that describes resources by expressions: an ARM template, a Terraform module or plan.
public interface TemplateLanguage {
  /// Starts to read one input.
  ///
  /// @param documents takes what the templates describe, with values in place of expressions
  /// @param complaints takes what cannot be carried out
  Reading open(Consumer<Document> documents, Consumer<Diagnostic> complaints);

  /// One reading of one input.
  interface Reading {
    /// Takes a document if it is of this language. It may be held until [#close], since the files
    /// of one module or the parameters of one template come in any order.
    ///
    /// @return false if it is not, and nothing was taken
    boolean accept(Document document);

    /// Hands on everything that was held.
    void close();
  }
}
