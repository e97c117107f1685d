locals {
  location = "westeurope"
  spoke    = "10.10.0.0/16"
  hub      = "10.1.0.0/16"
}

module "hub" {
  source   = "./modules/hub"
  location = local.location
  range    = local.hub
  sources  = [local.spoke]
}

module "spoke" {
  source       = "./modules/spoke"
  location     = local.location
  range        = local.spoke
  next_hop     = module.hub.firewall_address
  hub_id       = module.hub.network_id
  subnet_names = ["nodes", "pods"]
}

resource "azurerm_kubernetes_cluster" "shop" {
  name                    = "shop"
  resource_group_name     = "rg-spoke"
  location                = local.location
  private_cluster_enabled = true
  run_command_enabled     = false
  local_account_disabled  = true

  default_node_pool {
    name           = "sys"
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = module.spoke.subnet_ids["nodes"]
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    network_data_plane  = "cilium"
    outbound_type       = "userDefinedRouting"
  }
}
