variable "location" { type = string }
variable "range" { type = string }
variable "next_hop" { type = string }
variable "hub_id" { type = string }
variable "subnet_names" { type = list(string) }

locals {
  group = "rg-spoke"
}

resource "azurerm_virtual_network" "spoke" {
  name                = "vnet-spoke"
  resource_group_name = local.group
  location            = var.location
  address_space       = [var.range]
}

resource "azurerm_subnet" "this" {
  for_each                        = { for i, name in var.subnet_names : name => i }
  name                            = each.key
  resource_group_name             = local.group
  virtual_network_name            = azurerm_virtual_network.spoke.name
  address_prefixes                = [cidrsubnet(var.range, 6, each.value)]
  default_outbound_access_enabled = false
}

resource "azurerm_virtual_network_peering" "hub" {
  name                      = "to-hub"
  resource_group_name       = local.group
  virtual_network_name      = azurerm_virtual_network.spoke.name
  remote_virtual_network_id = var.hub_id
}

resource "azurerm_route_table" "out" {
  name                          = "rt-out"
  resource_group_name           = local.group
  location                      = var.location
  bgp_route_propagation_enabled = false
}

resource "azurerm_route" "default" {
  name                   = "default"
  resource_group_name    = local.group
  route_table_name       = azurerm_route_table.out.name
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = var.next_hop
}

resource "azurerm_subnet_route_table_association" "out" {
  for_each       = azurerm_subnet.this
  subnet_id      = each.value.id
  route_table_id = azurerm_route_table.out.id
}

output "subnet_ids" {
  value = { for name, subnet in azurerm_subnet.this : name => subnet.id }
}
