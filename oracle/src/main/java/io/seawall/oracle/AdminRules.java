package io.seawall.oracle;

import io.seawall.oracle.SecurityRule.Question;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The security admin rules of Azure Virtual Network Manager, which come before network security
/// groups. Source: Azure Virtual Network Manager, Security admin rules; REST API, AdminRule.
///
/// That a configuration is deployed is taken for given: the resources do not say.
final class AdminRules {
  private static final String CONFIGURATIONS =
      "microsoft.network/networkmanagers/securityadminconfigurations";

  private final Documents documents;

  AdminRules(Documents documents) {
    this.documents = documents;
  }

  /// By ascending priority: Deny ends it, AlwaysAllow ends it, Allow passes to the groups, and so
  /// does a packet that no rule matches.
  ///
  /// @param groups what the groups of this end say
  Answer answer(Question question, Answer groups) {
    var answer =
        FirstMatch.decide(
            rules(question).stream()
                .map(rule -> new FirstMatch.Rule(matches(rule, question), verdict(rule, groups)))
                .toList(),
            groups);
    // Whether such rules act on platform traffic is not said.
    return question.isPlatform() ? answer.unless(groups) : answer;
  }

  /// Two rules with one priority could come in either order; that is refused.
  private List<Tree> rules(Question question) {
    var rules =
        documents.type(CONFIGURATIONS + "/rulecollections").stream()
            .filter(collection -> appliesTo(collection, question.subnet().networkId()))
            .flatMap(this::rulesOf)
            .filter(rule -> SecurityRule.directionOf(rule).equalsIgnoreCase(question.direction()))
            .sorted(Comparator.comparingInt(AdminRules::priority))
            .toList();
    if (rules.stream().map(AdminRules::priority).distinct().count() < rules.size()) {
      throw new IllegalArgumentException("two security admin rules with one priority");
    }
    return rules;
  }

  private static int priority(Tree rule) {
    return rule.atAnyCase("priority").number().orElseThrow();
  }

  private Stream<Tree> rulesOf(Tree collection) {
    return documents.type(CONFIGURATIONS + "/rulecollections/rules").stream()
        .filter(rule -> Documents.idOf(rule).startsWith(Documents.idOf(collection) + "/"))
        .map(rule -> rule.atAnyCase("properties"));
  }

  /// Source: NetworkManagerSecurityGroupItem; StaticMember.resourceId.
  private boolean appliesTo(Tree collection, String networkId) {
    var groups =
        collection.atAnyCase("properties").atAnyCase("appliesToGroups").items().stream()
            .map(group -> word(group.atAnyCase("networkGroupId")))
            .toList();
    return documents.type("microsoft.network/networkmanagers/networkgroups/staticmembers").stream()
        .filter(member ->
            groups.stream().anyMatch(group -> Documents.idOf(member).startsWith(group + "/")))
        .anyMatch(member ->
            word(member.atAnyCase("properties").atAnyCase("resourceId")).equals(networkId));
  }

  private static Answer matches(Tree rule, Question question) {
    var flow = question.flow();
    return Answer.of(
            SecurityRule.holdsProtocol(rule.atAnyCase("protocol").text().orElseThrow(), flow)
                && SecurityRule.holdsPort(ports(rule, "source"), flow, flow.sourcePort())
                && SecurityRule.holdsPort(ports(rule, "destination"), flow, flow.destinationPort()))
        .and(side(rule, "sources", question.source(), question))
        .and(side(rule, "destinations", question.destination(), question));
  }

  /// No ports named means all of them.
  private static Set<String> ports(Tree rule, String side) {
    var ports =
        rule.atAnyCase(side + "PortRanges").items().stream()
            .map(range -> range.text().orElseThrow())
            .collect(Collectors.toCollection(TreeSet::new));
    if (ports.isEmpty()) {
      ports.add("*");
    }
    if (ports.contains("0-65535")) {
      ports.add("*");
    }
    return ports;
  }

  private static Answer side(Tree rule, String field, Ip ip, Question question) {
    var items = rule.atAnyCase(field).items();
    return items.isEmpty()
        ? Answer.YES
        : items.stream().map(item -> holds(item, ip, question)).reduce(Answer.NO, Answer::or);
  }

  /// Source: AddressPrefixItem: a prefix, a service tag, or a network group, whose addresses are
  /// not followed here.
  private static Answer holds(Tree item, Ip ip, Question question) {
    return word(item.atAnyCase("addressPrefixType")).equals("networkgroup")
        ? Answer.OPEN
        : SecurityRule.holdsAddress(
            item.atAnyCase("addressPrefix").text().orElseThrow(), ip, question.subnet());
  }

  private static Answer verdict(Tree rule, Answer groups) {
    var access = word(rule.atAnyCase("access"));
    return switch (access) {
      case "allow" -> groups;
      case "alwaysallow" -> Answer.YES;
      case "deny" -> Answer.NO;
      default -> throw new IllegalArgumentException("no access " + access);
    };
  }

  private static String word(Tree tree) {
    return tree.text().orElse("").toLowerCase(Locale.ROOT);
  }
}
