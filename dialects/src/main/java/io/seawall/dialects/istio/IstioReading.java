package io.seawall.dialects.istio;

import io.seawall.dialects.Dialect;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import java.util.List;

/// One reading of one input.
final class IstioReading implements Dialect.Reading {
  @Override
  public boolean accept(Document document) {
    return false;
  }

  @Override
  public Parsed<Facts> close() {
    return new Parsed<>(Facts.NONE, List.of());
  }
}
