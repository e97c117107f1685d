package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.templates.TemplateLanguage;
import java.util.Locale;
import java.util.function.Consumer;

/// ARM templates with their parameter files, and single resources that are cut out of a template.
public final class ArmLanguage implements TemplateLanguage {
  @Override
  public Reading open(Consumer<Document> documents, Consumer<Diagnostic> complaints) {
    return new Reading() {
      private final ArmTemplates templates = new ArmTemplates(documents, complaints);

      @Override
      public boolean accept(Document document) {
        Mapping root = document.root();
        String schema = schema(root);
        if (schema.contains("deploymenttemplate.json")) {
          templates.add(document);
        } else if (schema.contains("deploymentparameters.json")) {
          templates.addParameters(document);
        } else if (CutOut.is(root)) {
          documents.accept(CutOut.carriedOut(document));
        } else {
          return false;
        }
        return true;
      }

      @Override
      public void close() {
        templates.close();
      }
    };
  }

  /// What a template or parameter file says it is, in lower case; empty text for anything else.
  ///
  /// Source: Azure Resource Manager, "Structure and syntax of ARM templates", `$schema`: of a
  /// resource group, subscription, management group or tenant deployment.
  static String schema(Mapping root) {
    return root.text("$schema")
        .map(schema -> schema.toLowerCase(Locale.ROOT))
        .filter(schema -> schema.contains("/schemas/"))
        .orElse("");
  }
}
