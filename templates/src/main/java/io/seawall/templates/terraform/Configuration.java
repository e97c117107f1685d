package io.seawall.templates.terraform;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the files of one folder declare, as written.
///
/// Source: Terraform language documentation, "Files and Configuration Structure".
final class Configuration {
  /// A block with two labels or one.
  ///
  /// @param type empty for blocks with one label
  record Block(String file, boolean isData, String type, String name, Mapping body) {}

  private final List<Block> resources = new ArrayList<>();
  private final Map<String, Block> variables = new LinkedHashMap<>();
  private final Map<String, Node> locals = new LinkedHashMap<>();
  private final Map<String, Block> outputs = new LinkedHashMap<>();
  private final Map<String, Block> calls = new LinkedHashMap<>();

  /// Values of variables by the name of the file that gives them, in the order of names.
  private final Map<String, Mapping> values = new TreeMap<>();

  void add(Document document) {
    String file = document.file();
    for (Entry entry : document.root().entries()) {
      switch (entry.key()) {
        case "resource", "data" -> {
          for (Entry type : named(entry.value())) {
            for (Entry name : named(type.value())) {
              bodies(name.value())
                  .forEach(body ->
                      resources.add(
                          new Block(
                              file, entry.key().equals("data"), type.key(), name.key(), body)));
            }
          }
        }
        case "variable" -> single(file, entry.value(), variables);
        case "output" -> single(file, entry.value(), outputs);
        case "module" -> single(file, entry.value(), calls);
        case "locals" ->
            bodies(entry.value())
                .forEach(body ->
                    body.entries().forEach(local -> locals.put(local.key(), local.value())));
        default -> {} // terraform, provider, moved, import, check: say nothing of resources
      }
    }
  }

  private static void single(String file, Node node, Map<String, Block> into) {
    for (Entry name : named(node)) {
      for (Mapping body : bodies(name.value())) {
        into.putIfAbsent(name.key(), new Block(file, false, "", name.key(), body));
      }
    }
  }

  /// The pairs of a mapping, or of all mappings of a list: the JSON syntax has both.
  private static List<Entry> named(Node node) {
    return bodies(node).stream().flatMap(mapping -> mapping.entries().stream()).toList();
  }

  private static List<Mapping> bodies(Node node) {
    return switch (node) {
      case Mapping mapping -> List.of(mapping);
      case Sequence(_, var items) -> items.stream().flatMap(item -> bodies(item).stream()).toList();
      case Node.Clash(var first, var last) -> {
        List<Mapping> all = new ArrayList<>(bodies(first.value()));
        all.addAll(bodies(last.value()));
        yield all;
      }
      case Node.Scalar _, Node.Unresolved _ -> List.of();
    };
  }

  /// Takes a file that gives values to variables and is applied without being named.
  void addValues(String order, Mapping root) {
    values.put(order, root);
  }

  boolean isModule() {
    return !resources.isEmpty()
        || !variables.isEmpty()
        || !locals.isEmpty()
        || !outputs.isEmpty()
        || !calls.isEmpty();
  }

  List<Block> resources() {
    return resources;
  }

  Map<String, Block> variables() {
    return variables;
  }

  Map<String, Node> locals() {
    return locals;
  }

  Map<String, Block> outputs() {
    return outputs;
  }

  Map<String, Block> calls() {
    return calls;
  }

  /// The values that files give to the variables; the last file counts.
  Map<String, Node> values() {
    Map<String, Node> out = new LinkedHashMap<>();
    values
        .values()
        .forEach(root -> root.entries().forEach(entry -> out.put(entry.key(), entry.value())));
    return out;
  }
}
