package io.seawall.dialects.azurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cloud.AksEndpoint.Cloud;
import io.seawall.model.cloud.ServiceTags;
import io.seawall.packets.AddressSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTagReaderTest {
  private static final String PUBLISHED =
      """
      {"changeNumber": 271, "cloud": "Public", "values": [
      {"name": "Storage.WestEurope", "id": "Storage.WestEurope", "properties": {"changeNumber": 3,
        "region": "westeurope", "addressPrefixes": ["20.60.0.0/20", "20.60.16.0/20", "2603:1030::/48"]}},
      {"name": "Empty", "id": "Empty", "properties": {"addressPrefixes": []}}]}
      """;

  private static ServiceTags only(String text) {
    return Net.only(Net.facts(text).surroundings().serviceTags());
  }

  @Test
  void a_tag_holds_the_prefixes_of_both_families_and_is_found_in_any_case() {
    ServiceTags table = only(PUBLISHED);
    assertThat(table.change()).isEqualTo("271");
    assertThat(table.find("storage.WESTEUROPE"))
        .contains(AddressSet.ofBlocks("20.60.0.0/19", "2603:1030::/48"));
    assertThat(table.find("Empty")).contains(AddressSet.EMPTY);
    assertThat(table.find("Storage")).isEmpty();
  }

  @Test
  void what_the_command_line_prints_is_read_alike() {
    String printed =
        """
        {"changeNumber": "271", "cloud": "Public", "id": "/subscriptions/s/providers/Microsoft.Network/serviceTags/public",
        "name": "public", "type": "Microsoft.Network/serviceTags", "values": [
        {"id": "Sql", "name": "Sql", "properties": {"addressPrefixes": ["13.64.0.0/16"]}}]}
        """;
    assertThat(only(printed).find("Sql")).contains(AddressSet.ofBlocks("13.64.0.0/16"));
    assertThat(Net.facts(printed).others()).isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({"Public, GLOBAL", "China, CHINA", "AzureGovernment, US_GOVERNMENT"})
  void a_table_is_of_one_cloud(String name, Cloud cloud) {
    assertThat(only(PUBLISHED.replace("Public", name)).cloud()).isEqualTo(cloud);
  }

  @Test
  void a_tag_with_a_prefix_that_is_none_is_not_known_and_complained_of() {
    String text = PUBLISHED.replace("20.60.16.0/20", "20.60.16.0/40");
    assertThat(only(text).find("Storage.WestEurope")).isEmpty();
    assertThat(Net.messages(text)).contains("[ADDRESS_PREFIX]").contains("Storage.WestEurope");
  }

  @Test
  void a_table_alone_is_nothing_to_judge() {
    assertThat(Net.facts(PUBLISHED).isEmpty()).isTrue();
  }
}
