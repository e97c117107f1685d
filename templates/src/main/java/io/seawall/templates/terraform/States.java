package io.seawall.templates.terraform;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A state as a backend keeps it: `terraform.tfstate`, or what `terraform state pull` prints.
///
/// Source: Terraform, statefile of version 4.
final class States {
  private States() {}

  static List<Instance> read(Document document) {
    List<Instance> out = new ArrayList<>();
    for (Node node : Plan.items(document.root().get("resources"))) {
      if (node instanceof Mapping resource) {
        read(document.file(), resource, out);
      }
    }
    return out;
  }

  private static void read(String file, Mapping resource, List<Instance> out) {
    boolean isData = resource.text("mode").filter("data"::equals).isPresent();
    String address =
        resource.text("module").map(module -> module + ".").orElse("")
            + (isData ? "data." : "")
            + resource.text("type").orElse("")
            + "."
            + resource.text("name").orElse("");
    for (Node node : Plan.items(resource.get("instances"))) {
      if (node instanceof Mapping instance) {
        out.add(
            new Instance(
                file,
                instance.line(),
                resource.text("type").orElse(""),
                address + index(instance.get("index_key")),
                withoutSecrets(instance),
                true,
                isData));
      }
    }
  }

  private static String index(Optional<Node> key) {
    return key.isPresent() && key.get() instanceof Scalar(_, var kind, var text)
        ? kind == ScalarKind.NUMBER ? "[" + text + "]" : "[\"" + text + "\"]"
        : "";
  }

  /// The attributes without those of which anything is sensitive.
  private static Mapping withoutSecrets(Mapping instance) {
    Set<String> secret = new HashSet<>();
    for (Node path : Plan.items(instance.get("sensitive_attributes"))) {
      Plan.items(Optional.of(path)).stream()
          .limit(1)
          .filter(Mapping.class::isInstance)
          .forEach(step -> ((Mapping) step).text("value").ifPresent(secret::add));
    }
    Mapping attributes = Plan.inner(instance, "attributes");
    return new Mapping(
        attributes.line(),
        attributes.entries().stream()
            .map(e ->
                secret.contains(e.key())
                    ? new Entry(e.key(), e.line(), new Unresolved(e.line(), "a sensitive value"))
                    : e)
            .toList());
  }
}
