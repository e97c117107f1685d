package io.seawall.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.SplittableRandom;

/// Draws the Azure side of a large cluster as the REST API gives it: pools with a subnet for nodes
/// and one for pods each, a full security group on every subnet, one route table, and a firewall in
/// a peered hub that the default route leads to.
final class AzureJson {
  /// The most rules that a security group takes.
  ///
  /// Source: Microsoft Learn, "Azure subscription and service limits", NSG rules per NSG.
  private static final int RULES_OF_A_GROUP = 1000;

  private static final String GROUP = "/subscriptions/s/resourceGroups/rg/providers/";
  private static final String NETWORK = GROUP + "Microsoft.Network/";
  private static final String SPOKE = NETWORK + "virtualNetworks/spoke";
  private static final String FIREWALL = "10.255.0.4";
  private static final List<String> PROTOCOLS = List.of("Tcp", "Udp", "*");

  private final int pools;
  private final int firewallRules;
  private final SplittableRandom random;
  private final JsonGenerator json;

  private AzureJson(int pools, int firewallRules, long seed, JsonGenerator json) {
    this.pools = pools;
    this.firewallRules = firewallRules;
    this.random = new SplittableRandom(seed);
    this.json = json;
  }

  /// @param pools node pools; each has two subnets with a group of a thousand rules
  /// @param firewallRules rules of the firewall policy, half of them for addresses
  static void write(int pools, int firewallRules, long seed, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      new AzureJson(pools, firewallRules, seed, json).write();
    }
  }

  private void write() throws IOException {
    json.writeStartArray();
    cluster();
    networks();
    for (int i = 0; i < pools; i++) {
      group("nodes-" + i);
      group("pods-" + i);
    }
    routes();
    firewall();
    json.writeEndArray();
  }

  private void cluster() throws IOException {
    start("Microsoft.ContainerService/managedClusters", "bench", "2026-06-01");
    json.writeStringField("location", "westeurope");
    json.writeObjectFieldStart("properties");
    json.writeStringField("kubernetesVersion", "1.33.2");
    json.writeStringField("nodeResourceGroup", "mc_bench");
    json.writeArrayFieldStart("agentPoolProfiles");
    for (int i = 0; i < pools; i++) {
      json.writeStartObject();
      text("name", "p" + i, "mode", i == 0 ? "System" : "User", "osType", "Linux");
      text("type", "VirtualMachineScaleSets");
      text("vnetSubnetID", SPOKE + "/subnets/nodes-" + i);
      text("podSubnetID", SPOKE + "/subnets/pods-" + i);
      json.writeBooleanField("enableNodePublicIP", i % 7 == 3);
      json.writeObjectFieldStart("securityProfile");
      text("sshAccess", i % 3 == 0 ? "Disabled" : "LocalUser");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("networkProfile");
    text("networkPlugin", "azure", "networkPolicy", "cilium", "networkDataplane", "cilium");
    text("serviceCidr", "172.16.0.0/16", "outboundType", "userDefinedRouting");
    json.writeEndObject();
    json.writeObjectFieldStart("apiServerAccessProfile");
    json.writeBooleanField("enablePrivateCluster", true);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void networks() throws IOException {
    start("Microsoft.Network/virtualNetworks", "spoke", "2024-05-01");
    json.writeObjectFieldStart("properties");
    space("10.0.0.0/9");
    json.writeArrayFieldStart("subnets");
    for (int i = 0; i < pools; i++) {
      subnet("nodes-" + i, "10." + i + ".0.0/24");
      subnet("pods-" + i, "10." + i + ".128.0/17");
    }
    json.writeEndArray();
    json.writeArrayFieldStart("virtualNetworkPeerings");
    json.writeStartObject();
    text("name", "to-hub");
    json.writeObjectFieldStart("properties");
    text("peeringState", "Connected");
    json.writeBooleanField("allowVirtualNetworkAccess", true);
    json.writeObjectFieldStart("remoteAddressSpace");
    texts("addressPrefixes", "10.255.0.0/24");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    start("Microsoft.Network/virtualNetworks", "hub", "2024-05-01");
    json.writeObjectFieldStart("properties");
    space("10.255.0.0/24");
    json.writeArrayFieldStart("subnets");
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void space(String block) throws IOException {
    json.writeObjectFieldStart("addressSpace");
    texts("addressPrefixes", block);
    json.writeEndObject();
  }

  private void subnet(String name, String block) throws IOException {
    json.writeStartObject();
    text("id", SPOKE + "/subnets/" + name, "name", name);
    json.writeObjectFieldStart("properties");
    text("addressPrefix", block);
    reference("networkSecurityGroup", NETWORK + "networkSecurityGroups/" + name);
    reference("routeTable", NETWORK + "routeTables/to-firewall");
    json.writeEndObject();
    json.writeEndObject();
  }

  private void group(String name) throws IOException {
    start("Microsoft.Network/networkSecurityGroups", name, "2024-05-01");
    json.writeObjectFieldStart("properties");
    json.writeArrayFieldStart("securityRules");
    for (int i = 0; i < RULES_OF_A_GROUP; i++) {
      rule(i);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void rule(int index) throws IOException {
    json.writeStartObject();
    text("name", "rule-" + index);
    json.writeObjectFieldStart("properties");
    json.writeNumberField("priority", 100 + index * 3);
    text("direction", index % 2 == 0 ? "Inbound" : "Outbound");
    text("access", random.nextInt(3) == 0 ? "Deny" : "Allow");
    text("protocol", PROTOCOLS.get(random.nextInt(PROTOCOLS.size())));
    texts("sourceAddressPrefixes", block(), block(), block());
    text("sourcePortRange", "*");
    texts("destinationAddressPrefixes", block(), block());
    texts("destinationPortRanges", port(), port());
    json.writeEndObject();
    json.writeEndObject();
  }

  private String block() {
    return (random.nextInt(4) == 0 ? 10 : 20 + random.nextInt(100))
        + "."
        + random.nextInt(100)
        + "."
        + random.nextInt(256)
        + ".0/24";
  }

  private String port() {
    return String.valueOf(1024 + random.nextInt(30_000));
  }

  private void routes() throws IOException {
    start("Microsoft.Network/routeTables", "to-firewall", "2024-05-01");
    json.writeObjectFieldStart("properties");
    json.writeBooleanField("disableBgpRoutePropagation", true);
    json.writeArrayFieldStart("routes");
    json.writeStartObject();
    text("name", "default");
    json.writeObjectFieldStart("properties");
    text("addressPrefix", "0.0.0.0/0", "nextHopType", "VirtualAppliance");
    text("nextHopIpAddress", FIREWALL);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void firewall() throws IOException {
    String policy = NETWORK + "firewallPolicies/policy";
    start("Microsoft.Network/azureFirewalls", "firewall", "2024-05-01");
    json.writeObjectFieldStart("properties");
    reference("firewallPolicy", policy);
    json.writeArrayFieldStart("ipConfigurations");
    json.writeStartObject();
    text("name", "ip");
    json.writeObjectFieldStart("properties");
    text("privateIPAddress", FIREWALL);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    start("Microsoft.Network/firewallPolicies", "policy", "2024-05-01");
    json.writeObjectFieldStart("properties");
    json.writeEndObject();
    json.writeEndObject();
    json.writeStartObject();
    text("id", policy + "/ruleCollectionGroups/all", "name", "all");
    text("type", "Microsoft.Network/firewallPolicies/ruleCollectionGroups");
    text("apiVersion", "2024-05-01");
    json.writeObjectFieldStart("properties");
    json.writeNumberField("priority", 200);
    json.writeArrayFieldStart("ruleCollections");
    collection("addresses", 100, true);
    collection("names", 200, false);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void collection(String name, int priority, boolean network) throws IOException {
    json.writeStartObject();
    text("name", name, "ruleCollectionType", "FirewallPolicyFilterRuleCollection");
    json.writeNumberField("priority", priority);
    json.writeObjectFieldStart("action");
    text("type", "Allow");
    json.writeEndObject();
    json.writeArrayFieldStart("rules");
    for (int i = 0; i < firewallRules / 2; i++) {
      json.writeStartObject();
      text("name", name + "-" + i);
      text("ruleType", network ? "NetworkRule" : "ApplicationRule");
      texts("sourceAddresses", "10." + random.nextInt(100) + ".0.0/16");
      if (network) {
        texts("ipProtocols", "TCP");
        texts("destinationAddresses", block(), block());
        texts("destinationPorts", port());
      } else {
        texts("targetFqdns", "host-" + i + ".example.com");
        json.writeArrayFieldStart("protocols");
        json.writeStartObject();
        text("protocolType", "Https");
        json.writeNumberField("port", 443);
        json.writeEndObject();
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void start(String type, String name, String version) throws IOException {
    json.writeStartObject();
    text("id", GROUP + type + "/" + name, "name", name, "type", type, "apiVersion", version);
  }

  private void reference(String key, String id) throws IOException {
    json.writeObjectFieldStart(key);
    text("id", id);
    json.writeEndObject();
  }

  private void text(String... pairs) throws IOException {
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      json.writeStringField(pairs[i], pairs[i + 1]);
    }
  }

  private void texts(String key, String... values) throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
