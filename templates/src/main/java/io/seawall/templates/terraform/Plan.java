package io.seawall.templates.terraform;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plan or a state, as `terraform show -json` prints it.
///
/// Source: Terraform, "JSON Output Format".
///
/// @param intended false for a state, which says what is
record Plan(List<Instance> instances, boolean intended) {
  private static final Mapping NOTHING = new Mapping(0, List.of());

  static Plan read(Document document) {
    Mapping root = document.root();
    boolean intended = root.get("planned_values").isPresent();
    Mapping values = inner(inner(root, intended ? "planned_values" : "values"), "root_module");
    Reader reader = new Reader(document.file(), changes(root), PlanReferences.of(root));
    reader.module(values);
    return new Plan(reader.out, intended);
  }

  /// What is known of each change, by address.
  private static Map<String, Mapping> changes(Mapping root) {
    Map<String, Mapping> out = new HashMap<>();
    for (Node node : items(root.get("resource_changes"))) {
      if (node instanceof Mapping change) {
        change.text("address").ifPresent(address -> out.put(address, inner(change, "change")));
      }
    }
    return out;
  }

  static Mapping inner(Mapping mapping, String key) {
    return mapping.get(key).orElse(NOTHING) instanceof Mapping inner ? inner : NOTHING;
  }

  static List<Node> items(Optional<Node> node) {
    return node.isPresent() && node.get() instanceof Sequence(_, var items) ? items : List.of();
  }

  /// One walk over the modules.
  private static final class Reader {
    private final String file;
    private final Map<String, Mapping> changes;
    private final PlanReferences references;
    private final List<Instance> out = new ArrayList<>();

    Reader(String file, Map<String, Mapping> changes, PlanReferences references) {
      this.file = file;
      this.changes = changes;
      this.references = references;
    }

    void module(Mapping module) {
      for (Node node : items(module.get("resources"))) {
        if (node instanceof Mapping resource) {
          resource(resource);
        }
      }
      for (Node node : items(module.get("child_modules"))) {
        if (node instanceof Mapping child) {
          module(child);
        }
      }
    }

    private void resource(Mapping resource) {
      Optional<String> type = resource.text("type");
      Optional<String> address = resource.text("address");
      if (type.isEmpty() || address.isEmpty()) {
        return;
      }
      Mapping change = changes.getOrDefault(address.get(), NOTHING);
      PlanReferences.Written written = references.of(address.get());
      Node hidden =
          overlaid(
              inner(resource, "values"),
              resource.get("sensitive_values").orElse(NOTHING),
              "a sensitive value",
              Optional.empty());
      Node all =
          overlaid(
              hidden,
              change.get("after_unknown").orElse(NOTHING),
              "known after apply",
              Optional.of(written));
      out.add(
          new Instance(
              file,
              resource.line(),
              type.get(),
              address.get(),
              all instanceof Mapping mapping ? mapping : NOTHING,
              true,
              resource.text("mode").filter("data"::equals).isPresent()));
    }

    /// The values with those as not known for which the marks are true. What the configuration
    /// leaves out is left out here, too: the provider or the service decides on it.
    private Node overlaid(
        Node value, Node marks, String why, Optional<PlanReferences.Written> written) {
      return switch (marks) {
        case Scalar(_, var kind, var text) when kind == ScalarKind.BOOLEAN && text.equals("true") ->
            written
                .map(w -> w.value(value.line(), why))
                .orElseGet(() -> new Unresolved(value.line(), why));
        case Mapping marked when value instanceof Mapping mapping -> {
          List<Entry> entries = new ArrayList<>();
          for (Entry entry : mapping.entries()) {
            Optional<Node> mark = marked.get(entry.key());
            entries.add(
                mark.isEmpty()
                    ? entry
                    : new Entry(
                        entry.key(),
                        entry.line(),
                        overlaid(
                            entry.value(), mark.get(), why, written.map(w -> w.in(entry.key())))));
          }
          for (Entry mark : marked.entries()) {
            boolean isNew = mapping.get(mark.key()).isEmpty();
            boolean asked = written.map(w -> w.has(mark.key())).orElse(true);
            if (isNew && asked && holdsTrue(mark.value())) {
              Node missing = new Unresolved(mapping.line(), why);
              entries.add(
                  new Entry(
                      mark.key(),
                      mapping.line(),
                      written
                          .map(w -> w.in(mark.key()).value(mapping.line(), why))
                          .orElse(missing)));
            }
          }
          yield new Mapping(mapping.line(), entries);
        }
        case Sequence(_, var marked) when value instanceof Sequence(var line, var items) -> {
          List<Node> all = new ArrayList<>();
          for (int i = 0; i < items.size(); i++) {
            int index = i;
            all.add(
                i < marked.size()
                    ? overlaid(items.get(i), marked.get(i), why, written.map(w -> w.at(index)))
                    : items.get(i));
          }
          yield new Sequence(line, all);
        }
        case Scalar _, Mapping _, Sequence _, Unresolved _, Node.Clash _ -> value;
      };
    }

    private static boolean holdsTrue(Node marks) {
      return switch (marks) {
        case Scalar(_, _, var text) -> text.equals("true");
        case Sequence(_, var items) -> items.stream().anyMatch(Reader::holdsTrue);
        case Mapping(_, var entries) -> entries.stream().anyMatch(e -> holdsTrue(e.value()));
        case Unresolved _, Node.Clash _ -> false;
      };
    }
  }
}
