package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.templates.TemplateLanguage;
import java.util.Locale;
import java.util.function.Consumer;

/// ARM templates, and single resources that are cut out of one.
public final class ArmLanguage implements TemplateLanguage {
  @Override
  public Reading open(Consumer<Document> documents, Consumer<Diagnostic> complaints) {
    return new Reading() {
      @Override
      public boolean accept(Document document) {
        if (!isTemplate(document.root()) && !isCutOut(document.root())) {
          return false;
        }
        documents.accept(
            new Document(
                document.file(),
                Expressions.marked(document.root()),
                isTemplate(document.root()) || document.intended()));
        return true;
      }

      @Override
      public void close() {}
    };
  }

  /// Whether a document is a template, which may hold no resource at all.
  ///
  /// Source: Azure Resource Manager, "Structure and syntax of ARM templates", `$schema`: of a
  /// resource group, subscription, management group or tenant deployment.
  static boolean isTemplate(Mapping root) {
    return root.text("$schema")
        .filter(schema ->
            schema.toLowerCase(Locale.ROOT).contains("deploymenttemplate.json")
                && schema.contains("/schemas/"))
        .isPresent();
  }

  /// Whether a document is cut out of a template: the service answers without expressions.
  private static boolean isCutOut(Mapping root) {
    boolean kubernetes = root.text("kind").isPresent() && root.text("apiVersion").isPresent();
    return (!kubernetes || root.text("type").isPresent()) && Expressions.isIn(root);
  }
}
