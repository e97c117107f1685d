package io.seawall.templates.arm;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.templates.arm.Value.Field;
import io.seawall.templates.arm.Value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A deployment inside a template, with its template in it.
///
/// Source: Azure Resource Manager, "Using linked and nested templates": expressions are evaluated
/// in the template around it, unless `expressionEvaluationOptions.scope` is `inner`.
///
/// @param target where its resources go
/// @param frame what names mean in its template
record Nested(Mapping template, Place target, Frame frame) {
  /// The deployment in a resource of type `Microsoft.Resources/deployments`; empty if its template
  /// is not in it.
  ///
  /// @param owner tells the names of the inner template from those of others
  static Optional<Nested> of(
      Mapping resource, Place around, Frame frame, String owner, Evaluator e) {
    Optional<Mapping> properties = Scope.section(resource, "properties");
    Optional<Mapping> template = properties.flatMap(p -> Scope.section(p, "template"));
    return template.map(inside -> {
      Place target = target(resource, around, frame, e);
      boolean inner =
          properties
              .flatMap(p -> Scope.section(p, "expressionEvaluationOptions"))
              .flatMap(options -> Nodes.find(options, "scope"))
              .flatMap(node -> e.of(node, frame).asText())
              .filter("inner"::equalsIgnoreCase)
              .isPresent();
      Frame own =
          inner
              ? Frame.of(
                  Scope.of(inside, owner, target, passed(properties.get(), frame, e)),
                  frame.depth())
              : frame;
      return new Nested(inside, target, own);
    });
  }

  private static Place target(Mapping resource, Place around, Frame frame, Evaluator evaluator) {
    Place place =
        value(resource, "subscriptionId", frame, evaluator)
            .map(around::inSubscription)
            .orElse(around);
    return value(resource, "resourceGroup", frame, evaluator).map(place::inGroup).orElse(place);
  }

  private static Optional<Text> value(
      Mapping resource, String key, Frame frame, Evaluator evaluator) {
    return Nodes.find(resource, key)
        .flatMap(node ->
            evaluator.of(node, frame) instanceof Text text ? Optional.of(text) : Optional.empty());
  }

  private static Map<String, Value> passed(Mapping properties, Frame frame, Evaluator evaluator) {
    Map<String, Value> given = new HashMap<>();
    for (Entry entry :
        Scope.section(properties, "parameters").map(Mapping::entries).orElse(List.of())) {
      Optional<Node> value =
          entry.value() instanceof Mapping parameter
              ? Nodes.find(parameter, "value")
              : Optional.empty();
      given.put(
          entry.key().toLowerCase(Locale.ROOT),
          value
              .map(node -> evaluator.of(node, frame))
              .orElseGet(
                  () -> evaluator.stranger(entry.line(), "parameters('" + entry.key() + "')")));
    }
    return given;
  }

  /// What `reference` of the deployment gives: its outputs.
  Optional<Value> outputs(Evaluator evaluator, int depth) {
    Frame inside = new Frame(frame.scope(), frame.loops(), frame.lambdas(), depth + 1);
    return Scope.section(template, "outputs")
        .map(outputs -> {
          List<Field> fields = new ArrayList<>();
          for (Entry entry : outputs.entries()) {
            if (entry.value() instanceof Mapping output) {
              Value value =
                  Nodes.find(output, "value")
                      .map(node -> evaluator.of(node, inside))
                      .orElseGet(() -> evaluator.stranger(entry.line(), "an output"));
              fields.add(Field.of(entry.key(), Value.Obj.of(0, List.of(Field.of("value", value)))));
            }
          }
          return Value.Obj.of(0, List.of(Field.of("outputs", Value.Obj.of(0, fields))));
        });
  }
}
