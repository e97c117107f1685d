package io.seawall.templates.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerraformTest {
  private static final String SUBNET =
      """
      resource "azurerm_subnet" "a" {
        name                 = "a"
        resource_group_name  = "rg"
        virtual_network_name = "v"
        address_prefixes     = ["10.0.0.0/24"]
      }
      """;

  @Test
  void a_resource_stands_where_its_block_stands_and_each_property_where_its_attribute_stands() {
    Document document = Text.of("\n" + SUBNET).documents().getFirst();
    assertThat(document.intended()).isTrue();
    assertThat(document.file()).isEqualTo("main.tf");
    assertThat(document.root().line()).isEqualTo(2);
    Mapping properties = (Mapping) document.root().get("properties").orElseThrow();
    Node prefixes = properties.get("addressPrefixes").orElseThrow();
    assertThat(prefixes.line()).isEqualTo(6);
  }

  @Test
  void an_id_is_made_of_what_is_known() {
    assertThat(Text.of(SUBNET).ids())
        .containsExactly(
            "/subscriptions/terraform/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks"
                + "/v/subnets/a");
  }

  @Test
  void an_association_is_a_property_of_the_subnet() {
    assertThat(
            Text.of(
                    SUBNET
                        + """
                        resource "azurerm_network_security_group" "n" {
                          name                = "n"
                          resource_group_name = "rg"
                        }
                        resource "azurerm_subnet_network_security_group_association" "x" {
                          subnet_id                 = azurerm_subnet.a.id
                          network_security_group_id = azurerm_network_security_group.n.id
                        }
                        """)
                .resources())
        .containsExactly(
            "subnets a {name: a, addressPrefixes: [10.0.0.0/24], defaultOutboundAccess: true,"
                + " networkSecurityGroup: {id: /subscriptions/terraform/resourceGroups/rg/providers"
                + "/Microsoft.Network/networkSecurityGroups/n}}",
            "networkSecurityGroups n {}");
  }

  @Test
  void an_association_with_a_subnet_that_is_not_known_may_be_with_any() {
    assertThat(
            Text.of(
                    SUBNET
                        + """
                        resource "azurerm_subnet_route_table_association" "x" {
                          subnet_id      = var.subnet
                          route_table_id = "/t"
                        }
                        """)
                .resources()
                .getFirst())
        .contains("routeTable: {id: ?whether it exists}");
  }

  @Test
  void a_subnet_that_is_only_looked_up_is_known_by_what_others_set() {
    assertThat(
            Text.of(
                    """
                    data "azurerm_subnet" "a" {
                      name                 = "a"
                      virtual_network_name = "v"
                      resource_group_name  = "rg"
                    }
                    resource "azurerm_subnet_route_table_association" "x" {
                      subnet_id      = data.azurerm_subnet.a.id
                      route_table_id = "/t"
                    }
                    """)
                .resources()
                .getFirst())
        .startsWith("subnets a {")
        .contains("routeTable: {id: /t}")
        .contains("networkSecurityGroup: {id: ?")
        .contains("addressPrefixes: ?");
  }

  @Test
  void resources_of_one_name_are_never_one() {
    String group = "resource \"azurerm_network_security_group\" \"%s\" { name = \"n\" }\n";
    Text.Outcome outcome = Text.of(group.formatted("a") + group.formatted("b"));
    assertThat(outcome.ids()).doesNotHaveDuplicates();
    assertThat(outcome.resources())
        .containsExactly(
            "networkSecurityGroups azurerm_network_security_group.a {}",
            "networkSecurityGroups azurerm_network_security_group.b {}");
  }

  @Test
  void resources_whose_names_are_not_known_go_by_their_addresses() {
    String network =
        """
        resource "azurerm_virtual_network" "%1$s" { name = "${var.p}-%1$s" }
        resource "azurerm_subnet" "%1$s" {
          name                 = "s"
          virtual_network_name = azurerm_virtual_network.%1$s.name
        }
        """;
    Text.Outcome outcome = Text.of(network.formatted("a") + network.formatted("b"));
    assertThat(outcome.ids()).doesNotHaveDuplicates();
    assertThat(outcome.ids().get(2)).startsWith(outcome.ids().get(0) + "/subnets/s");
    assertThat(outcome.ids().get(3)).startsWith(outcome.ids().get(1) + "/subnets/s");
  }

  @Test
  void a_block_is_made_as_often_as_count_and_for_each_say() {
    assertThat(
            Text.of(
                    """
                    resource "azurerm_route_table" "a" {
                      count = 2
                      name  = "a${count.index}"
                    }
                    resource "azurerm_route_table" "b" {
                      for_each = toset(["x", "y"])
                      name     = "b${each.key}${each.value}"
                    }
                    resource "azurerm_route_table" "c" {
                      count = 0
                      name  = "c"
                    }
                    resource "azurerm_route_table" "d" {
                      for_each = { k = { n = "z" } }
                      name     = each.value.n
                    }
                    """)
                .resources())
        .containsExactly(
            "routeTables a0 {}",
            "routeTables a1 {}",
            "routeTables bxx {}",
            "routeTables byy {}",
            "routeTables z {}");
  }

  @Test
  void a_block_of_an_unknown_number_is_one_that_may_not_exist() {
    assertThat(
            Text.of(
                    """
                    resource "azurerm_route_table" "a" {
                      count = var.wanted ? 1 : 0
                      name  = "a"
                    }
                    resource "azurerm_route_table" "b" {
                      for_each = var.tables
                      name     = each.key
                    }
                    """)
                .resources())
        .containsExactly("routeTables a? {}", "routeTables azurerm_route_table.b[...]? {}");
  }

  @Test
  void whoever_names_the_only_item_of_a_block_that_may_not_exist_means_it() {
    String nsg =
        """
        resource "azurerm_network_security_group" "n" {
          count = var.wanted ? 1 : 0
          name  = "n"
        }
        resource "azurerm_virtual_network" "v" {
          name = "v"
          subnet {
            name           = "s"
            security_group = %s
          }
        }
        """;
    String item = "azurerm_network_security_group.n[0].id";
    assertThat(Text.of(nsg.formatted(item)).resources().get(1)).contains("SecurityGroups/n}");
    assertThat(Text.of(nsg.formatted("try(" + item + ", null)")).resources().get(1))
        .contains("networkSecurityGroup: {id: ?");
    assertThat(
            Text.of(nsg.formatted("one(azurerm_network_security_group.n[*].id)"))
                .resources()
                .get(1))
        .contains("networkSecurityGroup: {id: ?");
  }

  @Test
  void dynamic_blocks_are_written_out_or_not_known() {
    String nsg =
        """
        resource "azurerm_network_security_group" "n" {
          name = "n"
          security_rule { name = "first" }
          dynamic "security_rule" {
            for_each = %s
            iterator = r
            content {
              name     = r.value
              priority = 100 + r.key
            }
          }
        }
        """;
    assertThat(Text.of(nsg.formatted("[\"a\", \"b\"]")).resources())
        .containsExactly(
            "networkSecurityGroups n {securityRules: [{name: first}, {name: a, priority: 100},"
                + " {name: b, priority: 101}]}");
    assertThat(Text.of(nsg.formatted("var.rules")).resources())
        .containsExactly("networkSecurityGroups n {securityRules: ?var.rules}");
  }

  @Test
  void a_called_module_is_carried_out_with_its_inputs_and_no_root_by_itself() {
    Text.Outcome outcome =
        Text.of(
            Map.of(
                "env/main.tf",
                """
                module "net" {
                  source = "../modules/net"
                  name   = "shop"
                }
                resource "azurerm_subnet_route_table_association" "x" {
                  subnet_id      = module.net.subnet_id
                  route_table_id = "/t"
                }
                """,
                "modules/net/main.tf",
                """
                variable "name" {}
                variable "range" { default = "10.0.0.0/16" }
                resource "azurerm_virtual_network" "v" {
                  name          = "${var.name}-vnet"
                  address_space = [var.range]
                }
                resource "azurerm_subnet" "s" {
                  name                 = "s"
                  virtual_network_name = azurerm_virtual_network.v.name
                }
                output "subnet_id" { value = azurerm_subnet.s.id }
                """));
    assertThat(outcome.complaints()).isEmpty();
    assertThat(outcome.resources())
        .containsExactly(
            "virtualNetworks shop-vnet {addressSpace: {addressPrefixes: [10.0.0.0/16]}}",
            "subnets s {name: s, defaultOutboundAccess: true, routeTable: {id: /t}}");
  }

  @Test
  void a_module_from_elsewhere_is_named() {
    Text.Outcome outcome = Text.of("module \"aks\" { source = \"Azure/aks/azurerm\" }\n" + SUBNET);
    assertThat(outcome.codes()).containsExactly("MODULE_NOT_READ");
    assertThat(outcome.documents()).hasSize(1);
  }

  @Test
  void modules_that_call_each_other_end() {
    Text.Outcome outcome =
        Text.of(
            Map.of(
                "a/main.tf", "module \"b\" { source = \"../b\" }",
                "b/main.tf", "module \"a\" { source = \"../a\" }",
                "c/main.tf",
                    "module \"a\" { source = \"../a\" }\n module \"a2\" { source = \"../a\" }"));
    assertThat(outcome.codes()).contains("MODULE_NOT_READ");
  }

  @Test
  void references_that_lead_back_to_themselves_are_not_known() {
    assertThat(
            Text.of(
                    """
                    locals {
                      a = local.b
                      b = local.a
                    }
                    resource "azurerm_route_table" "t" { name = local.a }
                    """)
                .resources())
        .containsExactly("routeTables azurerm_route_table.t {}");
  }

  @Test
  void values_are_converted_to_the_type_of_their_variable() {
    assertThat(
            Text.of(
                    """
                    variable "v" {
                      type = object({ on = bool, ranges = optional(list(string), ["1.2.3.4/32"]) })
                      default = { on = "true" }
                    }
                    resource "azurerm_kubernetes_cluster" "c" {
                      name                    = "c"
                      private_cluster_enabled = var.v.on
                      api_server_authorized_ip_ranges = var.v.ranges
                    }
                    """)
                .resources()
                .getFirst())
        .contains("enablePrivateCluster: true")
        .contains("authorizedIPRanges: [1.2.3.4/32]");
  }

  @Test
  void what_is_left_alone_after_the_first_time_is_not_known() {
    String cluster =
        """
        resource "azurerm_kubernetes_cluster" "c" {
          name                    = "c"
          private_cluster_enabled = true
          network_profile {
            network_plugin = "azure"
            outbound_type  = "none"
          }
          lifecycle { ignore_changes = [%s] }
        }
        """;
    assertThat(Text.of(cluster.formatted("network_profile[0].outbound_type")).resources().get(0))
        .contains("outboundType: ?lifecycle.ignore_changes")
        .contains("networkPlugin: azure")
        .contains("enablePrivateCluster: true");
    assertThat(Text.of(cluster.formatted("all").replace("[all]", "all")).resources().getFirst())
        .contains("enablePrivateCluster: ?lifecycle.ignore_changes");
  }

  @Test
  void a_cluster_of_each_major_version_has_the_same_properties() {
    assertThat(
            Text.of(
                    """
                    resource "azurerm_kubernetes_cluster" "two" {
                      name = "c"
                      addon_profile {
                        http_application_routing { enabled = true }
                      }
                      default_node_pool {
                        name                  = "p"
                        enable_node_public_ip = true
                      }
                    }
                    """)
                .resources()
                .getFirst()
                .replace("azurerm_kubernetes_cluster.two", "c"))
        .isEqualTo(
            Text.of(
                    """
                    resource "azurerm_kubernetes_cluster" "four" {
                      name                             = "c"
                      http_application_routing_enabled = true
                      default_node_pool {
                        name                   = "p"
                        node_public_ip_enabled = true
                      }
                    }
                    """)
                .resources()
                .getFirst());
  }

  @Test
  void a_cluster_has_the_defaults_of_its_provider() {
    assertThat(
            Text.of("resource \"azurerm_kubernetes_cluster\" \"c\" { name = \"c\" }").resources())
        .containsExactly(
            "managedClusters c {disableLocalAccounts: false, apiServerAccessProfile:"
                + " {enablePrivateClusterPublicFQDN: false, disableRunCommand: false},"
                + " networkProfile: {networkPlugin: kubenet, outboundType: loadBalancer}}");
  }

  @Test
  void a_pool_apart_is_a_part_of_its_cluster() {
    Text.Outcome outcome =
        Text.of(
            """
            resource "azurerm_kubernetes_cluster" "c" {
              name = "c"
              resource_group_name = var.group
            }
            resource "azurerm_kubernetes_cluster_node_pool" "p" {
              name                  = "p"
              kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
            }
            """);
    assertThat(outcome.ids().get(1)).isEqualTo(outcome.ids().get(0) + "/agentPools/p");
    assertThat(outcome.resources().get(1))
        .isEqualTo("agentPools p {name: p, osType: Linux, mode: User}");
  }

  @Test
  void a_rule_collection_group_has_all_its_collections() {
    assertThat(
            Text.of(
                    """
                    resource "azurerm_firewall_policy_rule_collection_group" "g" {
                      name               = "g"
                      firewall_policy_id = "/p"
                      priority           = 200
                      network_rule_collection {
                        name     = "n"
                        priority = 300
                        action   = "Allow"
                        rule {
                          name                  = "r"
                          protocols             = ["UDP"]
                          source_addresses      = ["*"]
                          destination_addresses = ["AzureCloud"]
                          destination_ports     = ["1194"]
                        }
                      }
                      application_rule_collection {
                        name     = "a"
                        priority = 100
                        action   = "Allow"
                        rule {
                          name                  = "r"
                          source_addresses      = ["*"]
                          destination_fqdn_tags = ["AzureKubernetesService"]
                          protocols {
                            type = "Https"
                            port = 443
                          }
                        }
                      }
                    }
                    """)
                .resources())
        .containsExactly(
            "ruleCollectionGroups g {priority: 200, ruleCollections: [{ruleCollectionType:"
                + " FirewallPolicyFilterRuleCollection, name: n, priority: 300, rules: [{ruleType:"
                + " NetworkRule, name: r, ipProtocols: [UDP], sourceAddresses: [*],"
                + " destinationAddresses: [AzureCloud], destinationPorts: [1194]}], action: {type:"
                + " Allow}}, {ruleCollectionType: FirewallPolicyFilterRuleCollection, name: a,"
                + " priority: 100, rules: [{ruleType: ApplicationRule, name: r, protocols:"
                + " [{protocolType: Https, port: 443}], sourceAddresses: [*], fqdnTags:"
                + " [AzureKubernetesService]}], action: {type: Allow}}]}");
  }

  @Test
  void objects_of_kubernetes_are_named_once() {
    assertThat(
            Text.of(
                    """
                    resource "kubernetes_network_policy" "a" {}
                    resource "kubernetes_network_policy" "b" {}
                    resource "helm_release" "c" {}
                    """)
                .codes())
        .containsExactly("KNOWN_BY_NAME", "KNOWN_BY_NAME");
  }

  @Test
  void every_part_of_the_table_is_there() {
    for (String type : Table.AZURERM.types()) {
      Table.AZURERM.type(type).orElseThrow().rules().forEach(TerraformTest::check);
    }
  }

  private static void check(Table.Rule rule) {
    if (rule.how() == Table.How.EACH) {
      assertThat(Table.AZURERM.part(rule.argument()).rules()).isNotEmpty();
    }
  }

  @Test
  void junk_never_faults() {
    Gen<String> junk =
        Gen.pick(
                List.of(
                    "resource \"azurerm_subnet\" \"a\" {\n",
                    "}\n",
                    "name = \"a\"\n",
                    "count = 2\n",
                    "for_each = { a = 1 }\n",
                    "for_each = azurerm_subnet.a\n",
                    "count = var.x\n",
                    "resource \"azurerm_kubernetes_cluster\" \"c\" {\n",
                    "default_node_pool {\n",
                    "vnet_subnet_id = azurerm_subnet.a[0].id\n",
                    "network_profile = 1\n",
                    "lifecycle {\n",
                    "ignore_changes = [network_profile[0].outbound_type]\n",
                    "dynamic \"security_rule\" {\n",
                    "content {\n",
                    "for_each = [1]\n",
                    "resource \"azurerm_network_security_group\" \"n\" {\n",
                    "security_rule = 5\n",
                    "module \"m\" {\n",
                    "source = \"./\"\n",
                    "locals {\n",
                    "x = local.x\n",
                    "resource \"azurerm_subnet_network_security_group_association\" \"b\" {\n",
                    "subnet_id = azurerm_subnet.a.id\n",
                    "variable \"x\" {\n",
                    "default = \"\"\n",
                    "type = object({ a = optional(bool, {}) })\n",
                    "name = var.x.a.b\n",
                    "virtual_network_name = azurerm_subnet.a.name\n",
                    "output \"o\" {\n",
                    "value = module.m.o\n",
                    "security_rule {\n",
                    "id = azurerm_subnet.a.id\n"))
            .listOf(0, 25)
            .map(parts -> String.join("", parts));
    Property.cases(10_000).holds(junk, text -> assertThat(Text.of(text).documents()).isNotNull());
  }
}
