package io.seawall.practices;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;

/// Facts as a reader would leave them.
public final class Given {
  private Given() {}

  /// A place in the one file that test clusters are read from.
  public static SourceRef at(String object, String field) {
    return new SourceRef("cluster.json", 1, object, field);
  }

  /// A property that is written.
  public static <T> Fact<T> known(T value) {
    return new Fact.Known<>(value, at("cluster shop", ""));
  }

  /// A property that is not there.
  public static <T> Fact<T> absent() {
    return new Fact.Absent<>(at("cluster shop", ""));
  }

  /// A property whose value stands elsewhere.
  public static <T> Fact<T> expression(String text) {
    return new Fact.Unresolved<>(text, at("cluster shop", ""));
  }

  /// The id of a resource of the one resource group.
  public static ResourceId id(String type, String name) {
    return new ResourceId(
        "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/" + type + "/" + name);
  }
}
