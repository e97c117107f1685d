package io.seawall.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.AzureResource.Kind;
import io.seawall.model.cloud.ResourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureResourcesTest {
  private static final String SCHEMA =
      "$schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a type                     | {type: Microsoft.Network/networkSecurityGroups, name: x1}            | SECURITY_GROUP
          a type in capitals         | {type: MICROSOFT.NETWORK/NETWORKSECURITYGROUPS, name: x1}            | SECURITY_GROUP
          keys in capitals           | {Type: Microsoft.Network/virtualNetworks, Name: n}                  | VIRTUAL_NETWORK
          az aks show                | {type: Microsoft.ContainerService/ManagedClusters, name: x1}         | MANAGED_CLUSTER
          a pool of its own          | {type: Microsoft.ContainerService/managedClusters/agentPools}       | AGENT_POOL
          an id alone                | {id: /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/t}            | ROUTE_TABLE
          an id of a part            | {id: /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s} | SUBNET
          a pool's type is no type   | {type: VirtualMachineScaleSets, id: /subscriptions/s/providers/Microsoft.ContainerService/managedClusters/c/agentPools/p} | AGENT_POOL
          a type that is not read    | {type: Microsoft.Network/bastionHosts, name: x1}                     | OTHER
          a cluster by shape         | {name: x1, properties: {agentPoolProfiles: []}}                      | MANAGED_CLUSTER
          a flat cluster by shape    | {name: x1, agentPoolProfiles: []}                                    | MANAGED_CLUSTER
          a group by shape           | {name: x1, securityRules: [], defaultSecurityRules: []}              | SECURITY_GROUP
          rules alone are no group   | {name: x1, securityRules: []}                                        | none
          a Secret of Kubernetes     | {apiVersion: v1, kind: Secret, type: kubernetes.io/tls}             | none
          an object with pools       | {apiVersion: example.com/v1, kind: Fleet, agentPoolProfiles: []}    | none
          a saved description        | {apiVersion: management.azure.com/v1, kind: ClusterDescribe, data: {type: Microsoft.ContainerService/ManagedClusters}} | MANAGED_CLUSTER
          a list of answers          | {apiVersion: '2025-03-01', value: [{type: Microsoft.Network/publicIPAddresses}]} | PUBLIC_ADDRESS
          nothing of Azure           | {replicaCount: 3}                                                   | none
          """)
  void a_resource_is_known_by_its_content(String name, String text, String kind) {
    List<AzureResource> resources = AzureResources.of(AzureText.documents(text).getFirst());
    assertThat(resources.stream().map(r -> r.kind().name()).findFirst().orElse("none"))
        .isEqualTo(kind);
  }

  @Test
  void an_answer_of_a_list_has_the_version_around_it() {
    AzureResource one =
        only("{apiVersion: '2025-03-01', value: [{type: Microsoft.A/b, name: x1}]}");
    assertThat(one.apiVersion()).contains("2025-03-01");
    assertThat(one.template()).isFalse();
    assertThat(one.where().field()).isEqualTo("value[x1]");
  }

  @Test
  void the_version_of_a_wrapper_is_no_version_of_azure() {
    AzureResource one =
        only(
            "{apiVersion: management.azure.com/v1, kind: ClusterDescribe, data: {type:"
                + " Microsoft.ContainerService/managedClusters}}");
    assertThat(one.apiVersion()).isEmpty();
  }

  @Test
  void the_parent_of_a_part_is_in_its_id() {
    AzureResource subnet =
        only(
            "{id: /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/"
                + "subnets/s1}");
    assertThat(subnet.name()).isEqualTo("s1");
    assertThat(subnet.parent())
        .contains(
            new ResourceId(
                "/subscriptions/s/resourcegroups/G/providers/microsoft.network/virtualNetworks/V"));
  }

  @Test
  void a_template_holds_resources_nested_beside_and_deployed() {
    List<AzureResource> resources =
        all(
            """
            {%s, resources: [
              {type: Microsoft.Network/networkSecurityGroups, apiVersion: '2024-05-01', name: nsg,
               resources: [{type: securityRules, name: inside}]},
              {type: Microsoft.Network/networkSecurityGroups/securityRules, name: nsg/beside},
              {type: Microsoft.Resources/deployments, name: d, properties: {template: {resources: [
                {type: Microsoft.Network/routeTables, name: rt}]}}}]}
            """
                .formatted(SCHEMA));
    assertThat(resources)
        .extracting(AzureResource::kind)
        .containsExactly(
            Kind.SECURITY_GROUP, Kind.SECURITY_RULE, Kind.SECURITY_RULE, Kind.ROUTE_TABLE);
    ResourceId group = resources.getFirst().id();
    assertThat(resources.subList(1, 3))
        .extracting(AzureResource::parent)
        .containsExactly(Optional.of(group), Optional.of(group));
    assertThat(resources.get(1).apiVersion()).contains("2024-05-01");
    assertThat(resources).allMatch(AzureResource::template);
    assertThat(resources.getLast().where().line()).isEqualTo(6);
  }

  @Test
  void resources_of_a_template_may_have_symbolic_names() {
    List<AzureResource> resources =
        all(
            "{%s, languageVersion: '2.0', resources: {net: {type: Microsoft.Network/virtualNetworks,"
                    .formatted(SCHEMA)
                + " name: v}, old: {existing: true, type: Microsoft.Network/virtualNetworks, name:"
                + " w}}}");
    assertThat(resources).extracting(AzureResource::name).containsExactly("v");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          concat behind the expression  | "[variables('n')]" | "[concat(variables('n'), '/r')]"          | true
          format behind the expression  | "[variables('n')]" | "[format('{0}/{1}', variables('n'), 'r')]" | true
          concat behind a name          | nsg                | "[concat('nsg', '/r')]"                    | true
          another expression            | "[variables('n')]" | "[concat(variables('m'), '/r')]"           | false
          a longer name                 | "[variables('n')]" | "[concat(variables('n'), '-2', '/r')]"     | false
          """)
  void a_part_finds_its_parent_by_the_expression(
      String name, String parent, String part, boolean found) {
    List<AzureResource> resources =
        all(
            """
            {%s, resources: [
              {type: Microsoft.Network/networkSecurityGroups/securityRules, name: %s},
              {type: Microsoft.Network/networkSecurityGroups, name: %s}]}
            """
                .formatted(SCHEMA, part, parent));
    assertThat(resources.getFirst().parent().isPresent()).isEqualTo(found);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no condition        |                                        | 1 | true
          always              | condition: true,                       | 1 | true
          never               | condition: false,                      | 0 |
          perhaps             | "condition": "[parameters('x')]",      | 1 | false
          three times         | copy: {name: c, count: 3},             | 3 | true
          any number of times | "copy": {name: c, count: "[parameters('n')]"}, | 1 | false
          """)
  void a_condition_decides_whether_a_resource_exists(
      String name, String condition, int count, Boolean certain) {
    List<AzureResource> resources =
        all(
            "{%s, resources: [{%s type: Microsoft.Network/routeTables, name: t}]}"
                .formatted(SCHEMA, condition == null ? "" : condition));
    assertThat(resources).hasSize(count);
    assertThat(resources).allMatch(resource -> resource.certain() == certain);
  }

  @Test
  void expressions_of_two_nested_templates_name_two_resources() {
    String nested =
        "{type: Microsoft.Resources/deployments, name: %s, properties: {expressionEvaluationOptions:"
            + " {scope: inner}, template: {resources: [{type: Microsoft.Network/networkSecurityGroups, name: \"[parameters('n')]\"}]}}}";
    List<AzureResource> resources =
        all(
            "{%s, resources: [%s, %s]}"
                .formatted(SCHEMA, nested.formatted("a"), nested.formatted("b")));
    assertThat(resources.get(0).id()).isNotEqualTo(resources.get(1).id());
  }

  @Test
  void a_deployment_by_link_is_known_by_type() {
    List<AzureResource> resources =
        all(
            "{%s, resources: [{type: Microsoft.Resources/deployments, name: d, properties:"
                    .formatted(SCHEMA)
                + " {templateLink: {uri: x}}}]}");
    assertThat(resources).extracting(AzureResource::kind).containsExactly(Kind.DEPLOYMENT);
  }

  private static AzureResource only(String text) {
    List<AzureResource> all = all(text);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static List<AzureResource> all(String text) {
    return AzureText.documents(text).stream()
        .flatMap(document -> AzureResources.of(document).stream())
        .toList();
  }
}
