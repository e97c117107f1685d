package io.seawall.dialects;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import io.seawall.templates.Templates;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads resources of Azure written as JSON or in flow style, and prints complaints as a user sees
/// them.
public final class AzureText {
  private AzureText() {}

  /// The documents of a text, as if it came on standard input. What a template does not tell is
  /// complained of elsewhere.
  public static List<Document> documents(String text) {
    List<Document> documents = new ArrayList<>();
    List<Diagnostic> complaints = new ArrayList<>();
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    Templates templates = Templates.into(documents::add, _ -> {});
    Sources.of(List.of("-"), in, Limits.DEFAULT).read(templates::accept, complaints::add);
    templates.close();
    if (!complaints.isEmpty()) {
      throw new IllegalArgumentException("not well-formed: " + messages(complaints));
    }
    return documents;
  }

  /// What one dialect reads in these texts.
  public static Parsed<Facts> read(Dialect dialect, String... texts) {
    Dialect.Reading reading = dialect.open();
    for (String text : texts) {
      documents(text).forEach(reading::accept);
    }
    return reading.close();
  }

  /// All complaints, sorted, one after the other.
  public static String messages(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic d : diagnostics.stream().sorted().toList()) {
      String place =
          d.where().object() + (d.where().field().isEmpty() ? "" : ", " + d.where().field());
      out.append(d.where().place())
          .append(": ")
          .append(d.severity().name().toLowerCase(Locale.ROOT))
          .append(": ")
          .append(place)
          .append(" [")
          .append(d.code())
          .append("]\n  found ")
          .append(d.found())
          .append(", expected ")
          .append(d.expected())
          .append('\n');
      if (!d.help().isEmpty()) {
        out.append("  help: ").append(d.help()).append('\n');
      }
    }
    return out.toString();
  }

  /// A value without the places it was read at: two inputs that say the same in different shapes
  /// give the same.
  public static Object plain(Object value) {
    return switch (value) {
      case SourceRef _ -> "somewhere";
      case Optional<?> optional -> optional.map(AzureText::plain);
      case List<?> list -> list.stream().map(AzureText::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> out = new TreeMap<>();
        map.forEach((key, inner) -> out.put(key.toString(), plain(inner)));
        yield out;
      }
      case Record data -> plainRecord(data);
      default -> value;
    };
  }

  private static List<Object> plainRecord(Record data) {
    List<Object> out = new ArrayList<>();
    out.add(data.getClass().getSimpleName());
    for (RecordComponent component : data.getClass().getRecordComponents()) {
      try {
        out.add(plain(component.getAccessor().invoke(data)));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    return out;
  }
}
