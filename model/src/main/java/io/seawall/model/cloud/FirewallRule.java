package io.seawall.model.cloud;

import io.seawall.model.policy.Rule;
import java.util.List;

/// One rule of an Azure Firewall.
///
/// @param rule its verdict, sources (`local`), destinations (`peers`), ports and place
/// @param hosts the names that it speaks of, any of them; empty if it speaks of addresses alone
/// @param object the policy or firewall that it is a rule of, such as `firewall policy fp-hub`
/// @param doubts why it may not act on what it speaks of; if there are any, it matches perhaps
public record FirewallRule(Rule rule, List<Host> hosts, String object, List<String> doubts) {
  public FirewallRule {
    hosts = List.copyOf(hosts);
    doubts = List.copyOf(doubts);
  }

  /// A name, or what stands for several.
  public sealed interface Host {
    /// A name, or `*.` and the end of names, or `*` for every name.
    ///
    /// @param narrowed whether the rule speaks of some requests for it only (`targetUrls`)
    record Name(String pattern, boolean narrowed) implements Host {}

    /// The names that a service of Microsoft needs, such as `AzureKubernetesService`.
    record Tag(String name) implements Host {}

    /// The sites of a kind, as Microsoft sorts them from day to day.
    record Category(String name) implements Host {}

    /// Names that the input does not tell.
    record Unknown(String missing) implements Host {}

    /// As it is shown.
    default String text() {
      return switch (this) {
        case Name(var pattern, var narrowed) -> narrowed ? pattern + " (some paths)" : pattern;
        case Tag(var name) -> "FQDN tag " + name;
        case Category(var name) -> "web category " + name;
        case Unknown(var missing) -> missing;
      };
    }
  }
}
