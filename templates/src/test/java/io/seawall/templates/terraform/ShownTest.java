package io.seawall.templates.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.sources.hcl.Hcl;
import io.seawall.templates.Templates;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Plans and states. They are written in HCL here, which has the same trees.
class ShownTest {
  private static List<Document> read(String text) {
    List<Document> documents = new ArrayList<>();
    Templates templates = Templates.into(documents::add, _ -> {});
    Mapping root =
        (Mapping) Hcl.read("x", "x = {\n" + text + "\n}\n", _ -> {}).get("x").orElseThrow();
    templates.accept(new Document("plan.json", root));
    templates.close();
    return documents;
  }

  private static String resources(List<Document> documents) {
    return documents.stream()
        .map(document -> Text.tree(document.root().get("properties").orElseThrow()))
        .collect(Collectors.joining(" "));
  }

  private static String plan(String resources, String changes, String configuration) {
    return """
    format_version = "1.2"
    terraform_version = "1.9.0"
    planned_values = { root_module = { resources = [%s] } }
    resource_changes = [%s]
    configuration = { root_module = { resources = [%s] } }
    """
        .formatted(resources, changes, configuration);
  }

  private static String resource(String type, String values) {
    return "{ address = \"%1$s.a\", mode = \"managed\", type = \"%1$s\", values = { %2$s } }"
        .formatted(type, values);
  }

  private static String change(String type, String unknown) {
    return "{ address = \"%s.a\", change = { after_unknown = { %s } } }".formatted(type, unknown);
  }

  private static String written(String type, String expressions) {
    return "{ address = \"%1$s.a\", type = \"%1$s\", expressions = { %2$s } }"
        .formatted(type, expressions);
  }

  @Test
  void a_plan_says_what_is_meant_to_be_and_a_state_what_is() {
    String table = resource("azurerm_route_table", "name = \"t\"");
    assertThat(read(plan(table, "", "")).getFirst().intended()).isTrue();
    assertThat(
            read("format_version = \"1.0\"\nterraform_version = \"1.9.0\"\nvalues = { root_module ="
                    + " { child_modules = [{ resources = ["
                    + table
                    + "] }] } }")
                .getFirst()
                .intended())
        .isFalse();
  }

  @Test
  void what_apply_decides_is_not_known() {
    String type = "azurerm_public_ip";
    assertThat(
            resources(
                read(
                    plan(
                        resource(type, "name = \"p\""),
                        change(type, "ip_address = true"),
                        written(type, "ip_address = { references = [\"local.x\"] }")))))
        .isEqualTo("{ipAddress: ?local.x}");
    assertThat(
            resources(
                read(plan(resource(type, "name = \"p\""), change(type, "ip_address = true"), ""))))
        .isEqualTo("{ipAddress: ?known after apply}");
  }

  @Test
  void what_the_configuration_leaves_out_is_left_out() {
    String type = "azurerm_public_ip";
    assertThat(
            resources(
                read(
                    plan(
                        resource(type, "name = \"p\""),
                        change(type, "ip_address = true"),
                        written(type, "name = {}")))))
        .isEqualTo("{}");
  }

  @Test
  void blocks_that_may_be_made_dynamically_are_not_left_out() {
    String type = "azurerm_network_security_group";
    assertThat(
            resources(
                read(
                    plan(
                        resource(type, "name = \"n\""),
                        change(type, "security_rule = true"),
                        written(type, "name = {}")))))
        .isEqualTo("{securityRules: ?known after apply}");
  }

  @Test
  void sensitive_values_are_never_shown() {
    assertThat(
            resources(
                read(
                    plan(
                        "{ address = \"azurerm_public_ip.a\", mode = \"managed\", type ="
                            + " \"azurerm_public_ip\", values = { name = \"p\", ip_address ="
                            + " \"SECRET\" }, sensitive_values = { ip_address = true } }",
                        "",
                        ""))))
        .isEqualTo("{ipAddress: ?a sensitive value}");
  }

  @Test
  void an_id_of_another_type_is_not_taken_for_the_one_that_is_meant() {
    String pool = "azurerm_kubernetes_cluster_node_pool";
    String written = "vnet_subnet_id = { references = [\"azurerm_virtual_network.s.id\"] }";
    assertThat(
            resources(
                read(
                    plan(
                        resource(pool, "name = \"p\""),
                        change(pool, "vnet_subnet_id = true"),
                        written(pool, written)))))
        .contains("vnetSubnetID: ?azurerm_virtual_network.s.id");
  }

  @Test
  void a_state_of_a_backend_has_every_instance() {
    List<Document> documents =
        read(
            """
            version = 4
            terraform_version = "1.9.0"
            lineage = "x"
            resources = [{
              module = "module.net"
              mode = "managed"
              type = "azurerm_route_table"
              name = "t"
              instances = [
                { index_key = 0, attributes = { id = "/t0", name = "t0", route = [] } },
                { index_key = "b", attributes = { id = "/t1", name = "t1", route = [{ name = "SECRET" }] },
                  sensitive_attributes = [[{ type = "get_attr", value = "route" }]] }
              ]
            }]
            """);
    assertThat(documents).noneMatch(Document::intended);
    assertThat(documents.stream().map(d -> d.root().text("id").orElse("")))
        .containsExactly("/t0", "/t1");
    assertThat(resources(documents)).isEqualTo("{routes: []} {routes: ?a sensitive value}");
  }

  @Test
  void junk_never_faults() {
    Gen<String> node =
        Gen.pick(
            List.of(
                "1",
                "null",
                "true",
                "[]",
                "{}",
                "[null]",
                "[{}]",
                "\"azurerm_subnet\"",
                "[{ address = \"module.a[\", type = \"azurerm_subnet\", values = 1 }]",
                "{ root_module = { resources = [{ address = \"a\", type = \"azurerm_subnet\" }] } }",
                "{ root_module = { module_calls = 1, resources = 2, child_modules = [[]] } }",
                "[{ address = \"azurerm_subnet.a\", change = { after_unknown = [true] } }]",
                "{ root_module = { resources = [{ address = \"azurerm_subnet.a\", type ="
                    + " \"azurerm_subnet\", values = { id = [] , name = {} } }] } }"));
    Property.cases(5_000)
        .holds(
            node.listOf(4, 4),
            nodes ->
                assertThat(
                        read(
                            """
                            format_version = "1"
                            terraform_version = "1"
                            planned_values = %s
                            resource_changes = %s
                            configuration = %s
                            values = %s
                            """
                                .formatted(nodes.toArray())))
                    .isNotNull());
  }
}
