package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.sources.hcl.Hcl;
import io.seawall.templates.terraform.expression.Values;
import java.util.List;
import java.util.Optional;

/// Resources of the azapi provider, whose attributes are those of the REST API.
///
/// Source: azapi provider documentation, azapi_resource and azapi_update_resource.
final class Azapi {
  private static final String RESOURCE = "azapi_resource";
  private static final String UPDATE = "azapi_update_resource";

  private Azapi() {}

  /// Whether it makes a resource.
  static boolean makes(Instance instance) {
    return instance.type().equals(RESOURCE) && azureType(instance).isPresent();
  }

  /// Whether it changes properties of a resource.
  static boolean changes(Instance instance) {
    return instance.type().equals(UPDATE);
  }

  /// The type without its API version.
  static Optional<String> azureType(Instance instance) {
    return instance
        .text("type")
        .map(type -> type.contains("@") ? type.substring(0, type.indexOf('@')) : type)
        .filter(type -> type.contains("/"));
  }

  static Optional<String> apiVersion(Instance instance) {
    return instance
        .text("type")
        .filter(type -> type.contains("@"))
        .map(type -> type.substring(type.indexOf('@') + 1));
  }

  /// The body as it is sent, if it is known that it is one: a mapping, or text of JSON.
  static Node body(Instance instance) {
    Node written = instance.get("body").orElseGet(() -> new Mapping(instance.line(), List.of()));
    if (!(written instanceof Scalar(var line, var kind, var text)) || kind != ScalarKind.STRING) {
      return written;
    }
    // JSON is an expression of HCL.
    Mapping read = Hcl.read(instance.file(), "body = " + text.strip() + "\n", _ -> {});
    return read.get("body")
        .filter(Mapping.class::isInstance)
        .map(body -> Values.at(line, body))
        .orElseGet(() -> new Unresolved(line, "body"));
  }

  /// Sets what a body says.
  ///
  /// @param properties takes what stands under `properties`
  /// @param top takes what stands beside it
  static void set(Node body, Tree properties, Tree top) {
    if (!(body instanceof Mapping mapping)) {
      top.put(List.of("properties"), body.line(), new Unresolved(body.line(), "body"));
      return;
    }
    for (Entry entry : mapping.entries()) {
      if (entry.key().equalsIgnoreCase("properties") && entry.value() instanceof Mapping inner) {
        properties.change(inner);
      } else {
        top.change(new Mapping(mapping.line(), List.of(entry)));
      }
    }
  }

  /// The same with no value known, for what may not be in force.
  static Node doubted(Node node) {
    return switch (node) {
      case Mapping(var line, var entries) ->
          new Mapping(
              line,
              entries.stream().map(e -> new Entry(e.key(), e.line(), doubted(e.value()))).toList());
      case Sequence _, Scalar _, Unresolved _, Node.Clash _ ->
          new Unresolved(node.line(), "whether it exists");
    };
  }
}
