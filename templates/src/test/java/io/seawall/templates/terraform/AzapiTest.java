package io.seawall.templates.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import org.junit.jupiter.api.Test;

class AzapiTest {
  private static final String CLUSTER =
      """
      resource "azurerm_kubernetes_cluster" "c" {
        name = "c"
        default_node_pool {
          name       = "sys"
          node_count = 2
        }
        network_profile { network_plugin = "azure" }
      }
      """;

  @Test
  void a_resource_is_its_body() {
    Document document =
        Text.of(
                """
                resource "azurerm_resource_group" "g" { name = "rg" }
                resource "azapi_resource" "c" {
                  type      = "Microsoft.ContainerService/managedClusters@2026-06-01"
                  name      = "c"
                  parent_id = azurerm_resource_group.g.id
                  location  = "westeurope"
                  body = {
                    sku        = { name = "Automatic" }
                    properties = { networkProfile = { networkPlugin = "azure" } }
                  }
                }
                """)
            .documents()
            .getFirst();
    assertThat(Text.tree(document.root()))
        .isEqualTo(
            "{id: /subscriptions/terraform/resourceGroups/rg/providers"
                + "/Microsoft.ContainerService/managedClusters/c, type:"
                + " Microsoft.ContainerService/managedClusters, name: c, apiVersion: 2026-06-01,"
                + " location: westeurope, sku: {name: Automatic}, properties: {networkProfile:"
                + " {networkPlugin: azure}}}");
  }

  @Test
  void a_part_has_its_parent_in_its_id() {
    assertThat(
            Text.of(
                    CLUSTER
                        + """
                        resource "azapi_resource" "p" {
                          type      = "Microsoft.ContainerService/managedClusters/agentPools@2026-06-01"
                          name      = "p"
                          parent_id = azurerm_kubernetes_cluster.c.id
                          body      = jsonencode({ properties = { mode = "User" } })
                        }
                        """)
                .ids()
                .get(1))
        .endsWith("/managedClusters/c/agentPools/p");
  }

  @Test
  void an_update_changes_what_the_provider_says() {
    assertThat(
            Text.of(
                    CLUSTER
                        + """
                        resource "azapi_update_resource" "u" {
                          type        = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
                          resource_id = azurerm_kubernetes_cluster.c.id
                          body = jsonencode({
                            properties = {
                              networkProfile    = { podLinkLocalAccess = "None" }
                              agentPoolProfiles = [{ name = "sys", count = 3 }]
                            }
                          })
                        }
                        """)
                .resources()
                .getFirst())
        .contains("networkPlugin: azure, outboundType: loadBalancer, podLinkLocalAccess: None")
        .contains("[{mode: System, name: sys, osType: Linux, count: 3}]");
  }

  @Test
  void an_update_of_the_first_pool_changes_it_inside_the_cluster() {
    assertThat(
            Text.of(
                    CLUSTER
                        + """
                        resource "azapi_update_resource" "u" {
                          type        = "Microsoft.ContainerService/managedClusters/agentPools@2026-06-01"
                          resource_id = "${azurerm_kubernetes_cluster.c.id}/agentPools/sys"
                          body        = { properties = { securityProfile = { sshAccess = "Disabled" } } }
                        }
                        """)
                .resources()
                .getFirst())
        .contains("securityProfile: {sshAccess: Disabled}");
  }

  @Test
  void an_update_that_may_not_exist_leaves_its_properties_unknown() {
    assertThat(
            Text.of(
                    CLUSTER
                        + """
                        resource "azapi_update_resource" "u" {
                          count       = var.wanted ? 1 : 0
                          type        = "Microsoft.ContainerService/managedClusters@2026-06-01"
                          resource_id = azurerm_kubernetes_cluster.c.id
                          body        = { properties = { disableLocalAccounts = true } }
                        }
                        """)
                .resources()
                .getFirst())
        .contains("disableLocalAccounts: ?whether it exists");
  }

  @Test
  void an_update_of_a_resource_that_is_not_known_may_change_any() {
    assertThat(
            Text.of(
                    CLUSTER
                        + """
                        resource "azapi_update_resource" "u" {
                          type        = "Microsoft.ContainerService/managedClusters@2026-06-01"
                          resource_id = var.cluster
                          body        = { properties = { disableLocalAccounts = true } }
                        }
                        """)
                .resources()
                .getFirst())
        .contains("disableLocalAccounts: ?whether it exists");
  }

  @Test
  void a_body_that_is_not_known_leaves_all_properties_unknown() {
    assertThat(
            Text.of(
                    CLUSTER
                        + """
                        resource "azapi_update_resource" "u" {
                          type        = "Microsoft.ContainerService/managedClusters@2026-06-01"
                          resource_id = azurerm_kubernetes_cluster.c.id
                          body        = var.body
                        }
                        """)
                .resources())
        .containsExactly("managedClusters c ?body");
  }

  @Test
  void a_body_may_be_text_of_json() {
    assertThat(
            Text.of(
                    """
                    resource "azapi_resource" "n" {
                      type = "Microsoft.Network/networkSecurityGroups@2024-05-01"
                      name = "n"
                      body = "{\\"properties\\": {\\"securityRules\\": [{\\"name\\": \\"r\\"}]}}"
                    }
                    """)
                .resources())
        .containsExactly("networkSecurityGroups n {securityRules: [{name: r}]}");
  }
}
