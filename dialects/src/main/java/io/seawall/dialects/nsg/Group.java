package io.seawall.dialects.nsg;

import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A network security group while it is put together.
final class Group {
  /// Source: Microsoft Learn, "Azure subscription and service limits", NSG rules per NSG.
  private static final int MOST_RULES = 1000;

  private final ResourceId id;
  private final String name;
  private final SourceRef where;
  private final List<SecurityRule> rules = new ArrayList<>();
  private final List<SecurityRule> defaults = new ArrayList<>();

  /// Why there may be rules that are not in the list.
  private final List<String> more = new ArrayList<>();

  Group(ResourceId id, String name, SourceRef where) {
    this.id = id;
    this.name = name;
    this.where = where;
  }

  ResourceId id() {
    return id;
  }

  String name() {
    return name;
  }

  SourceRef where() {
    return where;
  }

  /// The rules that the team wrote, without default rules.
  List<SecurityRule> rules() {
    return List.copyOf(rules);
  }

  /// Whether there are no rules but those in the list.
  boolean isComplete() {
    return more.isEmpty();
  }

  void add(SecurityRule rule) {
    rules.add(rule);
  }

  void addDefault(SecurityRule rule) {
    defaults.add(rule);
  }

  void mayHaveMore(String reason) {
    more.add(reason);
  }

  boolean sameAs(Group other) {
    return more.equals(other.more)
        && sameAs(rules, other.rules)
        && sameAs(defaults, other.defaults);
  }

  private static boolean sameAs(List<SecurityRule> some, List<SecurityRule> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> some.get(i).sameAs(others.get(i)));
  }

  /// Takes a rule that stands apart from the group. One that the group already has by this name is
  /// the same rule; if it says something else, neither is sure to be in force.
  void join(SecurityRule rule, AzureResource.Kind kind, List<Diagnostic> complaints) {
    List<SecurityRule> own = kind == AzureResource.Kind.DEFAULT_SECURITY_RULE ? defaults : rules;
    for (int i = 0; i < own.size(); i++) {
      SecurityRule before = own.get(i);
      if (!before.name().equalsIgnoreCase(rule.name())) {
        continue;
      }
      if (!before.sameAs(rule)) {
        String missing = "which of two rules named " + rule.name() + " is in force";
        own.set(i, before.doubted(missing));
        own.add(rule.doubted(missing));
        complaints.add(
            Diagnostic.warning(
                "SEEN_TWICE",
                rule.where(),
                "rule " + rule.name() + " of NSG " + name + " again, with another content",
                "one description of a rule",
                "the first is " + before.where().place() + "; both are taken to be possible"));
      }
      return;
    }
    own.add(rule);
  }

  SecurityGroup close(List<Diagnostic> complaints) {
    if (rules.size() > MOST_RULES) {
      complaints.add(
          Diagnostic.warning(
              "TOO_MANY_RULES",
              where,
              rules.size() + " rules",
              "at most " + MOST_RULES + " in one NSG",
              "Azure refuses more"));
    }
    List<SecurityRule> all = new ArrayList<>(Meaning.unknown(more, where));
    all.addAll(withUniquePriorities(complaints));
    for (Direction direction : Direction.values()) {
      all.addAll(defaults(direction));
    }
    return new SecurityGroup(id, name, Meaning.of(all), where);
  }

  /// The default rules that the document gives, or the usual ones. The last of them, which stops
  /// what no other rule speaks of, is there whatever the document gives.
  private List<SecurityRule> defaults(Direction direction) {
    List<SecurityRule> usual = DefaultRules.of(direction, where);
    List<SecurityRule> given =
        defaults.stream()
            .filter(rule -> rule.direction().map(direction::equals).orElse(true))
            .toList();
    if (given.isEmpty()) {
      return usual;
    }
    List<SecurityRule> out = new ArrayList<>(given);
    if (given.stream().noneMatch(SecurityRule::isForAll)) {
      out.add(usual.getLast());
    }
    return out;
  }

  /// The rules, with doubt on those whose order among each other is not known.
  ///
  /// Source: Microsoft.Network REST API, SecurityRulePropertiesFormat.priority: unique for each
  /// rule of a direction.
  private List<SecurityRule> withUniquePriorities(List<Diagnostic> complaints) {
    Map<String, Integer> firsts = new HashMap<>();
    List<SecurityRule> out = new ArrayList<>();
    for (SecurityRule rule : rules) {
      Optional<String> key = slot(rule);
      Integer first = key.isPresent() ? firsts.putIfAbsent(key.get(), out.size()) : null;
      if (first == null) {
        out.add(rule);
        continue;
      }
      SecurityRule before = out.get(first);
      if (before.name().equalsIgnoreCase(rule.name())) {
        out.add(rule); // two descriptions of one rule, complained of already
        continue;
      }
      String missing = "which rule with priority " + rule.priority().orElse(0) + " comes first";
      out.set(first, before.doubted(missing));
      out.add(rule.doubted(missing));
      complaints.add(
          Diagnostic.error(
              "PRIORITY_TWICE",
              rule.where(),
              "priority " + rule.priority().orElse(0) + ", as in rule " + before.name(),
              "a priority that no other rule of this direction has",
              "Azure refuses two rules with one priority"));
    }
    return out;
  }

  private static Optional<String> slot(SecurityRule rule) {
    return rule.priority()
        .flatMap(priority ->
            rule.direction()
                .map(direction -> (direction + "/" + priority).toLowerCase(Locale.ROOT)));
  }
}
