package io.seawall.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;

/// Writes JSON as a stream, fields in the order of the code, two columns a level, so that two
/// reports can be compared line by line.
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private Json() {}

  /// Something that writes one value.
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /// Something that writes one item of a list.
  @FunctionalInterface
  public interface Item<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  /// Writes one value and a line end. `out` stays open.
  public static void write(Writer out, Body body) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""));
      printer.indentObjectsWith(indenter);
      printer.indentArraysWith(indenter);
      json.setPrettyPrinter(printer);
      body.write(json);
    }
    out.write('\n');
  }

  /// Writes an object: what the body writes between its braces.
  public static void object(JsonGenerator json, Body body) throws IOException {
    json.writeStartObject();
    body.write(json);
    json.writeEndObject();
  }

  /// Writes a field that holds an object.
  public static void object(JsonGenerator json, String field, Body body) throws IOException {
    json.writeFieldName(field);
    object(json, body);
  }

  /// Writes a field that holds a list of objects.
  public static <T> void objects(
      JsonGenerator json, String field, Collection<? extends T> items, Item<T> each)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (T item : items) {
      object(json, inside -> each.write(inside, item));
    }
    json.writeEndArray();
  }

  /// Writes a field that holds a list of texts.
  public static void texts(JsonGenerator json, String field, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
