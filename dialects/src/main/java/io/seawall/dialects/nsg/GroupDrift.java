package io.seawall.dialects.nsg;

import io.seawall.dialects.nsg.SecurityRule.Address;
import io.seawall.dialects.nsg.SecurityRule.Side;
import io.seawall.model.Diagnostic;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A security group as a template means it, held against the one that runs: by the names of rules,
/// and by what each says, however it is written.
final class GroupDrift {
  private final List<Diagnostic> complaints;
  private final String judged;

  /// @param complaints grows with each difference
  /// @param judged which of the two groups is judged
  GroupDrift(List<Diagnostic> complaints, String judged) {
    this.complaints = complaints;
    this.judged = judged;
  }

  void compare(Group meant, Group running) {
    Map<String, SecurityRule> others = new LinkedHashMap<>();
    running.rules().forEach(rule -> others.put(key(rule), rule));
    for (SecurityRule rule : meant.rules()) {
      SecurityRule other = others.remove(key(rule));
      if (other != null) {
        compare(rule, other);
      } else if (running.isComplete()) {
        complaints.add(
            Diagnostic.drift(
                rule.where(),
                "rule " + rule.name() + " of NSG " + meant.name() + " here alone",
                "it is not in",
                running.where(),
                judged));
      }
    }
    if (meant.isComplete()) {
      for (SecurityRule rule : others.values()) {
        complaints.add(
            Diagnostic.drift(
                meant.where(),
                "no rule " + rule.name() + " in NSG " + meant.name(),
                "but it is there in",
                rule.where(),
                judged));
      }
    }
  }

  private static String key(SecurityRule rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }

  /// Nothing is said of what either side leaves open.
  private void compare(SecurityRule meant, SecurityRule running) {
    Map<String, String> there = parts(running);
    List<String> mine = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    parts(meant)
        .forEach((part, text) -> {
          String other = there.get(part);
          if (other != null && !other.equals(text)) {
            mine.add(part + " " + text);
            theirs.add(part + " " + other);
          }
        });
    if (!mine.isEmpty()) {
      complaints.add(
          Diagnostic.drift(
              meant.where(),
              "rule " + meant.name() + ": " + String.join(", ", mine),
              "and " + String.join(", ", theirs) + " in",
              running.where(),
              judged));
    }
  }

  /// What a rule says, part by part, in one spelling; without parts that are not known.
  private static Map<String, String> parts(SecurityRule rule) {
    Map<String, String> out = new LinkedHashMap<>();
    rule.priority().ifPresent(priority -> out.put("priority", priority.toString()));
    rule.direction().ifPresent(direction -> out.put("direction", word(direction.name())));
    rule.access().ifPresent(access -> out.put("access", word(access.name())));
    if (rule.doubts().isEmpty()) {
      out.put("protocol", word(rule.protocol().name()));
      parts("source", rule.source(), out);
      parts("destination", rule.destination(), out);
    }
    return out;
  }

  private static void parts(String end, Side side, Map<String, String> out) {
    addresses(side.addresses()).ifPresent(text -> out.put(end, text));
    out.put(end + " ports", side.ports() == Ports.ALL ? "any" : side.ports().toString());
  }

  /// @return empty if any of them is not known
  private static Optional<String> addresses(List<Address> addresses) {
    AddressSet literal = AddressSet.EMPTY;
    Set<String> names = new TreeSet<>();
    for (Address address : addresses) {
      switch (address) {
        case Address.Every _ -> names.add("any");
        case Address.Prefix(var block) -> literal = literal.or(AddressSet.of(block));
        case Address.ServiceTag(var name) -> names.add(name.toLowerCase(Locale.ROOT));
        case Address.Members(var group) -> names.add(group.name().toLowerCase(Locale.ROOT));
        case Address.Unreadable _ -> {
          return Optional.empty();
        }
      }
    }
    literal.blocks().forEach(block -> names.add(block.toString()));
    return Optional.of(names.stream().collect(Collectors.joining(" ")));
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
