package io.seawall.dialects.firewall;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A rule collection group of a policy; the rules of a classic firewall are one, too.
///
/// @param policy empty if the name of the policy is not known
/// @param priority lower numbers are asked first; empty if it cannot be told
/// @param doubts what is not known of all its rules
record CollectionGroup(
    ResourceId id,
    Optional<ResourceId> policy,
    Optional<Integer> priority,
    List<RuleCollection> collections,
    List<String> doubts,
    SourceRef where) {
  CollectionGroup {
    collections = List.copyOf(collections);
    doubts = List.copyOf(doubts);
  }

  /// The same group with one more thing that is not known of it.
  CollectionGroup doubted(String missing) {
    List<String> more = new ArrayList<>(doubts);
    more.add(missing);
    return new CollectionGroup(id, policy, priority, collections, more, where);
  }

  /// A group that may hold any rule.
  static CollectionGroup unknown(ResourceId id, String missing, SourceRef where) {
    return new CollectionGroup(
        id,
        Optional.empty(),
        Optional.empty(),
        List.of(RuleCollection.unknown(missing, where)),
        List.of(),
        where);
  }

  /// Whether another description of the group says the same.
  boolean sameAs(CollectionGroup other) {
    return priority.equals(other.priority)
        && doubts.equals(other.doubts)
        && anywhere(collections).equals(anywhere(other.collections));
  }

  private static List<RuleCollection> anywhere(List<RuleCollection> collections) {
    return collections.stream().map(RuleCollection::anywhere).toList();
  }
}
