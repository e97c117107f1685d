resource "azurerm_kubernetes_cluster" "shop" {
  name                    = "shop"
  resource_group_name     = "rg-shop"
  location                = "westeurope"
  private_cluster_enabled = "false"
}
