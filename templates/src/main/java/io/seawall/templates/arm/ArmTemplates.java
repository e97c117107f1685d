package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The templates of one input.
///
/// A template does not say to which group it is deployed, so each counts as one of its own; unless
/// it refers by name to a resource that is not in it, and exactly one other template of the input
/// makes that resource: then the two are deployed to the same group.
final class ArmTemplates {
  private static final String ID = "/providers/";

  private final Consumer<Document> documents;
  private final Consumer<Diagnostic> complaints;
  private final List<Document> templates = new ArrayList<>();
  private final List<Document> parameters = new ArrayList<>();

  ArmTemplates(Consumer<Document> documents, Consumer<Diagnostic> complaints) {
    this.documents = documents;
    this.complaints = complaints;
  }

  void add(Document template) {
    templates.add(template);
  }

  void addParameters(Document file) {
    parameters.add(file);
  }

  /// Carries out all of them.
  void close() {
    if (templates.isEmpty() && parameters.isEmpty()) {
      return;
    }
    ParameterFiles files = new ParameterFiles(complaints);
    parameters.forEach(files::add);
    List<Template> given = files.given(templates);
    Map<String, String> realms = given.size() < 2 ? Map.of() : realms(given);
    for (Template template : given) {
      String file = template.document().file();
      template.carryOut(
          realms.getOrDefault(file, file),
          resource -> documents.accept(new Document(file, resource, true)),
          complaints);
    }
  }

  /// By the file of each template, the first file of those that share a group with it.
  private static Map<String, String> realms(List<Template> templates) {
    Map<String, Set<String>> makes = new LinkedHashMap<>();
    Map<String, Set<String>> namesOf = new LinkedHashMap<>();
    for (Template template : templates) {
      String file = template.document().file();
      Set<String> made = makes.computeIfAbsent(file, _ -> new HashSet<>());
      Set<String> named = namesOf.computeIfAbsent(file, _ -> new HashSet<>());
      template.carryOut(
          file,
          resource -> {
            ids(resource, file + ID, named);
            resource.text("id").ifPresent(id -> ids(id, file + ID, made));
          },
          _ -> {});
    }
    Map<String, String> realms = new HashMap<>();
    makes.keySet().forEach(file -> realms.put(file, file));
    for (String file : makes.keySet()) {
      for (String id : namesOf.getOrDefault(file, Set.of())) {
        List<String> makers =
            makes.entrySet().stream()
                .filter(pair -> pair.getValue().contains(id))
                .map(Map.Entry::getKey)
                .toList();
        if (makers.size() == 1) {
          join(realms, file, makers.getFirst());
        }
      }
    }
    return realms;
  }

  private static void join(Map<String, String> realms, String one, String other) {
    String kept = realms.getOrDefault(one, one);
    String gone = realms.getOrDefault(other, other);
    realms.replaceAll((_, realm) -> realm.equals(gone) ? kept : realm);
  }

  private static void ids(Node node, String start, Set<String> out) {
    switch (node) {
      case Mapping(_, var entries) -> entries.forEach(entry -> ids(entry.value(), start, out));
      case Sequence(_, var items) -> items.forEach(item -> ids(item, start, out));
      case Scalar(_, var kind, var text) -> {
        if (kind == ScalarKind.STRING) {
          ids(text, start, out);
        }
      }
      case Clash _, Unresolved _ -> {}
    }
  }

  /// An id in the group of its template, all of whose names are known.
  private static void ids(String text, String start, Set<String> out) {
    if (text.startsWith(start) && text.indexOf('[') < 0) {
      out.add(text.substring(start.length()).toLowerCase(Locale.ROOT));
    }
  }
}
