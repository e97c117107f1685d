package io.seawall.dialects.azurenetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.seawall.dialects.AzureText;
import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.NetworkInterface;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.packets.Address;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureNetworkReadingTest {
  /// Rows of the form name, the network profile of a scale set, its security group, its subnet.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          attached          | networkInterfaceConfigurations: [{name: a, properties: {networkSecurityGroup: {id: /x/nsg}, ipConfigurations: [{name: b, properties: {subnet: {id: /x/s}}}]}}] | Known /x/nsg | Known /x/s
          as the CLI prints | networkInterfaceConfigurations: [{name: a, networkSecurityGroup: {id: /x/nsg}, ipConfigurations: [{name: b, subnet: {id: /x/s}}]}] | Known /x/nsg | Known /x/s
          nothing attached  | networkInterfaceConfigurations: [{name: a, properties: {networkSecurityGroup: null, ipConfigurations: [{properties: {subnet: {id: /x/s}}}]}}] | Null | Known /x/s
          the primary one   | networkInterfaceConfigurations: [{properties: {primary: false, networkSecurityGroup: {id: /x/a}}}, {properties: {primary: true, networkSecurityGroup: {id: /x/b}, ipConfigurations: [{properties: {subnet: {id: /x/s}}}, {properties: {primary: true, subnet: {id: /x/t}}}]}}] | Known /x/b | Known /x/t
          an expression     | networkInterfaceConfigurations: "[variables('nics')]" | Unresolved [variables('nics')] | Unresolved the network interface is not in the document
          no interface      | networkInterfaceConfigurations: [] | Unresolved the network interface is not in the document | Unresolved the network interface is not in the document
          """)
  void a_scale_set_tells_the_group_and_subnet_of_its_machines(
      String name, String profile, String group, String subnet) {
    String text =
        """
        {type: Microsoft.Compute/virtualMachineScaleSets, name: aks-user-1-vmss,
        tags: {AKS-managed-poolName: user},
        properties: {virtualMachineProfile: {networkProfile: {%s}}}}
        """
            .formatted(profile);
    ScaleSet set = Net.only(Net.facts(text).scaleSets());
    assertThat(set.pool()).isEqualTo("user");
    assertThat(Net.shown(set.securityGroup())).isEqualTo(group);
    assertThat(Net.shown(set.subnet())).startsWith(subnet.substring(0, subnet.indexOf(' ') + 1));
    if (!profile.contains("variables")) {
      assertThat(Net.shown(set.subnet())).isEqualTo(subnet);
    }
  }

  /// Rows of the form name, address configurations, groups of the primary address, of the others.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          one address      | [{properties: {applicationSecurityGroups: [{id: /x/a}]}}] | Known [/x/a] | Absent
          in none          | [{properties: {primary: true}}] | Absent | Absent
          the others alike | [{properties: {primary: true}}, {properties: {applicationSecurityGroups: [{id: /x/a}]}}, {properties: {applicationSecurityGroups: [{id: /X/A}]}}] | Absent | Known [/x/a]
          an expression    | [{properties: {applicationSecurityGroups: "[variables('g')]"}}] | Unresolved [variables('g')] | Absent
          one is unknown   | [{properties: {applicationSecurityGroups: [{id: "/x/a"}, {}]}}] | Unresolved one of the resources in applicationSecurityGroups | Absent
          """)
  void a_scale_set_tells_the_application_security_groups_of_its_addresses(
      String name, String configurations, String primary, String others) {
    String text =
        """
        {type: Microsoft.Compute/virtualMachineScaleSets, name: aks-user-1-vmss, properties: {virtualMachineProfile: {
        networkProfile: {networkInterfaceConfigurations: [{name: a, properties: {ipConfigurations: %s}}]}}}}
        """
            .formatted(configurations);
    ScaleSet set = Net.only(Net.facts(text).scaleSets());
    assertThat(Net.shown(set.applicationGroups())).isEqualTo(primary);
    assertThat(Net.shown(set.podApplicationGroups())).isEqualTo(others);
  }

  @Test
  void a_network_interface_tells_its_addresses_and_their_groups() {
    NetworkInterface jump =
        Net.only(
            Net.facts(
                    """
                    {type: Microsoft.Network/networkInterfaces, name: jump, properties: {ipConfigurations: [
                    {name: a, properties: {privateIPAddress: 10.0.0.9, subnet: {id: /x/s},
                      applicationSecurityGroups: [{id: /x/a}]}}, {name: b, subnet: {id: /x/t}}]}}
                    """)
                .surroundings()
                .interfaces());
    assertThat(jump.configurations())
        .extracting(
            one -> one.address().map(Address::toString).orElse("none"),
            one -> Net.shown(one.subnet()),
            one -> Net.shown(one.applicationGroups()))
        .containsExactly(
            tuple("10.0.0.9", "Known /x/s", "Known [/x/a]"), tuple("none", "Known /x/t", "Absent"));
  }

  @Test
  void a_public_address_may_have_none_yet() {
    List<PublicAddress> addresses =
        Net.facts(
                """
                {value: [
                {type: Microsoft.Network/publicIPAddresses, name: a, properties: {ipAddress: 20.1.2.3}},
                {type: Microsoft.Network/publicIPAddresses, name: b, ipAddress: null},
                {type: Microsoft.Network/publicIPAddresses, name: c, properties: {ipAddress: '2603::7'}}]}
                """)
            .publicAddresses();
    assertThat(addresses)
        .extracting(address -> address.address().map(Address::toString).orElse("none"))
        .containsExactly("20.1.2.3", "none", "2603::7");
  }

  /// Rows of the form properties, addresses, whether there are no others.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          publicIpAddresses: [{id: /x/a}, {id: /x/b}]                    | /x/a /x/b | true
          publicIpAddresses: [{id: /x/a}], publicIpPrefixes: [{id: /p}]  | /x/a      | false
          publicIpAddresses: "[parameters('ips')]"                       | ~~        | false
          publicIpAddresses: [{id: "[variables('ip')]"}]                 | ~~        | false
          """)
  void a_nat_gateway_tells_its_addresses(String properties, String ids, boolean complete) {
    NatGateway gateway =
        Net.only(
            Net.facts(
                    "{type: Microsoft.Network/natGateways, name: ng, properties: {"
                        + properties
                        + "}}")
                .natGateways());
    assertThat(
            gateway.publicAddresses().stream()
                .map(ResourceId::text)
                .collect(Collectors.joining(" ")))
        .isEqualTo(ids);
    assertThat(gateway.complete()).isEqualTo(complete);
  }

  @Test
  void a_public_address_that_is_none_is_complained_of() {
    assertThat(
            Net.messages(
                "{type: Microsoft.Network/publicIPAddresses, name: a, ipAddress: 20.1.2.300}"))
        .isEqualTo(
            """
            -:1: error: public IP address a, ipAddress [ADDRESS_PREFIX]
              found the text "20.1.2.300", expected an IP address
            """);
  }

  @Test
  void other_resources_are_known_by_type() {
    List<OtherResource> others =
        Net.facts(
                """
                {type: Microsoft.Network/bastionHosts, name: fw}
                ---
                {id: %sMicrosoft.Network/privateEndpoints/pe}
                ---
                {type: Microsoft.Network/applicationGateways, name: c}
                """
                    .formatted(Net.GROUP))
            .others();
    assertThat(others)
        .extracting(other -> other.type() + " " + other.name())
        .containsExactly(
            "Microsoft.Network/bastionHosts fw",
            "Microsoft.Network/privateEndpoints pe",
            "Microsoft.Network/applicationGateways c");
    assertThat(others.getFirst().where().object()).isEqualTo("Microsoft.Network/bastionHosts fw");
  }

  @ParameterizedTest(name = "{0}: taken = {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a network             | {type: Microsoft.Network/virtualNetworks, name: v}               | true
          anything of Azure     | {type: Microsoft.Storage/storageAccounts, name: s}               | true
          another dialect's     | {type: Microsoft.Network/networkSecurityGroups, name: n}         | false
          a pod                 | {apiVersion: v1, kind: Pod, metadata: {name: p}}                 | false
          settings              | {logLevel: debug}                                                | false
          """)
  void documents_are_taken_by_their_content(String name, String text, boolean taken) {
    assertThat(new AzureNetworkDialect().open().accept(AzureText.documents(text).getFirst()))
        .isEqualTo(taken);
  }

  @Test
  void an_answer_that_refuses_names_the_permission() {
    String refusal =
        """
        {"error": {"code": "AuthorizationFailed", "message": "The client 'a' with object id 'b'
         does not have authorization to perform action
         'Microsoft.Network/networkSecurityGroups/read' over scope '/subscriptions/s'."}}
        """
            .replace("\n ", " ");
    assertThat(Net.messages(refusal))
        .isEqualTo(
            """
            -:1: error:  [AZURE_REFUSED]
              found the error AuthorizationFailed in the place of a resource, expected the resource
              help: export it again as somebody who has Microsoft.Network/networkSecurityGroups/read
            """);
  }

  @Test
  void another_error_is_quoted() {
    assertThat(
            Net.messages("{error: {code: ResourceNotFound, message: The Resource was not found.}}"))
        .isEqualTo(
            """
            -:1: error:  [AZURE_REFUSED]
              found the error ResourceNotFound in the place of a resource, expected the resource
              help: export it again; Azure said: The Resource was not found.
            """);
  }
}
