package io.seawall.oracle;

import io.seawall.oracle.SecurityRule.Question;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One verdict of one network security group in one direction. Source: Azure, Network security
/// groups, "Security rules"; REST API, SecurityRulePropertiesFormat.
final class SecurityGroups {
  private static final List<Tree> DEFAULT_RULES =
      List.of(
          rule("Inbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
          rule("Inbound", 65001, "AzureLoadBalancer", "*", "Allow"),
          rule("Inbound", 65500, "*", "*", "Deny"),
          rule("Outbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
          rule("Outbound", 65001, "*", "Internet", "Allow"),
          rule("Outbound", 65500, "*", "*", "Deny"));

  private final ApplicationGroups applicationGroups;

  SecurityGroups(ApplicationGroups applicationGroups) {
    this.applicationGroups = applicationGroups;
  }

  /// Rules in ascending priority; the first that matches decides. Platform traffic meets only rules
  /// that name its tag. Source: Azure, Network security groups, "Azure platform considerations".
  Answer answer(Tree group, Question question) {
    if (question.isPlatform()) {
      return decide(naming(group, question), question, Answer.YES);
    }
    // Pod addresses are in no service tag, yet clusters work under the default rules: only custom
    // rules stop traffic between pods. Source: AKS, concepts-network-azure-cni-overlay.
    var otherwise =
        question.routedPods() ? Answer.YES : decide(defaultRules(group), question, Answer.NO);
    return decide(customRules(group), question, otherwise);
  }

  private static List<Tree> naming(Tree group, Question question) {
    var tag =
        question.destination().equals(ServiceTags.METADATA)
            ? "AzurePlatformIMDS"
            : "AzurePlatformDNS";
    return customRules(group).stream()
        .filter(rule -> rule.atAnyCase("destinationApplicationSecurityGroups").items().isEmpty())
        .filter(rule ->
            SecurityRule.prefixes(rule, "destination").stream().anyMatch(tag::equalsIgnoreCase))
        .toList();
  }

  private Answer decide(List<Tree> rules, Question question, Answer otherwise) {
    return FirstMatch.decide(
        rules.stream()
            .sorted(Comparator.comparingInt(SecurityGroups::priority))
            .map(rule ->
                new FirstMatch.Rule(
                    SecurityRule.matches(rule, question, applicationGroups), verdict(rule)))
            .toList(),
        otherwise);
  }

  private static int priority(Tree rule) {
    return rule.atAnyCase("priority").number().orElseThrow();
  }

  private static List<Tree> customRules(Tree group) {
    return rules(group, "securityRules");
  }

  /// Every group has the default rules; nobody can remove them.
  private static List<Tree> defaultRules(Tree group) {
    var given = rules(group, "defaultSecurityRules");
    return given.isEmpty() ? DEFAULT_RULES : given;
  }

  private static List<Tree> rules(Tree group, String field) {
    return group.atAnyCase("properties").atAnyCase(field).items().stream()
        .map(rule -> rule.atAnyCase("properties"))
        .toList();
  }

  private static Answer verdict(Tree rule) {
    var access = rule.atAnyCase("access").text().orElseThrow().toLowerCase(Locale.ROOT);
    return switch (access) {
      case "allow" -> Answer.YES;
      case "deny" -> Answer.NO;
      default -> throw new IllegalArgumentException("no access " + access);
    };
  }

  private static Tree rule(
      String direction, int priority, String source, String destination, String access) {
    return new Tree(
        Map.of(
            "direction", direction,
            "priority", priority,
            "protocol", "*",
            "sourceAddressPrefix", source,
            "sourcePortRange", "*",
            "destinationAddressPrefix", destination,
            "destinationPortRange", "*",
            "access", access));
  }
}
