package io.seawall.sources;

import io.seawall.model.document.Document;
import io.seawall.sources.Unreadable.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads the documents of one file.
final class Reading {
  /// Characters that are read at a time; fewer for a short part, since there may be very many.
  private static final int MOST_AT_A_TIME = 1 << 16;

  private final Limits limits;
  private final Complaints complaints;
  private final Consumer<Document> documents;

  Reading(Limits limits, Complaints complaints, Consumer<Document> documents) {
    this.limits = limits;
    this.complaints = complaints;
    this.documents = documents;
  }

  void read(InputStream in) throws IOException {
    try {
      Parts parts = Parts.of(in, complaints);
      while (parts.next()) {
        read(parts);
      }
    } catch (Unreadable e) {
      complaints.add(e.complaint());
    }
  }

  private void read(Parts parts) throws IOException {
    try {
      byte[] start = parts.start();
      if (parts.isWhole() && Sniff.isEmpty(start)) {
        return;
      }
      int json = Sniff.json(start);
      if (json >= 0) {
        parts.skip(json);
        readJson(parts);
      } else {
        readYaml(parts, parts.isWhole() ? start.length + 1 : MOST_AT_A_TIME);
      }
    } catch (Unreadable e) {
      if (e.extent() == Extent.FILE) {
        throw e;
      }
      complaints.add(e.complaint());
    }
  }

  private void readJson(Parts parts) throws IOException {
    try (JsonTokens tokens =
        new JsonTokens(parts.stream(), parts.firstLine(), limits, complaints)) {
      read(tokens);
    }
  }

  private void readYaml(Parts parts, int size) throws IOException {
    try (YamlText text =
        new YamlText(parts.stream(), parts.firstLine(), size, limits, complaints)) {
      read(new YamlTokens(text, parts.firstLine(), size, complaints));
    }
  }

  private void read(Tokens tokens) throws IOException {
    new Documents(new Composer(tokens, limits, complaints), complaints, documents).read();
  }
}
