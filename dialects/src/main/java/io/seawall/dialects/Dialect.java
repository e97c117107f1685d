package io.seawall.dialects;

import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;

/// A language of objects that Seawall reads, recognised by the content of a document and never by
/// the name of its file.
public interface Dialect {
  /// Starts to read one input.
  Reading open();

  /// One reading of one input: documents go in one by one, so that a large input is never held
  /// whole.
  interface Reading {
    /// Takes a document if it is of this dialect.
    ///
    /// @return false if it is not, and nothing was taken
    boolean accept(Document document);

    /// Everything that was read, and every complaint.
    Parsed<Facts> close();
  }
}
