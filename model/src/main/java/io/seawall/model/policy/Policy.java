package io.seawall.model.policy;

import io.seawall.model.SourceRef;
import java.util.List;
import java.util.Optional;

/// One policy in one direction. An object that speaks of both directions becomes two.
///
/// @param kind the object's kind in its dialect, such as `NetworkPolicy`
/// @param namespace empty for a policy of the whole cluster
/// @param priority ascending order of policies in a tier that is folded by first match; infinite
///   for one that comes last, 0 where order means nothing
/// @param subject whom it picks; of those only pods that have a network of their own are governed
/// @param subjectSure false if it is not known whether the object is in force at all (it could not
///   be read in full, or the engine may not act on its kind)
/// @param rules in the order of the object
/// @param unmatched what becomes of a packet of the subject that no rule of the tier matches: DENY
///   isolates the subject, PASS leaves it to the next tier
public record Policy(
    String kind,
    Optional<String> namespace,
    String name,
    Tier tier,
    double priority,
    Direction direction,
    Peers subject,
    boolean subjectSure,
    List<Rule> rules,
    Verdict unmatched,
    SourceRef where) {
  public Policy {
    rules = List.copyOf(rules);
    if (unmatched == Verdict.ALLOW) {
      throw new IllegalArgumentException("what no rule matches is denied or passed on");
    }
  }

  /// The same, if it is not known whether it is in force.
  public Policy doubted() {
    return with(false, rules);
  }

  /// The same with other rules.
  ///
  /// @param sure the new `subjectSure`
  public Policy with(boolean sure, List<Rule> others) {
    return new Policy(
        kind, namespace, name, tier, priority, direction, subject, sure, others, unmatched, where);
  }

  /// The same for another subject.
  public Policy of(Peers others) {
    return new Policy(
        kind,
        namespace,
        name,
        tier,
        priority,
        direction,
        others,
        subjectSure,
        rules,
        unmatched,
        where);
  }

  /// The same with these rules alone: it isolates nobody.
  public Policy passing(List<Rule> others) {
    return new Policy(
        kind,
        namespace,
        name,
        tier,
        priority,
        direction,
        subject,
        subjectSure,
        others,
        Verdict.PASS,
        where);
  }

  /// `NetworkPolicy shop/web`.
  public String title() {
    return kind + " " + namespace.map(ns -> ns + "/").orElse("") + name;
  }
}
