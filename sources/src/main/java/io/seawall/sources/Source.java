package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import java.util.function.Consumer;

/// Something that documents can be read from.
@FunctionalInterface
public interface Source {
  /// Reads everything, once and in a stable order. A document is handed over as soon as it is
  /// complete and is not kept; what cannot be read becomes a complaint and the reading goes on.
  void read(Consumer<Document> documents, Consumer<Diagnostic> complaints);
}
