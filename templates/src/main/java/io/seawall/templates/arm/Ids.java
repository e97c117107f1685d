package io.seawall.templates.arm;

import io.seawall.templates.arm.Function.Arguments;
import io.seawall.templates.arm.Value.Field;
import io.seawall.templates.arm.Value.Part;
import io.seawall.templates.arm.Value.Part.Hole;
import io.seawall.templates.arm.Value.Part.Literal;
import io.seawall.templates.arm.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Ids of resources, and of the place that a template is deployed to.
///
/// Source: Azure Resource Manager, "Resource functions for ARM templates" and "Scope functions for
/// ARM templates".
final class Ids {
  private Ids() {}

  /// The result of a function that makes an id or tells of the place.
  static Optional<Value> call(String name, Arguments arguments, Place place) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "resourceid" -> resourceId(arguments, place);
      case "subscriptionresourceid" -> inSubscription(arguments, place);
      case "tenantresourceid" -> typed(arguments, 0).map(tail -> Text.of("").then(tail));
      case "extensionresourceid" ->
          arguments.piece(0).flatMap(base -> typed(arguments, 1).map(base::then));
      case "resourcegroup" -> place.group().map(_ -> group(place));
      case "subscription" -> place.subscription().map(_ -> subscription(place));
      default -> Optional.empty();
    };
  }

  private static Value group(Place place) {
    Text id = place.prefix();
    String owner = Place.id(id);
    return Value.Obj.of(
        0,
        List.of(
            Field.of("id", id),
            Field.of("name", place.group().orElse(Text.of(""))),
            Field.of("location", Text.hole(new Hole("resourceGroup().location", owner))),
            Field.of("tags", Text.hole(new Hole("resourceGroup().tags", owner)))));
  }

  private static Value subscription(Place place) {
    Text id = place.withoutGroup().prefix();
    String owner = Place.id(id);
    return Value.Obj.of(
        0,
        List.of(
            Field.of("id", id),
            Field.of("subscriptionId", place.subscription().orElse(Text.of(""))),
            Field.of("displayName", Text.hole(new Hole("subscription().displayName", owner))),
            Field.of("tenantId", Text.hole(new Hole("subscription().tenantId", owner)))));
  }

  /// `resourceId([subscription], [group], type, name, ...)`: what stands before the type says
  /// where. A type is known by its slash, which no subscription and no group has in its name.
  private static Optional<Value> resourceId(Arguments arguments, Place place) {
    Optional<Integer> type = type(arguments);
    if (type.isEmpty() || type.get() > 2) {
      return Optional.empty();
    }
    Place where = place;
    if (type.get() > 0) {
      Optional<Text> group = arguments.piece(type.get() - 1);
      Optional<Text> subscription = type.get() == 2 ? arguments.piece(0) : place.subscription();
      if (group.isEmpty() || subscription.isEmpty()) {
        return Optional.empty();
      }
      where = place.inSubscription(subscription.get()).inGroup(group.get());
    }
    Text prefix = where.prefix();
    return typed(arguments, type.get()).map(prefix::then);
  }

  private static Optional<Value> inSubscription(Arguments arguments, Place place) {
    Optional<Integer> type = type(arguments);
    if (type.isEmpty() || type.get() > 1) {
      return Optional.empty();
    }
    Optional<Text> subscription = type.get() == 1 ? arguments.piece(0) : place.subscription();
    return subscription.flatMap(number -> {
      Text prefix = place.inSubscription(number).withoutGroup().prefix();
      return typed(arguments, type.get()).map(prefix::then);
    });
  }

  private static Optional<Integer> type(Arguments arguments) {
    for (int i = 0; i < arguments.count(); i++) {
      if (arguments.text(i).filter(text -> text.contains("/")).isPresent()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /// `/providers/TYPE/NAME/...` of a type and the names behind it.
  private static Optional<Text> typed(Arguments arguments, int type) {
    Optional<String> written = arguments.text(type);
    List<Text> names = new ArrayList<>();
    for (int i = type + 1; i < arguments.count(); i++) {
      arguments.piece(i).ifPresent(names::add);
    }
    return written
        .filter(_ -> names.size() == arguments.count() - type - 1)
        .flatMap(text -> tail(text, names));
  }

  /// `/providers/A/b/NAME/c/NAME` of the type `A/b/c` and its names; empty if their numbers differ.
  static Optional<Text> tail(String type, List<Text> names) {
    String[] segments = type.split("/", -1);
    if (segments.length != names.size() + 1 || names.isEmpty()) {
      return Optional.empty();
    }
    Text out = Text.of("/providers/" + segments[0]);
    for (int i = 0; i < names.size(); i++) {
      out = out.then("/" + segments[i + 1] + "/").then(names.get(i));
    }
    return Optional.of(out);
  }

  /// A name such as `parent/part`, cut at its slashes.
  static List<Text> segments(Text name) {
    List<Text> out = new ArrayList<>();
    List<Part> current = new ArrayList<>();
    for (Part part : name.parts()) {
      if (part instanceof Literal(var text)) {
        String[] pieces = text.split("/", -1);
        for (int i = 0; i < pieces.length; i++) {
          if (i > 0) {
            out.add(new Text(0, current, ""));
            current.clear();
          }
          if (!pieces[i].isEmpty()) {
            current.add(new Literal(pieces[i]));
          }
        }
      } else {
        current.add(part);
      }
    }
    out.add(new Text(0, current, ""));
    return out;
  }
}
