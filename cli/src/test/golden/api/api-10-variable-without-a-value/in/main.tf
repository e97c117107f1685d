variable "private" {
  type = bool
}

resource "azurerm_kubernetes_cluster" "shop" {
  name                    = "shop"
  resource_group_name     = "rg-shop"
  location                = "westeurope"
  private_cluster_enabled = var.private

  default_node_pool {
    name    = "sys"
    vm_size = "Standard_D4s_v5"
  }
}
