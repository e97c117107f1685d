package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules of Azure that were not read, and are asked before any rule of an NSG or among them: while
/// there may be any, each group may let by or stop anything.
///
/// Source: Azure Virtual Network Manager, "Security admin rules", on the order of evaluation; the
/// rules of a group may be resources of their own (Microsoft.Network
/// networkSecurityGroups/securityRules).
final class UnreadRules {
  private static final String TYPE =
      "microsoft.network/networkmanagers/securityadminconfigurations";

  private UnreadRules() {}

  /// The resources, with rules that may match before those of each group.
  ///
  /// @param lost where input stood that could not be read
  static Facts.Azure before(Facts.Azure azure, List<SourceRef> lost, List<Diagnostic> diagnostics) {
    List<Rule> rules = new ArrayList<>();
    managed(azure)
        .ifPresent(admin -> {
          diagnostics.add(
              Diagnostic.warning(
                  "ADMIN_RULES",
                  admin.where(),
                  "security admin rules of a network manager",
                  "NSGs alone",
                  "they are asked before NSGs and are not read yet: any of them may match"));
          String missing = "security admin rules of a network manager are not read yet";
          rules.addAll(perhaps(missing, admin.where()));
        });
    lost.stream()
        .filter(LostInput::mayBeOfAzure)
        .findFirst()
        .ifPresent(place ->
            rules.addAll(
                perhaps(
                    place.place() + " could not be read and may hold a rule of a group", place)));
    return rules.isEmpty() ? azure : azure.withGroups(group -> after(rules, group));
  }

  private static Optional<OtherResource> managed(Facts.Azure azure) {
    return azure.others().stream()
        .filter(other -> other.type().toLowerCase(Locale.ROOT).startsWith(TYPE))
        .findFirst();
  }

  private static SecurityGroup after(List<Rule> first, SecurityGroup group) {
    Map<Direction, List<Rule>> rules = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      List<Rule> all = new ArrayList<>(first);
      all.addAll(group.rules(direction));
      rules.put(direction, all);
    }
    return new SecurityGroup(group.id(), group.name(), rules, group.where());
  }

  private static List<Rule> perhaps(String missing, SourceRef where) {
    return Stream.of(Verdict.ALLOW, Verdict.DENY)
        .map(verdict ->
            new Rule(
                verdict, new Peers.Everybody(), new Peers.Unknown(missing), PortMatch.ALL, where))
        .toList();
  }
}
