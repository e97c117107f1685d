package io.seawall.dialects;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The properties of an Azure resource, or of one part of it, as facts. In a part that is left out
/// every property is left out; in one that is written as an expression, or as something that cannot
/// be read, every property is unresolved.
///
/// Keys are compared without regard to case: the REST API, the command line and the SDKs differ in
/// it.
///
/// Not safe for use by several threads.
public final class AzureProperties {
  private final Content content;
  private final SourceRef where;

  /// The parts that were asked for, by key in lower case, so that each is read and complained of
  /// once.
  private final Map<String, AzureProperties> parts = new TreeMap<>();

  private final Map<String, Fact<List<AzureProperties>>> lists = new TreeMap<>();

  /// How the part is written.
  private sealed interface Content {
    record Written(Fields fields) implements Content {}

    record Expression(String text) implements Content {}

    record Missing() implements Content {}
  }

  private AzureProperties(Content content, SourceRef where) {
    this.content = content;
    this.where = where;
  }

  /// The properties that are written in a mapping.
  public static AzureProperties of(Fields fields) {
    return new AzureProperties(new Content.Written(fields), fields.where());
  }

  /// A part of which nothing is known but what stands in its place.
  public static AzureProperties unresolved(String text, SourceRef where) {
    return new AzureProperties(new Content.Expression(text), where);
  }

  /// Where the part stands, or would stand.
  public SourceRef where() {
    return where;
  }

  /// The pairs of the mapping; empty if it is not written as one.
  public Optional<Fields> fields() {
    return content instanceof Content.Written(var fields) ? Optional.of(fields) : Optional.empty();
  }

  /// The expression in place of the mapping.
  public Optional<String> expression() {
    return content instanceof Content.Expression(var text) ? Optional.of(text) : Optional.empty();
  }

  /// A part of this part, by its keys from outside in.
  public AzureProperties in(String... keys) {
    AzureProperties part = this;
    for (String key : keys) {
      AzureProperties outer = part;
      part = outer.parts.computeIfAbsent(key.toLowerCase(Locale.ROOT), _ -> outer.read(key));
    }
    return part;
  }

  /// Every part by its key as written, for mappings whose keys are names. Nothing in them counts as
  /// misspelt.
  public List<Map.Entry<String, AzureProperties>> named() {
    List<Map.Entry<String, AzureProperties>> out = new ArrayList<>();
    fields()
        .ifPresent(fields -> {
          for (Entry entry : fields.entries()) {
            SourceRef at = where.at(where.field() + "." + entry.key(), entry.line());
            boolean isNull =
                entry.value() instanceof Scalar scalar && scalar.kind() == ScalarKind.NULL;
            out.add(
                Map.entry(
                    entry.key(),
                    isNull
                        ? new AzureProperties(new Content.Missing(), at)
                        : of(entry.value(), fields, at)));
          }
        });
    return out;
  }

  private AzureProperties read(String key) {
    return switch (content) {
      case Content.Expression _, Content.Missing _ -> new AzureProperties(content, inside(key));
      case Content.Written(var fields) -> {
        Optional<Node> node = fields.node(key);
        if (node.isEmpty()) {
          yield new AzureProperties(new Content.Missing(), fields.where(key));
        }
        yield of(node.get(), fields, fields.where(key));
      }
    };
  }

  private static AzureProperties of(Node node, Fields around, SourceRef at) {
    return switch (node) {
      case Mapping mapping -> of(around.sibling(mapping, at));
      case Unresolved(_, var expression) ->
          new AzureProperties(new Content.Expression(expression), at);
      case Clash clash -> new AzureProperties(new Content.Expression(clash.describe()), at);
      case Sequence _, Scalar _ -> {
        around.complain("WRONG_TYPE", at, node.describe(), "a mapping", "");
        yield new AzureProperties(new Content.Expression(node.describe()), at);
      }
    };
  }

  private SourceRef inside(String key) {
    return where.at(where.field().isEmpty() ? key : where.field() + "." + key, where.line());
  }

  /// A text; a number or boolean counts as one.
  public Fact<String> text(String key) {
    return switch (content) {
      case Content.Missing _ -> new Fact.Absent<>(inside(key));
      case Content.Expression(var text) -> new Fact.Unresolved<>(text, inside(key));
      case Content.Written(var fields) -> fields.textFact(key);
    };
  }

  /// A boolean, also as text.
  public Fact<Boolean> bool(String key) {
    return switch (content) {
      case Content.Missing _ -> new Fact.Absent<>(inside(key));
      case Content.Expression(var text) -> new Fact.Unresolved<>(text, inside(key));
      case Content.Written(var fields) -> fields.boolFact(key);
    };
  }

  /// A whole number that is not negative, also as text.
  public Fact<Integer> number(String key) {
    return switch (text(key)) {
      case Fact.Known<String>(var value, var at) -> {
        Optional<Integer> number = parse(value);
        if (number.isEmpty()) {
          complain(at, "the text \"" + value + "\"", "a whole number");
        }
        yield number
            .<Fact<Integer>>map(n -> new Fact.Known<>(n, at))
            .orElseGet(() -> new Fact.Unresolved<>(value, at));
      }
      case Fact.Null<String>(var at) -> new Fact.Null<>(at);
      case Fact.Absent<String>(var at) -> new Fact.Absent<>(at);
      case Fact.Unresolved<String>(var expression, var at) -> new Fact.Unresolved<>(expression, at);
    };
  }

