package io.seawall.practices.httprouting;

import static io.seawall.model.policy.Verdict.ALLOW;
import static io.seawall.model.policy.Verdict.DENY;
import static io.seawall.practices.Given.at;
import static io.seawall.practices.Given.known;
import static io.seawall.practices.NetworkCase.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cluster.Service;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Case;
import io.seawall.practices.Finding;
import io.seawall.practices.NetworkCase.GroupRule;
import io.seawall.practices.NetworkCase.SubnetCase;
import io.seawall.practices.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicServiceTest {
  private static final String PREFIX = "service.beta.kubernetes.io/";

  /// @param settings `name=value` with semicolons between; `ranges` is the field
  private static Service service(String type, String settings) {
    Map<String, String> annotations = new HashMap<>();
    List<String> ranges = List.of();
    for (String setting : settings.split(";", -1)) {
      String[] parts = setting.strip().split("=", 2);
      if (parts[0].equals("ranges")) {
        ranges = List.of(parts[1].split(",", -1));
      } else if (parts.length == 2) {
        annotations.put(PREFIX + parts[0], parts[1]);
      }
    }
    return new Service(
        "shop",
        "web",
        type,
        Map.of("app", "web"),
        annotations,
        Map.of(),
        List.of(new Service.Port("http", Protocol.TCP, 80, "8080", 0)),
        ranges,
        List.of(),
        at("Service shop/web", ""));
  }

  private static Finding judge(String settings) {
    return Case.kubernetes()
        .service(service("LoadBalancer", settings))
        .judge(new PublicService(), "Service shop/web");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                | REFUTED
          azure-load-balancer-internal=true                                 | PROVED
          azure-load-balancer-internal=yes                                  | REFUTED
          azure-load-balancer-internal=True                                 | REFUTED
          ranges=198.51.100.0/24                                            | PROVED
          ranges=0.0.0.0/0                                                  | REFUTED
          ranges=0.0.0.0/1,128.0.0.0/1                                      | REFUTED
          ranges=10.0.0.0/8                                                 | PROVED
          ranges=not-a-block                                                | PROVED
          azure-allowed-ip-ranges=203.0.113.0/24                            | PROVED
          load-balancer-source-ranges=203.0.113.0/24                        | PROVED
          azure-allowed-service-tags=Internet                               | REFUTED
          azure-allowed-service-tags=AzureCloud                             | REFUTED
          azure-allowed-service-tags=AzureFrontDoor.Backend                 | UNKNOWN
          azure-allowed-service-tags=VirtualNetwork                         | PROVED
          ranges=198.51.100.0/24;azure-allowed-ip-ranges=203.0.113.0/24     | UNKNOWN
          azure-disable-load-balancer-nsg-rule=true                         | UNKNOWN
          azure-load-balancer-internal=true;azure-pls-create=true;azure-pls-visibility=*;azure-pls-auto-approval=* | REFUTED
          azure-load-balancer-internal=true;azure-pls-create=true;azure-pls-visibility=* | PROVED
          """)
  void fields_and_annotations(String settings, Outcome outcome) {
    assertThat(judge(settings).outcome()).isEqualTo(outcome);
  }

  @Test
  void an_open_service_names_its_ports() {
    Finding finding = judge("");
    assertThat(finding.summary()).isEqualTo("open to the whole Internet on TCP 80");
    assertThat(finding.witness().orElseThrow())
        .isEqualTo(new Finding.Witness("internet", "Service shop/web", "tcp/80"));
  }

  @Test
  void a_limited_service_says_to_how_many() {
    Finding finding = judge("ranges=203.0.113.0/24");
    assertThat(finding.summary()).isEqualTo("limited to 256 public addresses on TCP 80");
    assertThat(finding.assumptions())
        .containsExactly("the ranges of Service shop/web are the team's own");
  }

  @Test
  void other_types_are_not_meant() {
    assertThat(Case.kubernetes().service(service("ClusterIP", "")).judge(new PublicService()))
        .isEmpty();
  }

  private static Outcome behind(GroupRule... rules) {
    return Case.aks(aks -> aks.pool("sys", pool -> pool.in("snet-aks")))
        .network(network ->
            network
                .space("10.10.0.0/16")
                .subnet("snet-aks", new SubnetCase().group("nsg"), "10.10.0.0/22")
                .group("nsg", rules))
        .service(service("LoadBalancer", ""))
        .judge(new PublicService(), "Service shop/web")
        .outcome();
  }

  @Test
  void the_group_of_the_teams_own_subnet_must_let_it_through() {
    assertThat(behind()).isEqualTo(Outcome.PROVED);
    assertThat(behind(in("web", ALLOW, "Internet", PacketSet.to(Protocol.TCP, 80))))
        .isEqualTo(Outcome.REFUTED);
    assertThat(
            behind(
                in("no", DENY, "Internet", PacketSet.ALL),
                in("web", ALLOW, "Internet", PacketSet.to(Protocol.TCP, 80))))
        .isEqualTo(Outcome.PROVED);
  }

  @Test
  void http_10_application_routing_is_noted() {
    Finding finding =
        Case.aks(aks -> aks.appRouting = known(true)).judge(new HttpRoutingAddon(), "cluster shop");
    assertThat(finding.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(finding.summary())
        .endsWith("its default controller (AnnotationControlled) is public");
    assertThat(
            Case.aks(
                    aks -> {
                      aks.appRouting = known(true);
                      aks.appRoutingController = known("Internal");
                    })
                .judge(new HttpRoutingAddon(), "cluster shop")
                .summary())
        .doesNotContain("webAppRouting");
  }
}
