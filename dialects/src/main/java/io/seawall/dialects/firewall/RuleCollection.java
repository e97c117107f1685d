package io.seawall.dialects.firewall;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.Verdict;
import java.util.List;
import java.util.Optional;

/// Rules with one priority and one action.
///
/// @param priority lower numbers are asked first; empty if it cannot be told
/// @param action empty if it cannot be told
/// @param doubts what is not known of all its rules
record RuleCollection(
    String name,
    Optional<Integer> priority,
    Optional<Verdict> action,
    List<WrittenRule> rules,
    List<String> doubts,
    SourceRef where) {
  RuleCollection {
    rules = List.copyOf(rules);
    doubts = List.copyOf(doubts);
  }

  /// A collection of which nothing can be told.
  static RuleCollection unknown(String missing, SourceRef where) {
    return new RuleCollection(
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(WrittenRule.unknown("", missing, where)),
        List.of(),
        where);
  }

  /// The same collection wherever it stands, for comparisons.
  RuleCollection anywhere() {
    return new RuleCollection(
        name,
        priority,
        action,
        rules.stream().map(WrittenRule::anywhere).toList(),
        doubts,
        SourceRef.of("", 0));
  }
}
