package io.seawall.practices.apiserver;

import static io.seawall.practices.Given.expression;
import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.AddressSet;
import io.seawall.practices.Case;
import io.seawall.practices.Config;
import io.seawall.practices.Finding;
import io.seawall.practices.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPublicTest {
  private static Finding ranges(String... entries) {
    return Case.aks(aks -> aks.ranges = known(List.of(entries)))
        .judge(new ApiPublic(), "cluster shop");
  }

  private static Config operators(String... blocks) {
    return new Config(
        AddressSet.EMPTY,
        Optional.of(AddressSet.ofBlocks(blocks)),
        Config.DEFAULT.egress(),
        Set.of(),
        List.of(),
        List.of());
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          API-02 two halves         | 0.0.0.0/1 128.0.0.0/1           | REFUTED
          everything                | 0.0.0.0/0                       | REFUTED
          API-04 private space      | 10.0.0.0/8 192.168.0.0/16       | PROVED
          API-05 the lock           | 0.0.0.0/32                      | PROVED
          API-09 one address        | 198.51.100.7/32                 | PROVED
          an address without prefix | 198.51.100.7                    | PROVED
          a /12 is just small       | 20.160.0.0/12                   | PROVED
          a /12 and one more        | 20.160.0.0/12 8.8.8.8           | REFUTED
          overlaps count once       | 20.160.0.0/12 20.160.0.0/13     | PROVED
          an IPv6 site              | 2a00:1450::/32                  | PROVED
          half of IPv6              | 2000::/4                        | REFUTED
          every tenant of Azure     | AzureCloud 20.20.20.20          | REFUTED
          one region of Azure       | AzureCloud.westeurope           | REFUTED
          another tag               | AzureDevOps                     | UNKNOWN
          no range at all           | 300.1.2.3                       | UNKNOWN
          """)
  void a_public_cluster_by_its_ranges(String name, String entries, Outcome outcome) {
    assertThat(ranges(entries.split(" ", -1)).outcome()).isEqualTo(outcome);
  }

  @Test
  void an_empty_list_is_open() {
    Finding finding = ranges();
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary())
        .isEqualTo("no authorizedIPRanges: every address of the Internet can open it");
    assertThat(finding.witness().orElseThrow())
        .isEqualTo(new Finding.Witness("internet", "apiserver", "tcp/443"));
  }

  @Test
  void api_05_the_lock_lets_no_operator_in() {
    assertThat(ranges("0.0.0.0/32").summary())
        .isEqualTo(
            "authorizedIPRanges 0.0.0.0/32 admits the cluster's own address only, no operator");
  }

  @Test
  void network_integration_does_not_make_it_private() {
    Finding finding =
        Case.aks(aks -> aks.vnetIntegration = known(true)).judge(new ApiPublic(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
    assertThat(finding.summary()).contains("enableVnetIntegration does not make it private");
  }

  @Test
  void a_private_cluster_has_no_public_endpoint() {
    Finding finding =
        Case.aks(
                aks -> {
                  aks.privateCluster = known(true);
                  aks.publicFqdn = known(true);
                })
            .judge(new ApiPublic(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.summary()).contains("enablePrivateClusterPublicFQDN");
  }

  @Test
  void an_expression_is_unknown() {
    Case privately = Case.aks(aks -> aks.privateCluster = expression("var.private"));
    Case ranges = Case.aks(aks -> aks.ranges = expression("[parameters('ranges')]"));
    assertThat(privately.judge(new ApiPublic(), "cluster shop").outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(ranges.judge(new ApiPublic(), "cluster shop").outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @ParameterizedTest(name = "operators {0}, ranges {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.0/24 | 203.0.113.0/25 203.0.113.128/25 | PROVED
          203.0.113.0/24 | 203.0.113.0/23                  | REFUTED
          203.0.113.0/24 | 10.0.0.0/8                      | PROVED
          """)
  void declared_operators_are_the_measure(String declared, String entries, Outcome outcome) {
    Finding finding =
        Case.aks(aks -> aks.ranges = known(Arrays.asList(entries.split(" ", -1))))
            .config(operators(declared))
            .judge(new ApiPublic(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(outcome);
  }

  @Test
  void the_witness_is_an_address_that_nobody_declared() {
    Finding finding =
        Case.aks(aks -> aks.ranges = known(List.of("203.0.113.0/24", "20.160.0.0/12")))
            .config(operators("203.0.113.0/24"))
            .judge(new ApiPublic(), "cluster shop");
    assertThat(finding.summary())
        .isEqualTo("1,048,576 addresses outside of the declared operators can open it");
    assertThat(finding.witness().orElseThrow().from()).isEqualTo("20.160.0.0");
    assertThat(finding.path().getFirst().text()).isEqualTo("admits 203.0.113.0/24, 20.160.0.0/12");
  }

  @Test
  void what_public_network_access_does_is_not_known() {
    Finding finding =
        Case.aks(aks -> aks.publicNetworkAccess = known("Disabled"))
            .judge(new ApiPublic(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void without_azure_it_is_not_known() {
    assertThat(
            Case.kubernetes()
                .deployment("shop", "web")
                .judge(new ApiPublic(), "cluster shop")
                .outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }
}
