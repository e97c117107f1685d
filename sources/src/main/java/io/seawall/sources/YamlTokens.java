package io.seawall.sources;

import static java.lang.Character.isLetterOrDigit;

import io.seawall.model.document.Node.ScalarKind;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// The values of one YAML text.
final class YamlTokens implements Tokens {
  private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

  private final YamlText text;
  private final ParserImpl parser;
  private final YamlProblems problems;
  private final int linesBefore;
  private int line;
  private String anchor = "";
  private YamlScalars.Typed scalar = new YamlScalars.Typed(ScalarKind.NULL, "");
  private boolean isMergeKey;

  /// @param size how many characters are read at a time
  YamlTokens(YamlText text, int firstLine, int size, Complaints complaints) {
    LoadSettings settings = settings(size);
    StreamReader reader = new StreamReader(settings, text);
    this.text = text;
    this.parser = new ParserImpl(settings, new LenientScanner(settings, reader));
    this.problems = new YamlProblems(firstLine - 1, complaints);
    this.linesBefore = firstLine - 1;
    this.line = firstLine;
  }

  /// Size is bounded by the reader of the text, depth and aliases by the reader of the tokens.
  private static LoadSettings settings(int size) {
    return LoadSettings.builder()
        .setBufferSize(size)
        .setCodePointLimit(Integer.MAX_VALUE)
        .setVersionFunction(UnaryOperator.identity())
        .build();
  }

  @Override
  public Token next() throws IOException {
    while (true) {
      Event event = event();
      line = linesBefore + event.getStartMark().orElseThrow().getLine() + 1;
      text.tokenEnds();
      switch (event.getEventId()) {
        case Scalar -> {
          anchored((NodeEvent) event);
          scalar((ScalarEvent) event);
          return Token.SCALAR;
        }
        case Alias -> {
          anchor = checked(((AliasEvent) event).getAlias());
          return Token.ALIAS;
        }
        case MappingStart -> {
          anchored((NodeEvent) event);
          return Token.MAPPING;
        }
        case SequenceStart -> {
          anchored((NodeEvent) event);
          return Token.SEQUENCE;
        }
        case MappingEnd, SequenceEnd -> {
          return Token.END;
        }
        case StreamEnd -> {
          return Token.FINISHED;
        }
        case StreamStart, DocumentStart, DocumentEnd, Comment -> {
          // Values of a text follow each other.
        }
      }
    }
  }

  private Event event() throws IOException {
    try {
      return parser.next();
    } catch (RuntimeException e) {
      // The library throws more than it says, for a bad escape for one.
      throw problems.of(e, line);
    }
  }

  private void anchored(NodeEvent event) throws Unreadable {
    anchor = event.getAnchor().isEmpty() ? "" : checked(event.getAnchor().get());
  }

  /// Kubernetes' reader ends a name before any other sign, and so reads `&app: web` otherwise than
  /// YAML 1.2. Source: go-yaml, yaml_parser_scan_anchor.
  private String checked(Anchor name) throws Unreadable {
    String value = name.getValue();
    if (!value.chars().allMatch(c -> c == '-' || c == '_' || (c < 0x80 && isLetterOrDigit(c)))) {
      throw problems.anchor(value, line);
    }
    return value;
  }

  private void scalar(ScalarEvent event) {
    Optional<String> tag = event.getTag();
    String value = event.getValue();
    isMergeKey = value.equals("<<") && (tag.isEmpty() ? event.isPlain() : isMerge(tag.get()));
    if (tag.isPresent()) {
      scalar = YamlScalars.tagged(tag.get(), value);
    } else if (event.isPlain()) {
      scalar = YamlScalars.plain(value);
    } else {
      scalar = new YamlScalars.Typed(ScalarKind.STRING, value);
    }
  }

  private static boolean isMerge(String tag) {
    return tag.equals(MERGE_TAG);
  }

  /// A second document would have been cut off as a part of its own.
  @Override
  public boolean hasOneRoot() {
    return true;
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public String text() {
    return scalar.text();
  }

  @Override
  public ScalarKind kind() {
    return scalar.kind();
  }

  @Override
  public String anchor() {
    return anchor;
  }

  @Override
  public boolean isMergeKey() {
    return isMergeKey;
  }
}
