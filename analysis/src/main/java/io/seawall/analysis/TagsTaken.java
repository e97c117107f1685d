package io.seawall.analysis;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.practices.Practice;
import io.seawall.reach.TagTables;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is taken for granted of service tags whose addresses a table in the input tells: that
/// nothing has changed since.
///
/// Source: Microsoft Learn, "Virtual network service tags": what a tag holds changes weekly.
final class TagsTaken {
  private TagsTaken() {}

  /// @return empty if no rule or authorized range names a tag of a table, or the practice asks none
  static Optional<String> by(Practice practice, Snapshot snapshot) {
    return switch (practice) {
      case NODE_SSH, API_SERVER, EGRESS -> by(snapshot);
      case INSTANCE_METADATA, HTTP_APPLICATION_ROUTING, SERVICE_MESH -> Optional.empty();
    };
  }

  private static Optional<String> by(Snapshot snapshot) {
    TagTables tables = TagTables.of(snapshot);
    return named(snapshot).anyMatch(tag -> tables.find(tag).isPresent())
        ? Optional.of("service tags hold what " + tables.title() + " says")
        : Optional.empty();
  }

  private static Stream<String> named(Snapshot snapshot) {
    var azure = snapshot.facts().azure();
    Stream<Rule> ofGroups = azure.securityGroups().stream().flatMap(TagsTaken::rules);
    Stream<Rule> ofFirewalls =
        azure.firewalls().stream()
            .map(AzureFirewall::networkRules)
            .flatMap(List::stream)
            .map(rule -> rule.rule());
    Stream<String> ofRanges =
        snapshot
            .aks()
            .flatMap(aks -> aks.apiServer().authorizedIpRanges().known())
            .orElse(List.of())
            .stream();
    return Stream.concat(
        Stream.concat(ofGroups, ofFirewalls)
            .flatMap(rule -> Stream.of(rule.local(), rule.peers()))
            .flatMap(peers -> peers.parts(Peers.Tag.class))
            .map(Peers.Tag::name),
        ofRanges);
  }

  private static Stream<Rule> rules(SecurityGroup group) {
    return Stream.of(Direction.values()).flatMap(direction -> group.rules(direction).stream());
  }
}