  private static Optional<Integer> parse(String text) {
    try {
      int number = Integer.parseInt(text);
      return number < 0 ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void complain(SourceRef at, String found, String expected) {
    fields().ifPresent(fields -> fields.complain("WRONG_TYPE", at, found, expected, ""));
  }

  /// A list of texts. One with an expression in it is unresolved as a whole.
  public Fact<List<String>> texts(String key) {
    return switch (content) {
      case Content.Missing _ -> new Fact.Absent<>(inside(key));
      case Content.Expression(var text) -> new Fact.Unresolved<>(text, inside(key));
      case Content.Written(var fields) -> {
        Optional<String> expression =
            items(fields.node(key)).stream()
                .filter(Unresolved.class::isInstance)
                .map(item -> ((Unresolved) item).expression())
                .findFirst();
        yield expression
            .<Fact<List<String>>>map(text -> new Fact.Unresolved<>(text, fields.where(key)))
            .orElseGet(() -> fields.textsFact(key));
      }
    };
  }

  /// The id of a resource. Empty text, which some tools write for none, counts as null.
  public Fact<ResourceId> id(String key) {
    return switch (text(key)) {
      case Fact.Known<String>(var value, var at) ->
          value.isEmpty() ? new Fact.Null<>(at) : new Fact.Known<>(new ResourceId(value), at);
      case Fact.Null<String>(var at) -> new Fact.Null<>(at);
      case Fact.Absent<String>(var at) -> new Fact.Absent<>(at);
      case Fact.Unresolved<String>(var expression, var at) -> new Fact.Unresolved<>(expression, at);
    };
  }

  /// A resource that is named by a mapping with an `id`. Null if the mapping is written as null:
  /// nothing is attached.
  public Fact<ResourceId> reference(String key) {
    boolean isNull =
        fields().filter(fields -> fields.has(key) && fields.node(key).isEmpty()).isPresent();
    AzureProperties part = in(key);
    return isNull ? new Fact.Null<>(part.where()) : part.id("id");
  }

  /// The ids of resources in a list of texts.
  public Fact<List<ResourceId>> ids(String key) {
    return texts(key).map(ids -> ids.stream().map(ResourceId::new).toList());
  }

  /// The resources that a list names by mappings with an `id`. Unresolved as a whole where one of
  /// them is not known.
  public Fact<List<ResourceId>> references(String key) {
    return switch (children(key)) {
      case Fact.Absent<List<AzureProperties>>(var at) -> new Fact.Absent<>(at);
      case Fact.Null<List<AzureProperties>>(var at) -> new Fact.Null<>(at);
      case Fact.Unresolved<List<AzureProperties>>(var expression, var at) ->
          new Fact.Unresolved<>(expression, at);
      case Fact.Known<List<AzureProperties>>(var parts, var at) -> {
        List<ResourceId> ids =
            parts.stream().flatMap(part -> part.id("id").known().stream()).toList();
        yield ids.size() == parts.size()
            ? new Fact.Known<>(ids, at)
            : new Fact.Unresolved<>("one of the resources in " + key, at);
      }
    };
  }

  /// The parts in a list, each with its name or number in its path. An item that is an expression
  /// is a part in which nothing is resolved.
  public Fact<List<AzureProperties>> children(String key) {
    return switch (content) {
      case Content.Missing _ -> new Fact.Absent<>(inside(key));
      case Content.Expression(var text) -> new Fact.Unresolved<>(text, inside(key));
      case Content.Written(var fields) ->
          lists.computeIfAbsent(key.toLowerCase(Locale.ROOT), _ -> children(fields, key));
    };
  }

  private static Fact<List<AzureProperties>> children(Fields fields, String key) {
    SourceRef at = fields.where(key);
    Optional<Node> node = fields.node(key);
    if (node.isEmpty()) {
      return fields.has(key) ? new Fact.Null<>(at) : new Fact.Absent<>(at);
    }
    return switch (node.get()) {
      case Sequence list -> {
        List<AzureProperties> children = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
          Node item = list.items().get(i);
          String path = at.field() + "[" + label(item, i) + "]";
          children.add(of(item, fields, at.at(path, item.line())));
        }
        yield new Fact.Known<>(List.copyOf(children), at);
      }
      case Unresolved(_, var expression) -> new Fact.Unresolved<>(expression, at);
      case Clash clash -> new Fact.Unresolved<>(clash.describe(), at);
      case Mapping _, Scalar _ -> {
        fields.complain("WRONG_TYPE", at, node.get().describe(), "a list", "");
        yield new Fact.Unresolved<>(node.get().describe(), at);
      }
    };
  }

  /// The name of an item, where it has one that reads well, else its number.
  static String label(Node item, int index) {
    return item instanceof Mapping mapping
        ? find(mapping, "name")
            .flatMap(node -> node instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty())
            .filter(scalar -> scalar.kind() == ScalarKind.STRING)
            .map(Scalar::text)
            .filter(name -> !name.isEmpty() && name.length() <= 80)
            .orElse(Integer.toString(index))
        : Integer.toString(index);
  }

  /// The value under a key in any case.
  static Optional<Node> find(Mapping mapping, String key) {
    return Fields.Keys.ANY_CASE.find(mapping, key);
  }

  private static List<Node> items(Optional<Node> node) {
    return node.isPresent() && node.get() instanceof Sequence(_, var items) ? items : List.of();
  }

  /// Complains of names, here and in every part that was asked for, that are nearly those that were
  /// asked for.
  public void reportMisspelt() {
    fields().ifPresent(Fields::reportMisspelt);
    parts.values().forEach(AzureProperties::reportMisspelt);
    lists
        .values()
        .forEach(list -> list.known().orElse(List.of()).forEach(AzureProperties::reportMisspelt));
  }
}
