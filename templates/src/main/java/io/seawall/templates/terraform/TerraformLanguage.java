package io.seawall.templates.terraform;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.templates.TemplateLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Terraform: files of modules, and plans and states as `terraform show -json` prints them.
///
/// A document is only looked at for what it is until all are there, so that an input without
/// Terraform loads nothing of it.
public final class TerraformLanguage implements TemplateLanguage {
  private static final List<String> FILES = List.of(".tf", ".tfvars", ".tf.json", ".tfvars.json");

  @Override
  public Reading open(Consumer<Document> documents, Consumer<Diagnostic> complaints) {
    List<Document> modules = new ArrayList<>();
    return new Reading() {
      @Override
      public boolean accept(Document document) {
        if (isFile(document.file())) {
          modules.add(document);
          return true;
        }
        if (!isPlan(document.root())) {
          return false;
        }
        Modules.plan(document, documents);
        return true;
      }

      @Override
      public void close() {
        if (!modules.isEmpty()) {
          Modules.carryOut(modules, documents, complaints);
        }
      }
    };
  }

  private static boolean isFile(String name) {
    return FILES.stream().anyMatch(name::endsWith);
  }

  /// Source: Terraform, "JSON Output Format": a plan has `planned_values`, a state `values`.
  private static boolean isPlan(Mapping root) {
    return root.text("format_version").isPresent()
        && root.text("terraform_version").isPresent()
        && (root.get("planned_values").isPresent() || root.get("values").isPresent());
  }
}
