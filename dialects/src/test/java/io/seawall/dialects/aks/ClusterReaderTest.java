package io.seawall.dialects.aks;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.AzureText;
import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterReaderTest {
  /// Each property by the name that the tests use for it.
  private static final Map<String, Function<AksCluster, Fact<?>>> FACTS =
      Map.ofEntries(
          Map.entry("nodeResourceGroup", AksCluster::nodeResourceGroup),
          Map.entry("plugin", c -> c.network().plugin()),
          Map.entry("pluginMode", c -> c.network().pluginMode()),
          Map.entry("dataplane", c -> c.network().dataplane()),
          Map.entry("policy", c -> c.network().policy()),
          Map.entry("podCidrs", c -> c.network().podCidrs()),
          Map.entry("serviceCidrs", c -> c.network().serviceCidrs()),
          Map.entry("dnsServiceIp", c -> c.network().dnsServiceIp()),
          Map.entry("ipFamilies", c -> c.network().ipFamilies()),
          Map.entry("outboundType", c -> c.network().outboundType()),
          Map.entry("podLinkLocalAccess", c -> c.network().podLinkLocalAccess()),
          Map.entry("ranges", c -> c.apiServer().authorizedIpRanges()),
          Map.entry("private", c -> c.apiServer().privateCluster()),
          Map.entry("publicFqdn", c -> c.apiServer().privateClusterPublicFqdn()),
          Map.entry("zone", c -> c.apiServer().privateDnsZone()),
          Map.entry("vnetIntegration", c -> c.apiServer().vnetIntegration()),
          Map.entry("apiSubnet", c -> c.apiServer().subnet()),
          Map.entry("runCommandDisabled", c -> c.apiServer().runCommandDisabled()),
          Map.entry("localAccountsDisabled", c -> c.apiServer().localAccountsDisabled()),
          Map.entry("publicAccess", c -> c.apiServer().publicNetworkAccess()),
          Map.entry("fqdn", c -> c.apiServer().fqdn()),
          Map.entry("privateFqdn", c -> c.apiServer().privateFqdn()),
          Map.entry("appRouting", AksCluster::appRouting),
          Map.entry("controller", AksCluster::appRoutingController),
          Map.entry("mesh", AksCluster::serviceMeshMode),
          Map.entry("revisions", AksCluster::meshRevisions),
          Map.entry("artifacts", AksCluster::artifactSource),
          Map.entry("acceleration", AksCluster::accelerationMode),
          Map.entry("provisioning", AksCluster::nodeProvisioningMode),
          Map.entry("proxy", AksCluster::httpProxy),
          Map.entry("gatewayApi", c -> c.gatewayApi().installation()),
          Map.entry("gatewayIstio", c -> c.gatewayApi().istio()),
          Map.entry("acns", c -> c.advancedNetworking().enabled()),
          Map.entry("acnsSecurity", c -> c.advancedNetworking().security()),
          Map.entry("acnsPolicies", c -> c.advancedNetworking().policies()),
          Map.entry("encryption", c -> c.advancedNetworking().transitEncryption()),
          Map.entry("kubelet", c -> c.identity().kubelet()),
          Map.entry("oidc", c -> c.identity().oidcIssuer()),
          Map.entry("workloadIdentity", c -> c.identity().workloadIdentity()),
          Map.entry("podIdentity", c -> c.identity().podIdentity()),
          Map.entry("staticEgress", AksCluster::staticEgressGateway),
          Map.entry("sshKeys", AksCluster::sshKeys),
          Map.entry("addonHttp", c -> c.addonEnabled("httpApplicationRouting")));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          nodeResourceGroup     | nodeResourceGroup: MC_g_shop_we                                         | Known MC_g_shop_we
          plugin                | networkProfile: {networkPlugin: azure}                                  | Known azure
          pluginMode            | networkProfile: {networkPluginMode: overlay}                            | Known overlay
          dataplane             | networkProfile: {networkDataplane: cilium}                              | Known cilium
          policy                | networkProfile: {networkPolicy: calico}                                 | Known calico
          policy                | networkProfile: {networkPolicy: null}                                   | Null
          policy                | networkProfile: {}                                                      | Absent
          policy                | networkProfile: "[variables('network')]"                                | Unresolved [variables('network')]
          podCidrs              | networkProfile: {podCidr: 10.244.0.0/16, podCidrs: [10.244.0.0/16]}     | Known [10.244.0.0/16]
          podCidrs              | networkProfile: {podCidr: 10.244.0.0/16}                                | Known [10.244.0.0/16]
          podCidrs              | networkProfile: {podCidr: 10.244.0.0/16, podCidrs: [10.244.0.0/16, 'fd00::/64']} | Known [10.244.0.0/16, fd00::/64]
          podCidrs              | networkProfile: {podCidrs: ["[parameters('p')]"]}                       | Unresolved [parameters('p')]
          podCidrs              | networkProfile: {podCidr: null, podCidrs: null}                         | Null
          podCidrs              | networkProfile: {podCidr: null}                                         | Null
          podCidrs              |                                                                         | Absent
          serviceCidrs          | networkProfile: {serviceCidr: 10.0.0.0/16}                              | Known [10.0.0.0/16]
          dnsServiceIp          | networkProfile: {dnsServiceIP: 10.0.0.10}                               | Known 10.0.0.10
          ipFamilies            | networkProfile: {ipFamilies: [IPv4, IPv6]}                              | Known [IPv4, IPv6]
          outboundType          | networkProfile: {outboundType: userDefinedRouting}                      | Known userDefinedRouting
          outboundType          | networkProfile: {outboundType: 7}                                       | Known 7
          podLinkLocalAccess    | networkProfile: {podLinkLocalAccess: None}                              | Known None
          ranges                | apiServerAccessProfile: {authorizedIPRanges: [198.51.100.7/32]}         | Known [198.51.100.7/32]
          ranges                | apiServerAccessProfile: {authorizedIpRanges: []}                        | Known []
          ranges                | apiServerAccessProfile: {AuthorizedIPRanges: null}                      | Null
          ranges                | apiServerAccessProfile: null                                            | Absent
          ranges                | apiServerAuthorizedIPRanges: [198.51.100.0/24]                          | Known [198.51.100.0/24]
          ranges                | apiServerAuthorizedIPRanges: [1.2.3.4], apiServerAccessProfile: {authorizedIPRanges: null} | Known [1.2.3.4]
          ranges                | apiServerAuthorizedIPRanges: [1.2.3.4], apiServerAccessProfile: {authorizedIPRanges: []} | Known []
          ranges                | apiServerAccessProfile: "[if(parameters('p'), variables('a'), null())]" | Unresolved [if(parameters('p'), variables('a'), null())]
          private               | apiServerAccessProfile: {enablePrivateCluster: true}                    | Known true
          private               | apiServerAccessProfile: {enablePrivateCluster: "false"}                 | Known false
          private               | apiServerAccessProfile: {enablePrivateCluster: "[parameters('p')]"}     | Unresolved [parameters('p')]
          publicFqdn            | apiServerAccessProfile: {enablePrivateClusterPublicFQDN: true}          | Known true
          zone                  | apiServerAccessProfile: {privateDnsZone: none}                          | Known none
          vnetIntegration       | apiServerAccessProfile: {enableVnetIntegration: true}                   | Known true
          apiSubnet             | apiServerAccessProfile: {subnetId: /x/api}                              | Known /x/api
          runCommandDisabled    | apiServerAccessProfile: {disableRunCommand: true}                       | Known true
          localAccountsDisabled | disableLocalAccounts: true                                              | Known true
          publicAccess          | publicNetworkAccess: Disabled                                           | Known Disabled
          fqdn                  | fqdn: shop.hcp.westeurope.azmk8s.io                                     | Known shop.hcp.westeurope.azmk8s.io
          privateFqdn           | privateFqdn: shop.privatelink.westeurope.azmk8s.io                      | Known shop.privatelink.westeurope.azmk8s.io
          appRouting            | ingressProfile: {webAppRouting: {enabled: true}}                        | Known true
          controller            | ingressProfile: {webAppRouting: {nginx: {defaultIngressControllerType: Internal}}} | Known Internal
          mesh                  | serviceMeshProfile: {mode: Istio}                                       | Known Istio
          revisions             | serviceMeshProfile: {istio: {revisions: [asm-1-28]}}                    | Known [asm-1-28]
          artifacts             | bootstrapProfile: {artifactSource: Cache}                               | Known Cache
          acceleration          | networkProfile: {advancedNetworking: {performance: {accelerationMode: BpfVeth}}} | Known BpfVeth
          provisioning          | nodeProvisioningProfile: {mode: Auto}                                   | Known Auto
          proxy                 | httpProxyConfig: {httpProxy: 'http://10.0.0.9:3128'}                    | Known true
          proxy                 | httpProxyConfig: {httpsProxy: 'http://10.0.0.9:3128', enabled: true}    | Known true
          proxy                 | httpProxyConfig: {httpProxy: 'http://10.0.0.9:3128', enabled: false}    | Known false
          proxy                 | httpProxyConfig: {httpProxy: "[parameters('p')]"}                       | Unresolved [parameters('p')]
          proxy                 | httpProxyConfig: null                                                   | Absent
          gatewayApi            | ingressProfile: {gatewayAPI: {installation: Standard}}                  | Known Standard
          gatewayIstio          | ingressProfile: {webAppRouting: {gatewayAPIImplementations: {appRoutingIstio: {mode: Enabled}}}} | Known Enabled
          acns                  | networkProfile: {advancedNetworking: {enabled: true}}                   | Known true
          acnsSecurity          | networkProfile: {advancedNetworking: {security: {enabled: true}}}       | Known true
          acnsPolicies          | networkProfile: {advancedNetworking: {security: {advancedNetworkPolicies: L7}}} | Known L7
          encryption            | networkProfile: {advancedNetworking: {security: {transitEncryption: {type: WireGuard}}}} | Known WireGuard
          kubelet               | identityProfile: {kubeletidentity: {resourceId: /x/kubelet}}            | Known /x/kubelet
          oidc                  | oidcIssuerProfile: {enabled: true}                                      | Known true
          workloadIdentity      | securityProfile: {workloadIdentity: {enabled: true}}                    | Known true
          podIdentity           | podIdentityProfile: {enabled: true}                                     | Known true
          staticEgress          | networkProfile: {staticEgressGatewayProfile: {enabled: true}}           | Known true
          sshKeys               | linuxProfile: {adminUsername: a, ssh: {publicKeys: [{keyData: ssh-rsa A}]}} | Known true
          sshKeys               | linuxProfile: {adminUsername: a, ssh: {publicKeys: [{keyData: "[parameters('k')]"}]}} | Known true
          sshKeys               | linuxProfile: {adminUsername: a, ssh: {publicKeys: []}}                 | Known false
          sshKeys               | linuxProfile: {adminUsername: a, ssh: {publicKeys: [{keyData: ''}]}}    | Known false
          sshKeys               | linuxProfile: null                                                      | Absent
          addonHttp             | addonProfiles: {httpApplicationRouting: {enabled: true}}                | Known true
          addonHttp             | addonProfiles: {httpapplicationrouting: {enabled: "True"}}              | Known true
          addonHttp             | addonProfiles: {HTTPApplicationRouting: {enabled: false, config: null}} | Known false
          addonHttp             | addonProfiles: {httpApplicationRouting: null}                           | Absent
          addonHttp             | addonProfiles: {httpApplicationRouting: {enabled: "[parameters('h')]"}} | Unresolved [parameters('h')]
          addonHttp             | addonProfiles: {httpApplicationRouting: "[parameters('h')]"}            | Unresolved [parameters('h')]
          addonHttp             | addonProfiles: {httpapplicationrouting: {enabled: false}, httpApplicationRouting: {enabled: true}} | Unresolved two values, of line 2 and of line 2
          addonHttp             | addonProfiles: {azurepolicy: {enabled: true}}                           | Absent
          addonHttp             | addonProfiles: "[variables('addons')]"                                  | Unresolved [variables('addons')]
          addonHttp             | addonProfiles: [httpApplicationRouting]                                 | Unresolved a list
          addonHttp             | addonProfiles: null                                                     | Absent
          """)
  void a_property_is_read_where_the_api_has_it(String fact, String properties, String value) {
    AksCluster cluster = Aks.cluster(properties == null ? "" : properties);
    assertThat(Aks.shown(FACTS.getOrDefault(fact, _ -> unknown(fact)).apply(cluster)))
        .isEqualTo(value);
  }

  private static Fact<?> unknown(String fact) {
    throw new AssertionError("no such fact: " + fact);
  }

  @Test
  void the_command_line_the_rest_api_and_a_saved_description_say_the_same() {
    String properties =
        """
        "currentKubernetesVersion": "1.33.5", "kubernetesVersion": "1.33",
        "nodeResourceGroup": "MC", "fqdn": "f",
        "agentPoolProfiles": [{"name": "sys", "mode": "System", "osType": "Linux", "count": 3,
          "enableNodePublicIP": false, "vnetSubnetID": "/x/s", "podSubnetID": null,
          "securityProfile": {"sshAccess": "LocalUser"}, "type": "VirtualMachineScaleSets",
          "nodeImageVersion": "i"}],
        "networkProfile": {"networkPlugin": "azure", "loadBalancerProfile":
          {"effectiveOutboundIPs": [{"id": "/x/ip"}]}},
        "apiServerAccessProfile": {"authorizedIPRanges": ["1.2.3.4/32"]},
        "addonProfiles": {"azurepolicy": {"enabled": true, "config": {"version": "v2"}}}
        """;
    String top =
        "\"id\": \"%s\", \"name\": \"shop\", \"location\": \"we\", \"sku\": {\"name\": \"Base\"},"
                .formatted(Aks.ID)
            + " \"type\": \"Microsoft.ContainerService/ManagedClusters\"";
    String rest = "{%s, \"properties\": {%s}}".formatted(top, properties);
    String commandLine =
        "{%s, %s}"
            .formatted(
                top,
                properties
                    .replace("authorizedIPRanges", "authorizedIpRanges")
                    .replace("enableNodePublicIP", "enableNodePublicIp")
                    .replace("vnetSubnetID", "vnetSubnetId")
                    .replace("podSubnetID", "podSubnetId")
                    .replace("effectiveOutboundIPs", "effectiveOutboundIps"));
    String described =
        "{\"apiVersion\": \"management.azure.com/v1\", \"kind\": \"ClusterDescribe\","
            + " \"metadata\": {\"provider\": \"aks\"}, \"data\": %s}".formatted(rest);
    assertThat(Aks.messages(rest) + Aks.messages(commandLine) + Aks.messages(described)).isEmpty();
    Object plain = AzureText.plain(Aks.only(rest));
    assertThat(AzureText.plain(Aks.only(commandLine))).isEqualTo(plain);
    assertThat(AzureText.plain(Aks.only(described))).isEqualTo(plain);
    AksCluster cluster = Aks.only(commandLine);
    assertThat(cluster.kubernetesVersion()).isEqualTo("1.33.5");
    assertThat(cluster.location()).isEqualTo("we");
    assertThat(cluster.skuName()).isEqualTo("Base");
    assertThat(cluster.apiVersion()).isEmpty();
    assertThat(cluster.template()).isFalse();
    assertThat(cluster.network().effectiveOutboundIps()).containsExactly(new ResourceId("/x/ip"));
    assertThat(addon(cluster, "azurepolicy").config()).containsEntry("version", "v2");
    assertThat(cluster.pools()).hasSize(1);
  }

  @Test
  void addons_keep_the_name_that_is_written() {
    AksCluster cluster = Aks.cluster("addonProfiles: {omsAgent: {enabled: true}}");
    assertThat(addon(cluster, "omsagent").name()).isEqualTo("omsAgent");
    assertThat(addon(cluster, "omsagent").where().field())
        .isEqualTo("properties.addonProfiles.omsAgent");
  }

  private static AksCluster.Addon addon(AksCluster cluster, String name) {
    return Objects.requireNonNull(cluster.addons().get(name), name);
  }

  @Test
  void outbound_addresses_of_the_load_balancer_and_of_the_nat_gateway_count_together() {
    AksCluster cluster =
        Aks.cluster(
            "networkProfile: {loadBalancerProfile: {effectiveOutboundIPs: [{id: /x/lb}]},"
                + " natGatewayProfile: {effectiveOutboundIPs: [{id: /x/nat}]}}");
    assertThat(cluster.network().effectiveOutboundIps())
        .containsExactly(new ResourceId("/x/lb"), new ResourceId("/x/nat"));
  }

  @Test
  void a_template_is_an_intended_state_with_the_version_of_the_resource() {
    AksCluster cluster =
        Aks.only(
            """
            {%s, resources: [{type: Microsoft.ContainerService/managedClusters,
              apiVersion: '2020-03-01', name: "[parameters('name')]",
              location: "[parameters('location')]", properties: {agentPoolProfiles: [
                {name: agentpool, osType: "[parameters('osType')]"}]}}]}
            """
                .formatted(Aks.SCHEMA));
    assertThat(cluster.template()).isTrue();
    assertThat(cluster.apiVersion()).contains("2020-03-01");
    assertThat(cluster.name()).isEqualTo("[parameters('name')]");
    assertThat(cluster.location()).isEmpty();
    assertThat(Aks.shown(cluster.pools().getFirst().osType()))
        .isEqualTo("Unresolved [parameters('osType')]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          by their names       | agentPoolProfiles: [{name: sys}, {name: user}]    | sys, user
          without a name       | agentPoolProfiles: [{mode: System}]               | agentPoolProfiles[0]
          none                 | agentPoolProfiles: []                             |
          left out             | fqdn: f                                           |
          an expression        | agentPoolProfiles: "[variables('pools')]"         | agentPoolProfiles
          a loop               | copy: [{name: agentPoolProfiles, count: "[parameters('n')]", input: {}}] | agentPoolProfiles
          """)
  void pools_are_listed(String name, String properties, String names) {
    List<NodePool> pools = Aks.cluster(properties).pools();
    assertThat(String.join(", ", pools.stream().map(NodePool::name).toList()))
        .isEqualTo(names == null ? "" : names);
  }

  @Test
  void of_pools_that_an_expression_gives_nothing_is_known() {
    NodePool pool = Aks.cluster("agentPoolProfiles: \"[variables('pools')]\"").pools().getFirst();
    assertThat(Aks.shown(pool.sshAccess())).isEqualTo("Unresolved [variables('pools')]");
    assertThat(pool.allowedHostPorts().isExact()).isFalse();
  }

  @Test
  void a_misspelt_property_is_named_and_an_invented_one_is_not() {
    String text =
        Aks.answer("newSetting: {id: /x}, apiServerAccessProfile: {authorisedIPRanges: [1.2.3.4]}");
    assertThat(Aks.messages(text))
        .isEqualTo(
            """
            -:2: error: AKS cluster shop, properties.apiServerAccessProfile.authorisedIPRanges [UNKNOWN_FIELD]
              found the field authorisedIPRanges, expected authorizedIPRanges
              help: correct the spelling; a field that the API does not know is refused or dropped
            """);
  }

  @Test
  void a_property_that_people_take_for_a_private_api_server_is_named() {
    assertThat(Aks.messages(Aks.answer("privateEndpoint: {id: /x}")))
        .isEqualTo(
            """
            -:2: warning: AKS cluster shop, properties.privateEndpoint [UNKNOWN_FIELD]
              found the property privateEndpoint, expected apiServerAccessProfile.enablePrivateCluster for a private API server
              help: a managed cluster has no such property: it is ignored
            """);
  }

  @Test
  void values_of_another_kind_are_named_once() {
    String text =
        Aks.answer("apiServerAccessProfile: {authorizedIPRanges: 1.2.3.4}, addonProfiles: [x]");
    assertThat(Aks.messages(text))
        .isEqualTo(
            """
            -:2: error: AKS cluster shop, properties.addonProfiles [WRONG_TYPE]
              found a list, expected a mapping
            -:2: error: AKS cluster shop, properties.apiServerAccessProfile.authorizedIPRanges [WRONG_TYPE]
              found the text "1.2.3.4", expected a list
            """);
  }
}
