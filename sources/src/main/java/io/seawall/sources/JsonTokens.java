package io.seawall.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.seawall.model.document.Node.ScalarKind;
import java.io.IOException;
import java.io.InputStream;

/// The values of JSON text (RFC 8259); several may follow each other, as with JSON lines.
final class JsonTokens implements Tokens, AutoCloseable {
  static final int NUMBER_LENGTH = 1_000;
  static final int KEY_LENGTH = 50_000;

  private final JsonParser parser;
  private final int linesBefore;
  private final JsonProblems problems;
  private JsonToken token = JsonToken.NOT_AVAILABLE;

  JsonTokens(InputStream text, int firstLine, Limits limits, Complaints complaints)
      throws IOException {
    this.parser = factory(limits).createParser(text);
    this.linesBefore = firstLine - 1;
    this.problems = new JsonProblems(linesBefore, limits, complaints);
  }

  /// The depth is bounded by the reader of the tokens; the bound here is the one for skipping.
  private static JsonFactory factory(Limits limits) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depthToSkip() + 1)
                .maxStringLength(limits.stringLength())
                .maxNameLength(KEY_LENGTH)
                .maxNumberLength(NUMBER_LENGTH)
                .build())
        .build();
  }

  @Override
  public Token next() throws IOException {
    try {
      JsonToken next = parser.nextToken();
      if (next == null) {
        return Token.FINISHED;
      }
      token = next;
      if (next == JsonToken.VALUE_STRING) {
        // Reads it to its end, so that every error shows here.
        parser.getTextLength();
      }
    } catch (JsonProcessingException e) {
      throw problems.of(e, parser);
    }
    return switch (token) {
      case START_OBJECT -> Token.MAPPING;
      case START_ARRAY -> Token.SEQUENCE;
      case END_OBJECT, END_ARRAY -> Token.END;
      case FIELD_NAME,
          VALUE_STRING,
          VALUE_NUMBER_INT,
          VALUE_NUMBER_FLOAT,
          VALUE_TRUE,
          VALUE_FALSE,
          VALUE_NULL ->
          Token.SCALAR;
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("a token that text does not have");
    };
  }

  @Override
  public boolean hasOneRoot() {
    return false;
  }

  @Override
  public int line() {
    return linesBefore + parser.currentTokenLocation().getLineNr();
  }

  @Override
  public String text() {
    try {
      String text = parser.getText();
      return switch (token) {
        case VALUE_NUMBER_FLOAT -> Numbers.floating(text);
        case VALUE_NUMBER_INT -> text.equals("-0") ? "0" : text;
        case VALUE_NULL -> "";
        default -> text;
      };
    } catch (IOException e) {
      throw new IllegalStateException("the token was read to its end", e);
    }
  }

  @Override
  public ScalarKind kind() {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ScalarKind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> ScalarKind.BOOLEAN;
      case VALUE_NULL -> ScalarKind.NULL;
      default -> ScalarKind.STRING;
    };
  }

  @Override
  public String anchor() {
    return "";
  }

  @Override
  public boolean isMergeKey() {
    return false;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
