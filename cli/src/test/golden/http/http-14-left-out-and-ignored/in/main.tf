resource "azurerm_kubernetes_cluster" "shop" {
  name                = "shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"

  lifecycle {
    ignore_changes = [http_application_routing_enabled]
  }
}
