package io.seawall.dialects;

import io.seawall.dialects.kubernetes.KubernetesDialect;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import java.util.ArrayList;
import java.util.List;

/// The list of dialects.
public final class Dialects {
  /// Every dialect, in the order in which they are offered a document.
  public static final List<Dialect> ALL = List.of(new KubernetesDialect());

  private Dialects() {}

  /// Starts a reading in all dialects at once. A document that none of them takes is complained of.
  public static Dialect.Reading open() {
    List<Dialect.Reading> readings = ALL.stream().map(Dialect::open).toList();
    List<Diagnostic> strangers = new ArrayList<>();
    return new Dialect.Reading() {
      @Override
      public boolean accept(Document document) {
        boolean taken = readings.stream().anyMatch(reading -> reading.accept(document));
        if (!taken) {
          strangers.add(stranger(document));
        }
        return taken;
      }

      @Override
      public Parsed<Facts> close() {
        Facts facts = Facts.NONE;
        List<Diagnostic> diagnostics = new ArrayList<>(strangers);
        for (Dialect.Reading reading : readings) {
          Parsed<Facts> parsed = reading.close();
          facts = facts.plus(parsed.value());
          diagnostics.addAll(parsed.diagnostics());
        }
        return new Parsed<>(facts, diagnostics);
      }
    };
  }

  private static Diagnostic stranger(Document document) {
    return Diagnostic.note(
        "NOT_UNDERSTOOD",
        SourceRef.of(document.file(), document.root().line()),
        "a document of an unknown kind",
        "a Kubernetes object (apiVersion and kind) or an Azure resource (id or type)",
        "it is left out");
  }
}
