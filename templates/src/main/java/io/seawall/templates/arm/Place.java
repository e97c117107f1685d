package io.seawall.templates.arm;

import io.seawall.templates.arm.Value.Part;
import io.seawall.templates.arm.Value.Part.Hole;
import io.seawall.templates.arm.Value.Part.Literal;
import io.seawall.templates.arm.Value.Text;
import java.util.List;
import java.util.Optional;

/// Where a template is deployed to: a resource group, a subscription, or above.
///
/// A template does not say which group and subscription that is. They are holes, so that ids in
/// them are still known to be equal or not.
///
/// Source: Azure Resource Manager, "Resource functions for ARM templates", `resourceId`.
///
/// @param subscription its number
/// @param group its name
record Place(Optional<Text> subscription, Optional<Text> group) {
  private static final String SUBSCRIPTION = "subscription().subscriptionId";
  private static final String GROUP = "resourceGroup().name";
  private static final String SUBSCRIPTIONS = "/subscriptions/";
  private static final String GROUPS = "/resourceGroups/";

  /// The place that no one names.
  ///
  /// @param realm templates that are deployed to the same place share it
  static Place unnamed(String realm, Level level) {
    Text subscription = Text.hole(new Hole(SUBSCRIPTION, realm));
    Text group = Text.hole(new Hole(GROUP, realm));
    return switch (level) {
      case GROUP -> new Place(Optional.of(subscription), Optional.of(group));
      case SUBSCRIPTION -> new Place(Optional.of(subscription), Optional.empty());
      case ABOVE -> new Place(Optional.empty(), Optional.empty());
    };
  }

  /// What kind of place a template is for.
  enum Level {
    GROUP,
    SUBSCRIPTION,
    ABOVE
  }

  /// What ids of resources in this place start with.
  Text prefix() {
    Text text = subscriptionId().orElse(Text.of(""));
    return group.map(name -> text.then(GROUPS).then(name)).orElse(text);
  }

  Optional<Text> subscriptionId() {
    return subscription.map(number -> Text.of(SUBSCRIPTIONS).then(number));
  }

  Place inSubscription(Text number) {
    return new Place(Optional.of(number), group);
  }

  Place inGroup(Text name) {
    return new Place(subscription, Optional.of(name));
  }

  Place withoutGroup() {
    return new Place(subscription, Optional.empty());
  }

  /// Whether a text is an id, though parts of it may not be known.
  static boolean isId(Text text) {
    return !text.parts().isEmpty()
        && text.parts().getFirst() instanceof Literal(var start)
        && (starts(start, SUBSCRIPTIONS) || starts(start, "/providers/"));
  }

  /// An id as text, where each hole is written out with the template that it belongs to. The group
  /// that no one names is written as the file of its template.
  static String id(Text id) {
    List<Part> parts = id.parts();
    StringBuilder out = new StringBuilder();
    String home = home(parts);
    int from = 0;
    if (!home.isEmpty()) {
      out.append(home);
      from = 4;
    }
    for (Part part : parts.subList(from, parts.size())) {
      switch (part) {
        case Literal(var text) -> out.append(text);
        case Hole(var expression, var owner) ->
            out.append('[')
                .append(escaped(owner.equals(home) ? expression : expression + " of " + owner))
                .append(']');
      }
    }
    return out.toString();
  }

  /// The realm of the group that no one names, if the id starts with it, else empty text.
  private static String home(List<Part> parts) {
    return parts.size() >= 4
            && parts.get(0) instanceof Literal(var first)
            && starts(first, SUBSCRIPTIONS)
            && parts.get(1) instanceof Hole(var subscription, var realm)
            && subscription.equals(SUBSCRIPTION)
            && parts.get(2) instanceof Literal(var second)
            && second.equalsIgnoreCase(GROUPS)
            && parts.get(3) instanceof Hole(var group, var same)
            && group.equals(GROUP)
            && realm.equals(same)
        ? realm
        : "";
  }

  /// A slash would read as the end of a name.
  private static String escaped(String text) {
    return text.replace("%", "%25").replace("/", "%2F");
  }

  private static boolean starts(String text, String start) {
    return text.regionMatches(true, 0, start, 0, start.length());
  }
}
