package io.seawall.templates.arm;

import io.seawall.model.document.Node.Mapping;
import io.seawall.templates.arm.Function.Arguments;
import io.seawall.templates.arm.Value.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What a resource of a template is.
///
/// Source: Azure Resource Manager, "Set name and type for child resources".
///
/// @param type such as `Microsoft.Network/virtualNetworks/subnets`
/// @param name with the names of the resources around it
record Declared(String type, Text name, Text id, Optional<Value> apiVersion) {
  private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

  /// @param parent the resource that it stands in
  /// @param nameless stands for the name where none is written
  /// @param properties the values of what is written at its top
  static Declared of(
      Mapping resource,
      String type,
      Optional<Declared> parent,
      Place place,
      Text nameless,
      Function<String, Optional<Value>> properties) {
    Text name = properties.apply("name").flatMap(Arguments::piece).orElse(nameless);
    Optional<Value> version =
        properties.apply("apiVersion").or(() -> parent.flatMap(Declared::apiVersion));
    boolean relative =
        parent.isPresent() && resource.text("type").filter(Declared::isType).isEmpty();
    if (relative) {
      String last = type.substring(type.lastIndexOf('/'));
      return new Declared(
          type,
          parent.get().name().then("/").then(name),
          parent.get().id().then(last + "/").then(name),
          version);
    }
    Text prefix =
        isDeployment(type)
            ? place.prefix()
            : properties
                .apply("scope")
                .flatMap(Arguments::piece)
                .map(scope -> whole(scope, place))
                .orElseGet(place::prefix);
    Text id =
        Ids.tail(type, Ids.segments(name))
            .map(prefix::then)
            .orElseGet(() -> prefix.then("/providers/" + type + "/").then(name));
    return new Declared(type, name, id, version);
  }

  /// The `scope` of an extension resource may be written without what comes before the type.
  private static Text whole(Text scope, Place place) {
    return Place.isId(scope) ? scope : place.prefix().then("/providers/").then(scope);
  }

  static boolean isDeployment(String type) {
    return type.equalsIgnoreCase(DEPLOYMENT);
  }

  /// Other types are those of extensions, such as objects of Kubernetes.
  static boolean isType(String text) {
    int slash = text.indexOf('/');
    return slash > "microsoft.".length()
        && slash < text.length() - 1
        && text.toLowerCase(Locale.ROOT).startsWith("microsoft.");
  }
}
