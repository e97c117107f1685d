package io.seawall.model.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceIdTest {
  private static final ResourceId NSG =
      new ResourceId(
          "/subscriptions/s1/resourceGroups/rg-shop/providers/Microsoft.Network/networkSecurityGroups/nsg-aks");

  @Test
  void case_does_not_matter() {
    ResourceId other = new ResourceId(NSG.text().toUpperCase(java.util.Locale.ROOT));
    assertThat(other).isEqualTo(NSG).hasSameHashCodeAs(NSG);
    assertThat(new ResourceId(NSG.text() + "2")).isNotEqualTo(NSG);
  }

  @ParameterizedTest
  @CsvSource({
    "resourceGroups, rg-shop", "RESOURCEGROUPS, rg-shop", "subscriptions, s1",
    "networkSecurityGroups, nsg-aks", "nsg-aks, ''", "subnets, ''"
  })
  void the_segment_after_another(String segment, String found) {
    assertThat(NSG.after(segment)).isEqualTo(found);
  }

  @Test
  void the_name_is_the_last_segment() {
    assertThat(NSG.name()).isEqualTo("nsg-aks");
    assertThat(new ResourceId("nsg-aks").name()).isEqualTo("nsg-aks");
  }
}
