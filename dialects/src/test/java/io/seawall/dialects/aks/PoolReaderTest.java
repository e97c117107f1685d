package io.seawall.dialects.aks;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.AzureText;
import io.seawall.model.Facts.PoolOf;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolReaderTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          disabled             | securityProfile: {sshAccess: Disabled}               | Known Disabled
          in small letters     | securityProfile: {sshaccess: disabled}               | Known disabled
          left out             | securityProfile: {enableVTPM: true}                  | Absent
          null                 | securityProfile: {sshAccess: null}                   | Null
          with the part null   | securityProfile: null                                | Absent
          an expression        | securityProfile: {sshAccess: "[parameters('ssh')]"}  | Unresolved [parameters('ssh')]
          """)
  void ssh_access_is_told_apart_from_its_absence(String name, String properties, String fact) {
    assertThat(Aks.shown(Aks.pool(properties).sshAccess())).isEqualTo(fact);
  }

  @Test
  void a_pool_is_read_in_full() {
    NodePool pool =
        Aks.pool(
            "mode: User, osType: Windows, vnetSubnetID: /x/nodes, podSubnetID: /x/pods,"
                + " enableNodePublicIP: \"true\", nodePublicIPPrefixID: /x/prefix, count: 4,"
                + " nodeImageVersion: AKSWindows-2022, windowsProfile: {disableOutboundNat: true},"
                + " networkProfile: {applicationSecurityGroups: [/x/asg]}");
    assertThat(pool.name()).isEqualTo("user");
    assertThat(pool.apiVersion()).contains("2026-06-01");
    assertThat(pool.mode().is("User")).isTrue();
    assertThat(pool.osType().is("Windows")).isTrue();
    assertThat(pool.vnetSubnet().is(new ResourceId("/X/NODES"))).isTrue();
    assertThat(pool.podSubnet().is(new ResourceId("/x/pods"))).isTrue();
    assertThat(pool.nodePublicIp().is(true)).isTrue();
    assertThat(pool.publicIpPrefix().is(new ResourceId("/x/prefix"))).isTrue();
    assertThat(pool.count().is(4)).isTrue();
    assertThat(pool.nodeImageVersion().is("AKSWindows-2022")).isTrue();
    assertThat(pool.windowsOutboundNatDisabled().is(true)).isTrue();
    assertThat(pool.applicationGroups().is(List.of(new ResourceId("/X/asg")))).isTrue();
    assertThat(pool.where().field()).isEqualTo("properties.agentPoolProfiles[user]");
  }

  /// Rows of the form name, allowedHostPorts, whether TCP 22 is sure and possible, and UDP 22.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          none                  | allowedHostPorts: []                                                | no  | no
          left out              | nodePublicIPTags: []                                                | no  | no
          the port              | allowedHostPorts: [{portStart: 22, portEnd: 22, protocol: TCP}]     | yes | no
          inside a range        | allowedHostPorts: [{portStart: 20, portEnd: 80, protocol: tcp}]     | yes | no
          outside a range       | allowedHostPorts: [{portStart: 23, portEnd: 80, protocol: TCP}]     | no  | no
          of UDP                | allowedHostPorts: [{portStart: 22, portEnd: 22, protocol: UDP}]     | no  | yes
          the second of two     | allowedHostPorts: [{portStart: 80, portEnd: 80, protocol: TCP}, {portStart: 22, portEnd: 22, protocol: TCP}] | yes | no
          a range backwards     | allowedHostPorts: [{portStart: 30, portEnd: 20, protocol: TCP}]     | perhaps | perhaps
          no protocol           | allowedHostPorts: [{portStart: 22, portEnd: 22}]                    | perhaps | perhaps
          an expression         | allowedHostPorts: "[parameters('ports')]"                           | perhaps | perhaps
          one is an expression  | allowedHostPorts: [{portStart: 22, portEnd: 22, protocol: TCP}, "[variables('p')]"] | yes | perhaps
          """)
  void host_ports_that_cannot_be_read_are_open_perhaps(
      String name, String ports, String tcp, String udp) {
    NodePool pool = Aks.pool("networkProfile: {%s}".formatted(ports));
    assertThat(open(pool, Protocol.TCP)).isEqualTo(tcp);
    assertThat(open(pool, Protocol.UDP)).isEqualTo(udp);
  }

  private static String open(NodePool pool, Protocol protocol) {
    Packet packet = new Packet(protocol, 22, 50_000);
    if (pool.allowedHostPorts().sure().contains(packet)) {
      return "yes";
    }
    return pool.allowedHostPorts().possible().contains(packet) ? "perhaps" : "no";
  }

  @Test
  void host_ports_that_azure_refuses_are_complained_of() {
    String text =
        Aks.answer(
            """
            agentPoolProfiles: [{name: user, networkProfile: {allowedHostPorts: [
            {portStart: 30, portEnd: 20, protocol: TCP},
            {portStart: 30, portEnd: 40, protocol: ICMP}, {protocol: UDP}]}}]\
            """);
    assertThat(Aks.messages(text))
        .isEqualTo(
            """
            -:3: error: AKS cluster shop, properties.agentPoolProfiles[user].networkProfile.allowedHostPorts[0].portStart [PORT_RANGE]
              found a range from 30 to 20, expected portStart and portEnd from 1 to 65535, in this order
            -:4: error: AKS cluster shop, properties.agentPoolProfiles[user].networkProfile.allowedHostPorts[1].protocol [WRONG_VALUE]
              found the text "ICMP", expected TCP or UDP
            -:4: error: AKS cluster shop, properties.agentPoolProfiles[user].networkProfile.allowedHostPorts[2] [PORT_RANGE]
              found a range from nothing to nothing, expected portStart and portEnd from 1 to 65535, in this order
            """);
  }

  @Test
  void a_pool_of_its_own_reads_as_one_inside_the_cluster() {
    String properties =
        "type: VirtualMachineScaleSets, mode: User, enableNodePublicIP: true, securityProfile:"
            + " {sshAccess: Disabled}";
    String apart =
        "{id: %s/agentPools/user, name: user, apiVersion: '2026-06-01', properties: {%s}}"
            .formatted(Aks.ID, properties);
    String flat =
        "{id: %s/agentPools/user, name: user, apiVersion: '2026-06-01', %s}"
            .formatted(Aks.ID, properties);
    Object inline = AzureText.plain(Aks.pool(properties));
    for (String text : List.of(apart, flat)) {
      PoolOf pool = Aks.read(text).value().azure().poolsApart().getFirst();
      assertThat(pool.cluster()).isEqualTo(new ResourceId(Aks.ID));
      assertThat(AzureText.plain(pool.pool())).isEqualTo(inline);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          nested        | {type: Microsoft.ContainerService/managedClusters, name: shop, resources: [{type: agentPools, name: user}]} | yes
          beside        | {type: Microsoft.ContainerService/managedClusters, name: shop}, {type: Microsoft.ContainerService/managedClusters/agentPools, name: shop/user} | yes
          computed      | {type: Microsoft.ContainerService/managedClusters, name: "[variables('c')]"}, {type: Microsoft.ContainerService/managedClusters/agentPools, name: "[format('{0}/{1}', variables('c'), 'user')]"} | yes
          who knows     | {type: Microsoft.ContainerService/managedClusters, name: shop}, {type: Microsoft.ContainerService/managedClusters/agentPools, name: "[parameters('p')]"} | no
          """)
  void a_pool_in_a_template_belongs_to_its_cluster(String name, String resources, String known) {
    var azure = Aks.read("{%s, resources: [%s]}".formatted(Aks.SCHEMA, resources)).value().azure();
    boolean belongs =
        azure.poolsApart().getFirst().cluster().equals(azure.clusters().getFirst().id());
    assertThat(belongs ? "yes" : "no").isEqualTo(known);
  }

  @Test
  void a_pool_whose_cluster_is_computed_is_noted() {
    String text =
        "{%s, resources: [{type: Microsoft.ContainerService/managedClusters/agentPools, name: \"[parameters('p')]\"}]}"
            .formatted(Aks.SCHEMA);
    assertThat(Aks.messages(text))
        .isEqualTo(
            """
            -:1: note: AKS node pool [parameters('p')] [POOL_WITHOUT_CLUSTER]
              found a node pool whose cluster is named by an expression, expected cluster/pool as its name
              help: it is taken to be of the only cluster of the input
            """);
  }
}
