package io.seawall.model.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cloud.AksEndpoint.Cloud;
import io.seawall.model.cloud.AksEndpoint.Need;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Microsoft Learn, "Outbound network and FQDN rules for AKS clusters".
class AksEndpointTest {
  private static AksEndpoint endpoint(String pattern) {
    return AksEndpoint.ALL.stream()
        .filter(endpoint -> endpoint.pattern().equals(pattern))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0} means {1}: {2}")
  @CsvSource(
      textBlock =
          """
          mcr.microsoft.com,        mcr.microsoft.com,                   true
          mcr.microsoft.com,        x.mcr.microsoft.com,                 false
          *.data.mcr.microsoft.com, westeurope.data.mcr.microsoft.com,   true
          *.data.mcr.microsoft.com, *.data.mcr.microsoft.com,            true
          *.data.mcr.microsoft.com, data.mcr.microsoft.com,              false
          *.data.mcr.microsoft.com, *.microsoft.com,                     false
          *.hcp.<region>.azmk8s.io, shop-1.hcp.westeurope.azmk8s.io,     true
          *.hcp.<region>.azmk8s.io, *.hcp.westeurope.azmk8s.io,          true
          *.hcp.<region>.azmk8s.io, shop-1.hcp..azmk8s.io,               false
          *.hcp.<region>.azmk8s.io, hcp.westeurope.azmk8s.io,            false
          *.hcp.<region>.azmk8s.io, westeurope.azmk8s.io,                false
          <region>.handler.control.monitor.azure.com, westeurope.handler.control.monitor.azure.com, true
          <region>.handler.control.monitor.azure.com, handler.control.monitor.azure.com, false
          """)
  void a_name_is_meant_by_a_pattern(String pattern, String name, boolean expected) {
    assertThat(endpoint(pattern).isNamed(name)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is in {1}")
  @CsvSource(
      textBlock =
          """
          westeurope,    GLOBAL
          West Europe,   GLOBAL
          chinaeast2,    CHINA
          China East 2,  CHINA
          usgovvirginia, US_GOVERNMENT
          usdodeast,     US_GOVERNMENT
          """)
  void a_region_is_in_a_cloud(String region, Cloud cloud) {
    assertThat(Cloud.of(region)).isEqualTo(cloud);
  }

  @Test
  void a_region_stands_in_the_pattern() {
    AksEndpoint api = endpoint("*.hcp.<region>.azmk8s.io");
    assertThat(api.in("West Europe")).isEqualTo("*.hcp.westeurope.azmk8s.io");
    assertThat(api.in("")).isEqualTo("*.azmk8s.io");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          GLOBAL,        9
          CHINA,         10
          US_GOVERNMENT, 8
          """)
  void so_many_names_are_required_of_a_public_cluster(Cloud cloud, int expected) {
    assertThat(
            AksEndpoint.ALL.stream()
                .filter(endpoint -> endpoint.clouds().contains(cloud))
                .map(AksEndpoint::need)
                .filter(Need::isInTag))
        .hasSize(expected);
  }
}
