package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A template of the input.
///
/// @param given values of its parameters, by their names in lower case
record Template(Document document, Map<String, Value> given) {
  /// Whether a document is a template, which may hold no resource at all.
  ///
  /// Source: Azure Resource Manager, "Structure and syntax of ARM templates", `$schema`: of a
  /// resource group, subscription, management group or tenant deployment.
  static boolean is(Mapping root) {
    return schema(root).filter(schema -> schema.contains("deploymenttemplate.json")).isPresent();
  }

  static Optional<String> schema(Mapping root) {
    return root.text("$schema")
        .map(schema -> schema.toLowerCase(Locale.ROOT))
        .filter(schema -> schema.contains("/schemas/"));
  }

  /// Hands on its resources.
  ///
  /// @param realm templates that are deployed to the same place share it
  void carryOut(String realm, Consumer<Mapping> resources, Consumer<Diagnostic> complaints) {
    String file = document.file();
    Evaluator evaluator =
        new Evaluator(new Budget(file, complaints), new Complaints(file, complaints));
    Place place = Place.unnamed(realm, level());
    Scope scope = Scope.of(document.root(), file, place, given);
    List<Mapping> made = new ArrayList<>();
    new Resources(file, evaluator, made::add).of(document.root(), place, Frame.of(scope, 0));
    Parents.of(made).forEach(resources);
  }

  private Place.Level level() {
    String schema = schema(document.root()).orElse("");
    if (schema.contains("/subscriptiondeploymenttemplate.json")) {
      return Place.Level.SUBSCRIPTION;
    }
    return schema.contains("/deploymenttemplate.json") ? Place.Level.GROUP : Place.Level.ABOVE;
  }
}
