package io.seawall.oracle;

import java.util.Optional;
import java.util.stream.Stream;

/// The Azure Firewalls among the texts. Source: REST API, AzureFirewallPropertiesFormat.
final class Firewalls {
  private final Documents documents;
  private final FirewallRules rules;

  Firewalls(Documents documents) {
    this.documents = documents;
    this.rules = new FirewallRules(documents);
  }

  /// A firewall.
  ///
  /// @param subnet the id of the subnet it is in; empty in a virtual hub
  /// @param isPublic whether it has a public address
  record Firewall(Tree tree, Optional<String> subnet, boolean isPublic) {}

  /// The firewall whose private address this is.
  Optional<Firewall> at(Ip ip) {
    return documents.type("microsoft.network/azurefirewalls").stream()
        .filter(firewall -> privateAddresses(firewall).anyMatch(ip::equals))
        .map(Firewalls::firewall)
        .findFirst();
  }

  /// Whether its rules let the packet by.
  ///
  /// @param source the address that the packet bears there
  Answer answer(Firewall firewall, Flow flow, Ip source) {
    return rules.answer(firewall.tree(), flow, source);
  }

  private static Stream<Ip> privateAddresses(Tree firewall) {
    var hub =
        firewall
            .atAnyCase("properties")
            .atAnyCase("hubIPAddresses")
            .atAnyCase("privateIPAddress")
            .text();
    return Stream.concat(
            configurations(firewall)
                .flatMap(
                    configuration -> configuration.atAnyCase("privateIPAddress").text().stream()),
            hub.stream())
        .map(Ip::of);
  }

  private static Firewall firewall(Tree firewall) {
    return new Firewall(
        firewall,
        configurations(firewall)
            .flatMap(
                configuration -> configuration.atAnyCase("subnet").atAnyCase("id").text().stream())
            .findFirst(),
        configurations(firewall)
            .anyMatch(configuration -> !configuration.atAnyCase("publicIPAddress").isAbsent()));
  }

  private static Stream<Tree> configurations(Tree firewall) {
    return firewall.atAnyCase("properties").atAnyCase("ipConfigurations").items().stream()
        .map(configuration -> configuration.atAnyCase("properties"));
  }
}
