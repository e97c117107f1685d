package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.packets.Address;
import io.seawall.packets.Cidr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The private addresses of firewalls that are to be made. A route that leads to the address of a
/// firewall leads to that firewall, whatever the address will be; it is written as the first one
/// that Azure gives in the subnet of the firewall.
///
/// Source: Microsoft Learn, "Azure Virtual Network FAQ": the first four addresses of a subnet are
/// reserved; "Azure Firewall FAQ": AzureFirewallSubnet is for the firewall alone.
final class FirewallAddresses {
  private static final int RESERVED = 4;
  private static final Pattern REFERENCE =
      Pattern.compile("(.+)\\.ip_configuration(?:\\[0]|\\.0)?\\.private_ip_address");

  private final Ids ids;
  private final Map<String, Instance> firewalls = new HashMap<>();

  FirewallAddresses(Ids ids, List<Instance> instances) {
    this.ids = ids;
    for (Instance instance : instances) {
      if (instance.type().equals("azurerm_firewall") && !instance.isData()) {
        firewalls.put(instance.address(), instance);
      }
    }
  }

  /// The same with addresses in place of references to them.
  Mapping put(Mapping mapping) {
    return firewalls.isEmpty() ? mapping : inMapping(mapping);
  }

  private Mapping inMapping(Mapping mapping) {
    return new Mapping(
        mapping.line(),
        mapping.entries().stream().map(e -> new Entry(e.key(), e.line(), put(e.value()))).toList());
  }

  private Node put(Node node) {
    return switch (node) {
      case Mapping mapping -> inMapping(mapping);
      case Sequence(var line, var items) ->
          new Sequence(line, items.stream().map(this::put).toList());
      case Unresolved(var line, var expression) ->
          address(expression)
              .<Node>map(address -> new Scalar(line, ScalarKind.STRING, address))
              .orElse(node);
      case Scalar _, Node.Clash _ -> node;
    };
  }

  private Optional<String> address(String expression) {
    Matcher reference = REFERENCE.matcher(expression);
    Instance firewall = reference.matches() ? firewalls.get(reference.group(1)) : null;
    if (firewall == null || !firewall.certain()) {
      return Optional.empty();
    }
    Optional<Mapping> configuration = first(firewall.get("ip_configuration"), Mapping.class);
    return configuration
        .flatMap(inner -> inner.text("subnet_id"))
        .map(ids::resolved)
        .flatMap(ids::withId)
        .flatMap(subnet -> first(subnet.get("address_prefixes"), Scalar.class))
        .flatMap(prefix -> Cidr.parse(prefix.text()))
        .filter(block -> !block.base().v6() && block.prefixBits() <= 29)
        .map(block -> Address.v4(block.base().low() + RESERVED).toString());
  }

  private static <T extends Node> Optional<T> first(Optional<Node> list, Class<T> type) {
    return list.filter(Sequence.class::isInstance)
        .flatMap(node -> ((Sequence) node).items().stream().findFirst())
        .filter(type::isInstance)
        .map(type::cast);
  }
}
