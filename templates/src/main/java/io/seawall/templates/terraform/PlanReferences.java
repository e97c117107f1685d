package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the configuration in a plan refers to: the id of a resource that is to be made is not
/// known, but whose id it is.
///
/// Source: Terraform, "JSON Output Format", configuration and expression representation.
final class PlanReferences {
  private static final Mapping NOTHING = new Mapping(0, List.of());

  /// Modules that a value is handed through. More is hostile.
  private static final int MOST_STEPS = 20;

  private static final Pattern MODULE =
      Pattern.compile("module\\.([^.\\[]+)(\\[(?:\"(?:[^\"\\\\]|\\\\.)*\"|\\d+)])?\\.");
  private static final Pattern ID = Pattern.compile("([A-Za-z0-9_-]+)\\.[^.\\[]+(\\[[^]]*])?\\.id");
  private static final Pattern RESOURCE = Pattern.compile("([^.\\[]+\\.[^.\\[]+)(\\[.*])?");

  /// The type of the resource whose id an attribute holds. An expression around a reference is not
  /// in the plan; where the types fit, there is none.
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("vnet_subnet_id", "azurerm_subnet"),
          Map.entry("pod_subnet_id", "azurerm_subnet"),
          Map.entry("subnet_id", "azurerm_subnet"),
          Map.entry("network_security_group_id", "azurerm_network_security_group"),
          Map.entry("security_group", "azurerm_network_security_group"),
          Map.entry("route_table_id", "azurerm_route_table"),
          Map.entry("nat_gateway_id", "azurerm_nat_gateway"),
          Map.entry("public_ip_address_id", "azurerm_public_ip"),
          Map.entry("public_ip_address_ids", "azurerm_public_ip"),
          Map.entry("outbound_ip_address_ids", "azurerm_public_ip"),
          Map.entry("public_ip_prefix_id", "azurerm_public_ip_prefix"),
          Map.entry("node_public_ip_prefix_id", "azurerm_public_ip_prefix"),
          Map.entry("kubernetes_cluster_id", "azurerm_kubernetes_cluster"),
          Map.entry("parent_id", "azurerm_kubernetes_cluster"), // of azapi
          Map.entry("firewall_policy_id", "azurerm_firewall_policy"),
          Map.entry("base_policy_id", "azurerm_firewall_policy"),
          Map.entry("virtual_network_id", "azurerm_virtual_network"),
          Map.entry("remote_virtual_network_id", "azurerm_virtual_network"),
          Map.entry("ip_group_id", "azurerm_ip_group"),
          Map.entry("source_ip_groups", "azurerm_ip_group"),
          Map.entry("destination_ip_groups", "azurerm_ip_group"));

  private final Optional<Mapping> root;
  private final IdentityHashMap<Mapping, Map<String, Mapping>> modules = new IdentityHashMap<>();

  private PlanReferences(Optional<Mapping> root) {
    this.root = root;
  }

  static PlanReferences of(Mapping plan) {
    Mapping configuration = Plan.inner(plan, "configuration");
    return new PlanReferences(
        configuration
            .get("root_module")
            .filter(Mapping.class::isInstance)
            .map(Mapping.class::cast));
  }

  /// A module of the configuration.
  ///
  /// @param prefix what its addresses start with
  private record Place(Mapping module, String prefix, Optional<Caller> caller) {
    /// The module that an address starts with, in this one.
    Optional<Place> called(String name, String index) {
      Mapping call = Plan.inner(Plan.inner(module, "module_calls"), name);
      return call.get("module").orElse(NOTHING) instanceof Mapping inner
          ? Optional.of(
              new Place(
                  inner,
                  prefix + "module." + name + index + ".",
                  Optional.of(new Caller(this, Plan.inner(call, "expressions")))))
          : Optional.empty();
    }
  }

  private record Caller(Place place, Mapping expressions) {}

  /// What is written for a resource, a block of it or an attribute.
  ///
  /// @param place empty if the plan has no configuration, or not this part of it
  /// @param type of the resource; empty inside of it
  record Written(Optional<Place> place, String type, String key, Node expressions) {
    Written in(String inner) {
      Node node = expressions instanceof Mapping m ? m.get(inner).orElse(NOTHING) : NOTHING;
      return new Written(place, "", inner, node);
    }

    Written at(int index) {
      Node node =
          expressions instanceof Sequence(_, var items)
              ? index < items.size() ? items.get(index) : NOTHING
              : expressions;
      return new Written(place, "", key, node);
    }

    /// Whether an attribute is or may be written. Blocks that are made dynamically are not in the
    /// configuration of a plan, so one that is not there may be written all the same.
    boolean has(String inner) {
      return place.isEmpty()
          || (expressions instanceof Mapping m && m.get(inner).isPresent())
          || Table.AZURERM.isBlock(type, inner);
    }

    /// The value of an attribute that is known only after apply: the id of a resource by what
    /// stands for it, anything else as not known.
    Node value(int line, String why) {
      List<String> references =
          expressions instanceof Mapping m ? texts(m.get("references")) : List.of();
      if (place.isEmpty() || references.isEmpty()) {
        return new Unresolved(line, why);
      }
      Optional<String> end = followed(place.get(), references, 0);
      Optional<String> id = end.filter(reference -> !typeOf(reference).isEmpty());
      boolean list = key.endsWith("s");
      if (id.isEmpty() || !typeOf(id.get()).equals(TYPES.get(key))) {
        return new Unresolved(line, end.orElse(place.get().prefix() + references.getFirst()));
      }
      String address = id.get().substring(0, id.get().length() - ".id".length());
      Node one = new Scalar(line, ScalarKind.STRING, Instance.token(address));
      return list ? new Sequence(line, List.of(one)) : one;
    }

    /// The attribute that a reference leads to, through variables and outputs of modules.
    private static Optional<String> followed(Place place, List<String> references, int steps) {
      String first = references.isEmpty() ? "" : references.getFirst();
      boolean only = references.stream().allMatch(first::startsWith);
      if (first.isEmpty() || !only || steps > MOST_STEPS) {
        return Optional.empty();
      }
      if (first.startsWith("var.")) {
        return place
            .caller()
            .flatMap(caller ->
                followed(
                    caller.place(),
                    texts(Plan.inner(caller.expressions(), first.substring(4)).get("references")),
                    steps + 1));
      }
      Matcher module = MODULE.matcher(first);
      if (module.lookingAt()) {
        String output = first.substring(module.end());
        return place
            .called(module.group(1), module.group(2) == null ? "" : module.group(2))
            .flatMap(inner ->
                followed(
                    inner,
                    texts(
                        Plan.inner(
                                Plan.inner(Plan.inner(inner.module(), "outputs"), output),
                                "expression")
                            .get("references")),
                    steps + 1));
      }
      return Optional.of(place.prefix() + first);
    }

    private static String typeOf(String id) {
      Matcher matcher = ID.matcher(id.replaceAll(MODULE.pattern(), ""));
      return matcher.matches() ? matcher.group(1) : "";
    }
  }

  private static List<String> texts(Optional<Node> node) {
    List<String> out = new ArrayList<>();
    for (Node item : Plan.items(node)) {
      if (item instanceof Scalar(_, _, var text)) {
        out.add(text);
      }
    }
    return out;
  }

  /// What is written for the resource with an address.
  Written of(String address) {
    Written nothing = new Written(Optional.empty(), "", "", NOTHING);
    if (root.isEmpty()) {
      return nothing;
    }
    Optional<Place> place = Optional.of(new Place(root.get(), "", Optional.empty()));
    Matcher module = MODULE.matcher(address);
    int at = 0;
    while (place.isPresent() && module.find(at) && module.start() == at) {
      String index = module.group(2) == null ? "" : module.group(2);
      place = place.get().called(module.group(1), index);
      at = module.end();
    }
    Matcher resource = RESOURCE.matcher(address.substring(at));
    if (place.isEmpty() || !resource.matches()) {
      return nothing;
    }
    Mapping written = resources(place.get().module()).get(resource.group(1));
    return written == null
        ? nothing
        : new Written(
            place, written.text("type").orElse(""), "", Plan.inner(written, "expressions"));
  }

  /// The resources of a module by their addresses in it.
  private Map<String, Mapping> resources(Mapping module) {
    return modules.computeIfAbsent(
        module,
        m -> {
          Map<String, Mapping> byAddress = new HashMap<>();
          for (Node node : Plan.items(m.get("resources"))) {
            if (node instanceof Mapping written) {
              written.text("address").ifPresent(address -> byAddress.putIfAbsent(address, written));
            }
          }
          return byAddress;
        });
  }
}
