variable "location" { type = string }
variable "range" { type = string }
variable "sources" { type = list(string) }

resource "azurerm_resource_group" "hub" {
  name     = "rg-hub"
  location = var.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = var.location
  address_space       = [var.range]
}

resource "azurerm_subnet" "firewall" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = [cidrsubnet(var.range, 10, 0)]
  default_outbound_access_enabled = false
}

resource "azurerm_public_ip" "firewall" {
  name                = "pip-fw"
  resource_group_name = azurerm_resource_group.hub.name
  location            = var.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_firewall_policy" "hub" {
  name                = "policy-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = var.location
}

resource "azurerm_firewall_policy_rule_collection_group" "aks" {
  name               = "aks"
  firewall_policy_id = azurerm_firewall_policy.hub.id
  priority           = 200

  application_rule_collection {
    name     = "aks"
    priority = 200
    action   = "Allow"

    rule {
      name                  = "aks"
      source_addresses      = var.sources
      destination_fqdn_tags = ["AzureKubernetesService"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }

  network_rule_collection {
    name     = "time"
    priority = 100
    action   = "Allow"

    rule {
      name                  = "ntp"
      protocols             = ["UDP"]
      source_addresses      = var.sources
      destination_addresses = ["203.0.113.10"]
      destination_ports     = ["123"]
    }
  }
}

resource "azurerm_firewall" "hub" {
  name                = "fw-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = var.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.hub.id

  ip_configuration {
    name                 = "main"
    subnet_id            = azurerm_subnet.firewall.id
    public_ip_address_id = azurerm_public_ip.firewall.id
  }
}

output "firewall_address" {
  value = azurerm_firewall.hub.ip_configuration[0].private_ip_address
}

output "network_id" {
  value = azurerm_virtual_network.hub.id
}
