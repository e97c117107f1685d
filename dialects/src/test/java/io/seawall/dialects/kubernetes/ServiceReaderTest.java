package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Address;
import io.seawall.packets.Protocol;
import org.junit.jupiter.api.Test;

class ServiceReaderTest {

  @Test
  void a_service_with_everything() {
    String object =
        """
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, labels: {a: b},
        annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true",
        kubectl.kubernetes.io/last-applied-configuration: x}},
        spec: {type: LoadBalancer, selector: {app: web}, externalIPs: [192.0.2.1],
        loadBalancerSourceRanges: [203.0.113.0/24],
        ports: [{port: 80}, {port: 443, targetPort: https, nodePort: 30443, name: tls},
        {port: 53, targetPort: 5353, protocol: UDP}]}}
        """;

    Service service = Kube.facts(object).services().getFirst();

    assertThat(service.type()).isEqualTo("LoadBalancer");
    assertThat(service.selector()).containsEntry("app", "web").hasSize(1);
    assertThat(service.labels()).containsEntry("a", "b").hasSize(1);
    assertThat(service.annotations())
        .containsOnlyKeys("service.beta.kubernetes.io/azure-load-balancer-internal");
    assertThat(service.externalIps()).containsExactly("192.0.2.1");
    assertThat(service.sourceRanges()).containsExactly("203.0.113.0/24");
    assertThat(service.ports())
        .containsExactly(
            new Service.Port("", Protocol.TCP, 80, "80", 0),
            new Service.Port("tls", Protocol.TCP, 443, "https", 30443),
            new Service.Port("", Protocol.UDP, 53, "5353", 0));
    assertThat(Kube.messages(object)).isEmpty();
  }

  @Test
  void a_service_is_a_cluster_ip_unless_it_says_otherwise() {
    Service service =
        Kube.facts("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {}}")
            .services()
            .getFirst();

    assertThat(service.type()).isEqualTo("ClusterIP");
    assertThat(service.namespace()).isEqualTo("default");
    assertThat(service.selector()).isEmpty();
  }

  @Test
  void a_kind_of_service_that_does_not_exist() {
    assertThat(
            Kube.messages(
                "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: Ingress}}"))
        .isEqualTo(
            """
            dir/0.yaml:1: error: Service web, spec.type [BAD_SERVICE_TYPE]
              found the text "Ingress", expected ClusterIP, NodePort, LoadBalancer or ExternalName
              help:\s
            """);
  }

  @Test
  void a_service_of_another_group_is_another_kind() {
    assertThat(
            Kube.facts(
                "{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: web}}"))
        .satisfies(facts -> assertThat(facts.services()).isEmpty())
        .satisfies(facts -> assertThat(facts.others()).hasSize(1));
  }

  @Test
  void an_endpoint_slice_names_its_service_by_label() {
    EndpointSlice slice =
        Kube.facts(
                """
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4,
                metadata: {name: web-x, namespace: shop,
                labels: {kubernetes.io/service-name: web}},
                endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2],
                conditions: {ready: false}}],
                ports: [{port: 22}, {port: 53, protocol: UDP}, {name: any}]}
                """)
            .endpointSlices()
            .getFirst();

    assertThat(slice.service()).isEqualTo("web");
    assertThat(slice.addresses()).containsExactly(address("10.0.0.1"), address("10.0.0.2"));
    assertThat(slice.ports())
        .containsExactly(
            new EndpointSlice.Port(Protocol.TCP, 22),
            new EndpointSlice.Port(Protocol.UDP, 53),
            new EndpointSlice.Port(Protocol.TCP, 0));
  }

  @Test
  void an_endpoint_slice_of_names_has_no_address() {
    EndpointSlice slice =
        Kube.facts(
                """
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: FQDN,
                metadata: {name: web-x}, endpoints: [{addresses: [example.com]}]}
                """)
            .endpointSlices()
            .getFirst();

    assertThat(slice.addresses()).isEmpty();
    assertThat(slice.service()).isEmpty();
  }

  @Test
  void endpoints_are_a_slice_for_each_subset() {
    assertThat(
            Kube.facts(
                    """
                    {apiVersion: v1, kind: Endpoints, metadata: {name: web, namespace: shop},
                    subsets: [{addresses: [{ip: 10.0.0.1}], notReadyAddresses: [{ip: 10.0.0.2}],
                    ports: [{port: 80}]}, {addresses: [{ip: 10.0.0.3}], ports: [{port: 81}]}]}
                    """)
                .endpointSlices())
        .extracting(s -> s.service() + " " + s.addresses() + " " + s.ports().getFirst().number())
        .containsExactly("web [10.0.0.1, 10.0.0.2] 80", "web [10.0.0.3] 81");
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }
}
