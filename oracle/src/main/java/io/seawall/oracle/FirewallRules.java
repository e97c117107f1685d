package io.seawall.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the rules of an Azure Firewall say of one packet. Source: Azure Firewall, "Rule processing
/// logic" and "Rule sets" of policies.
///
/// Network rules come before application rules; what nothing matches is denied. Collections of a
/// parent policy come before those of its child within one type; groups of collections, then
/// collections, go by priority. Rules for DNAT translate packets to the firewall's own addresses
/// and are none for the packets asked about here.
final class FirewallRules {
  private static final Comparator<Tree> BY_PRIORITY =
      Comparator.comparing(tree -> tree.atAnyCase("priority").number().orElseThrow());

  private final Documents documents;
  private final FirewallMatch match;

  /// One collection, of whatever origin.
  private record Collection(List<Tree> rules, Answer verdict) {}

  FirewallRules(Documents documents) {
    this.documents = documents;
    this.match = new FirewallMatch(documents);
  }

  /// @param source the address that the packet bears at the firewall
  Answer answer(Tree firewall, Flow flow, Ip source) {
    if (source.family() != 4) {
      return Answer.OPEN;
    }
    var properties = firewall.atAnyCase("properties");
    var policies = policies(properties);
    var applications =
        FirstMatch.decide(
            applicationRules(properties, policies).stream()
                .flatMap(collection ->
                    collection.rules().stream()
                        .map(rule ->
                            new FirstMatch.Rule(
                                match.application(rule, flow, source, collection.verdict()),
                                collection.verdict())))
                .toList(),
            infrastructure(flow));
    var answer =
        FirstMatch.decide(
            networkRules(properties, policies).stream()
                .flatMap(collection ->
                    collection.rules().stream()
                        .map(rule ->
                            new FirstMatch.Rule(
                                match.network(rule, flow, source), collection.verdict())))
                .toList(),
            applications);
    return mayStopKnownThreats(properties, policies) ? answer.and(Answer.OPEN) : answer;
  }

  /// Names that the platform needs are allowed unless an application rule denies them. Source:
  /// Azure Firewall, "Infrastructure FQDNs".
  private static Answer infrastructure(Flow flow) {
    var isWeb = flow.isTcp() && (flow.destinationPort() == 80 || flow.destinationPort() == 443);
    return isWeb && ServiceTags.isPublic(flow.destination()) ? Answer.OPEN : Answer.NO;
  }

  /// Source: Azure Firewall, "Threat intelligence-based filtering": processed before any rule;
  /// which addresses it denies is in no text. So with intrusion detection that denies.
  private static boolean mayStopKnownThreats(Tree firewall, List<Tree> policies) {
    return Stream.concat(
            Stream.of(firewall), policies.stream().map(policy -> policy.atAnyCase("properties")))
        .flatMap(properties ->
            Stream.of(
                properties.atAnyCase("threatIntelMode"),
                properties.atAnyCase("intrusionDetection").atAnyCase("mode")))
        .anyMatch(mode -> mode.text().orElse("").equalsIgnoreCase("Deny"));
  }

  /// The firewall's policy and those above it, the uppermost first.
  private List<Tree> policies(Tree firewall) {
    var policies = new ArrayList<Tree>();
    var id = firewall.atAnyCase("firewallPolicy").atAnyCase("id").text();
    while (id.isPresent()) {
      var policy = documents.resource("microsoft.network/firewallpolicies", id.get());
      policies.addFirst(policy);
      id = policy.atAnyCase("properties").atAnyCase("basePolicy").atAnyCase("id").text();
    }
    return policies;
  }

  private List<Collection> networkRules(Tree firewall, List<Tree> policies) {
    return policies.isEmpty()
        ? classic(firewall, "networkRuleCollections")
        : ofPolicies(policies, "NetworkRule");
  }

  private List<Collection> applicationRules(Tree firewall, List<Tree> policies) {
    return policies.isEmpty()
        ? classic(firewall, "applicationRuleCollections")
        : ofPolicies(policies, "ApplicationRule");
  }

  private static List<Collection> classic(Tree firewall, String field) {
    return firewall.atAnyCase(field).items().stream()
        .map(collection -> collection.atAnyCase("properties"))
        .sorted(BY_PRIORITY)
        .map(collection ->
            new Collection(collection.atAnyCase("rules").items(), verdict(collection)))
        .toList();
  }

  private List<Collection> ofPolicies(List<Tree> policies, String type) {
    return policies.stream()
        .flatMap(policy -> groups(policy).stream())
        .flatMap(group ->
            group.atAnyCase("ruleCollections").items().stream()
                .filter(FirewallRules::isFilter)
                .sorted(BY_PRIORITY))
        .map(collection -> new Collection(rules(collection, type), verdict(collection)))
        .toList();
  }

  private List<Tree> groups(Tree policy) {
    return documents.type("microsoft.network/firewallpolicies/rulecollectiongroups").stream()
        .filter(group -> Documents.idOf(group).startsWith(Documents.idOf(policy) + "/"))
        .map(group -> group.atAnyCase("properties"))
        .sorted(BY_PRIORITY)
        .toList();
  }

  private static boolean isFilter(Tree collection) {
    return word(collection.atAnyCase("ruleCollectionType"))
        .equals("firewallpolicyfilterrulecollection");
  }

  private static List<Tree> rules(Tree collection, String type) {
    return collection.atAnyCase("rules").items().stream()
        .filter(rule -> word(rule.atAnyCase("ruleType")).equals(type.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static Answer verdict(Tree collection) {
    var action = word(collection.atAnyCase("action").atAnyCase("type"));
    return switch (action) {
      case "allow" -> Answer.YES;
      case "deny" -> Answer.NO;
      default -> throw new IllegalArgumentException("no action " + action);
    };
  }

  private static String word(Tree tree) {
    return tree.text().orElse("").toLowerCase(Locale.ROOT);
  }
}
