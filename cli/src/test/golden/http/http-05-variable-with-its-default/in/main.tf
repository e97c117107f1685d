resource "azurerm_kubernetes_cluster" "shop" {
  name                             = "shop"
  resource_group_name              = "rg-shop"
  location                         = "westeurope"
  http_application_routing_enabled = var.http_routing
}
