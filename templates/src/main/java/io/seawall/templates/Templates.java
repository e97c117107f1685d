package io.seawall.templates;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.templates.arm.ArmLanguage;
import io.seawall.templates.terraform.TerraformLanguage;
import java.util.List;
import java.util.function.Consumer;

/// What stands between the sources and the dialects: a document that is a template is carried out,
/// any other passes.
public final class Templates {
  /// Every language.
  public static final List<TemplateLanguage> ALL =
      List.of(new TerraformLanguage(), new ArmLanguage());

  private final List<TemplateLanguage.Reading> readings;
  private final Consumer<Document> documents;

  private Templates(List<TemplateLanguage.Reading> readings, Consumer<Document> documents) {
    this.readings = readings;
    this.documents = documents;
  }

  /// Starts to read one input.
  ///
  /// @param documents takes plain documents and what templates describe
  /// @param complaints takes what cannot be carried out
  public static Templates into(Consumer<Document> documents, Consumer<Diagnostic> complaints) {
    return new Templates(
        ALL.stream().map(language -> language.open(documents, complaints)).toList(), documents);
  }

  /// Takes the next document of the input.
  public void accept(Document document) {
    for (TemplateLanguage.Reading reading : readings) {
      if (reading.accept(document)) {
        return;
      }
    }
    documents.accept(document);
  }

  /// Ends the input: hands on everything that was held.
  public void close() {
    readings.forEach(TemplateLanguage.Reading::close);
  }
}
