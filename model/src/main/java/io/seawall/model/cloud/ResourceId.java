package io.seawall.model.cloud;

/// The id of an Azure resource. Azure compares ids without regard to case, so this does.
///
/// @param text as written first
public record ResourceId(String text) {
  /// Characters at the end that tell most ids apart.
  private static final int TELLING = 24;

  /// The last segment: the resource's name.
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /// The segment after `segment` (`resourceGroups`, `subscriptions`, ...), or empty text.
  public String after(String segment) {
    String[] parts = text.split("/", -1);
    for (int i = 0; i + 1 < parts.length; i++) {
      if (parts[i].equalsIgnoreCase(segment)) {
        return parts[i + 1];
      }
    }
    return "";
  }

  /// Whether a resource that a template means may be one that runs: it is in its resource group,
  /// unless the template leaves that to its deployment, so that something else stands in its place.
  ///
  /// @param running of a resource of the same type and name
  public boolean mayMean(ResourceId running) {
    String group = after("resourceGroups");
    boolean named =
        !group.isEmpty()
            && group.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_.()".indexOf(c) >= 0);
    return !named || group.equalsIgnoreCase(running.after("resourceGroups"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceId that && text.equalsIgnoreCase(that.text);
  }

  @Override
  public int hashCode() {
    int hash = text.length();
    for (int i = Math.max(0, text.length() - TELLING); i < text.length(); i++) {
      hash = 31 * hash + Character.toLowerCase(Character.toUpperCase(text.charAt(i)));
    }
    return hash;
  }

  @Override
  public String toString() {
    return text;
  }
}
