package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.templates.TemplateLanguage;
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
        if (Template.is(root)) {
          templates.add(document);
        } else if (ParameterFiles.is(root)) {
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
}
