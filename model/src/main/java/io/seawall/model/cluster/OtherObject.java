package io.seawall.model.cluster;

import io.seawall.model.SourceRef;
import java.util.Map;

/// An object whose kind is known by name and not by meaning. It is counted, and a check that its
/// kind bears on must say so.
///
/// @param apiGroup empty for the core group
/// @param namespace as written; empty for an object of the whole cluster and for one that does not
///   say
/// @param labels none for a Secret, of which only the name is read
public record OtherObject(
    String apiGroup,
    String kind,
    String namespace,
    String name,
    Map<String, String> labels,
    SourceRef where) {
  public OtherObject {
    labels = Map.copyOf(labels);
  }

  private static final String LOST = "unread document";

  /// What stands for input that was lost before its kind was known: it may be any object.
  public static OtherObject lost(SourceRef where) {
    return new OtherObject("", LOST, "", where.place(), Map.of(), where);
  }

  /// Whether it stands for input that was lost.
  public boolean isLost() {
    return kind.equals(LOST);
  }
}
