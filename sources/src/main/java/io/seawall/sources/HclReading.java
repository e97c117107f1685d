package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.sources.Unreadable.Extent;
import io.seawall.sources.hcl.Hcl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads a file of Terraform: one document, which says what is meant to be.
final class HclReading {
  private final Limits limits;
  private final Complaints complaints;
  private final Consumer<Document> documents;

  HclReading(Limits limits, Complaints complaints, Consumer<Document> documents) {
    this.limits = limits;
    this.complaints = complaints;
    this.documents = documents;
  }

  void read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(limits.stringLength() + 1);
    try {
      String text = text(bytes);
      String file = complaints.file();
      documents.accept(new Document(file, Hcl.read(file, text, complaints::add), true));
    } catch (Unreadable e) {
      complaints.add(e.complaint());
    }
  }

  private String text(byte[] bytes) throws Unreadable {
    if (bytes.length > limits.stringLength()) {
      throw unreadable(
          "DOCUMENT_LIMIT",
          "a file of more than " + limits.stringLength() + " bytes",
          "at most that many",
          "split it");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // The same answer as for a zero byte.
    }
    throw unreadable(
        "NOT_TEXT",
        "bytes that are no UTF-8 text",
        "a Terraform file as UTF-8 text",
        "the file was not read");
  }

  private Unreadable unreadable(String code, String found, String expected, String help) {
    return new Unreadable(
        Extent.FILE, Diagnostic.error(code, complaints.at(1), found, expected, help));
  }
}
