package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A template of the input.
///
/// @param given values of its parameters, by their names in lower case
record Template(Document document, Map<String, Value> given) {
  /// Hands on its resources.
  ///
  /// @param realm templates that are deployed to the same place share it
  void carryOut(String realm, Consumer<Mapping> resources, Consumer<Diagnostic> complaints) {
    String file = document.file();
    Evaluator evaluator =
        new Evaluator(new Budget(file, complaints), new Complaints(file, complaints));
    Place place = Place.unnamed(realm, level(document.root()));
    Scope scope = Scope.of(document.root(), file, place, given);
    List<Mapping> made = new ArrayList<>();
    new Resources(file, evaluator, made::add).of(document.root(), place, Frame.of(scope, 0));
    Parents.of(made).forEach(resources);
  }

  /// What kind of place a template is for; above all subscriptions if it does not say.
  static Place.Level level(Mapping template) {
    String schema = ArmLanguage.schema(template);
    if (schema.contains("/subscriptiondeploymenttemplate.json")) {
      return Place.Level.SUBSCRIPTION;
    }
    return schema.contains("/deploymenttemplate.json") ? Place.Level.GROUP : Place.Level.ABOVE;
  }
}
