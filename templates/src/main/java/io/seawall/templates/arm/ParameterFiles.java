package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Which values the parameter files of the input give to the parameters of its templates.
///
/// A file belongs to the template in its folder with whose name its own starts
/// (`aks.parameters.prod.json` to `aks.json`), else to the only template of the folder.
///
/// Source: Azure Resource Manager, "Create Resource Manager parameter file".
final class ParameterFiles {
  private final Consumer<Diagnostic> complaints;
  private final List<Document> files = new ArrayList<>();

  ParameterFiles(Consumer<Diagnostic> complaints) {
    this.complaints = complaints;
  }

  /// Whether a document gives values to parameters.
  static boolean is(Mapping root) {
    return Template.schema(root)
        .filter(schema -> schema.contains("deploymentparameters.json"))
        .isPresent();
  }

  void add(Document file) {
    files.add(file);
  }

  /// The templates, each with what the files give to it.
  List<Template> given(List<Document> templates) {
    Map<Document, List<Document>> byTemplate = new LinkedHashMap<>();
    templates.forEach(template -> byTemplate.put(template, new ArrayList<>()));
    for (Document file : files) {
      Optional<Document> template = template(file, templates);
      template.ifPresentOrElse(
          one -> byTemplate.getOrDefault(one, new ArrayList<>()).add(file), () -> tellAlone(file));
    }
    return byTemplate.entrySet().stream()
        .map(pair -> new Template(pair.getKey(), values(pair.getValue())))
        .toList();
  }

  private void tellAlone(Document file) {
    complaints.accept(
        Diagnostic.note(
            "NO_TEMPLATE",
            SourceRef.of(file.file(), file.root().line()),
            "values of parameters, and no template that they are meant for",
            "NAME.json beside NAME.parameters.json, or one template in the folder",
            "the values are not used; give the template along with them"));
  }

  private static Optional<Document> template(Document file, List<Document> templates) {
    List<Document> beside =
        templates.stream().filter(one -> folder(one).equals(folder(file))).toList();
    return beside.stream()
        .filter(one -> isNamedAfter(file, one))
        .max((a, b) -> Integer.compare(stem(a).length(), stem(b).length()))
        .or(() -> beside.size() == 1 ? Optional.of(beside.getFirst()) : Optional.empty());
  }

  private static boolean isNamedAfter(Document file, Document template) {
    String name = name(file);
    String stem = stem(template);
    return name.startsWith(stem + ".")
        || name.startsWith(stem + "-")
        || name.startsWith(stem + "_");
  }

  private static String folder(Document document) {
    return document.file().substring(0, document.file().lastIndexOf('/') + 1);
  }

  private static String name(Document document) {
    return document.file().substring(document.file().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private static String stem(Document template) {
    String name = name(template);
    return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
  }

  /// What the files of one template give. Where they differ, nobody can tell which of them is
  /// deployed.
  private Map<String, Value> values(List<Document> of) {
    Map<String, Given> given = new HashMap<>();
    for (Document file : of) {
      for (Entry entry :
          Scope.section(file.root(), "parameters").map(Mapping::entries).orElse(List.of())) {
        Given one = new Given(value(entry, file), file, entry);
        given.merge(entry.key().toLowerCase(Locale.ROOT), one, this::joined);
      }
    }
    Map<String, Value> values = new HashMap<>();
    given.forEach((name, one) -> values.put(name, one.value()));
    return values;
  }

  private record Given(Value value, Document file, Entry entry) {}

  /// A secret that is kept elsewhere is never looked up.
  private static Value value(Entry entry, Document file) {
    Optional<Node> value =
        entry.value() instanceof Mapping parameter
            ? Nodes.find(parameter, "value")
            : Optional.empty();
    return value.map(Value::of).map(Value::elsewhere).orElseGet(() -> unknown(entry, file));
  }

  private static Value unknown(Entry entry, Document file) {
    return Value.Text.hole(new Value.Part.Hole("parameters('" + entry.key() + "')", file.file()));
  }

  private Given joined(Given first, Given second) {
    if (first.value().isSameAs(second.value()).orElse(false)) {
      return first;
    }
    complaints.accept(
        Diagnostic.warning(
            "PARAMETER_VALUES",
            new SourceRef(
                second.file().file(),
                second.entry().line(),
                "parameter " + second.entry().key(),
                ""),
            "another value than in " + first.file().file(),
            "one value for a template",
            "what depends on it counts as not known; name the template and one parameter file"
                + " to judge one deployment"));
    return new Given(unknown(second.entry(), second.file()), second.file(), second.entry());
  }
}
