package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The public addresses that nodes leave by, where the cluster does not list them.
///
/// Source: Microsoft Learn, "Use a public standard load balancer in AKS".
class EgressAddressesTest {
  private static AzureSide azure() {
    return new AzureSide()
        .overlay("10.244.0.0/16")
        .property("outboundType", "loadBalancer")
        .pool("p", "sn")
        .done()
        .subnet("sn", "10.0.0.0/24", "", "")
        .publicAddress("ip", "20.1.2.3")
        .publicPrefix("block", "20.9.0.0/31");
  }

  private static EgressAddresses of(AzureSide azure) {
    return new Cluster().azure(azure).reach(Engine.NONE).egressAddresses();
  }

  private static List<String> texts(EgressAddresses found) {
    return found.addresses().stream().map(Object::toString).toList();
  }

  @Test
  void outbound_rules_of_the_load_balancer_tell_addresses_and_prefixes() {
    EgressAddresses found = of(azure().balancer(List.of("ip"), List.of("block"), true));
    assertThat(texts(found)).containsExactlyInAnyOrder("20.1.2.3", "20.9.0.0", "20.9.0.1");
    assertThat(found.complete()).isTrue();
  }

  @Test
  void a_front_end_that_was_not_read_leaves_the_list_open() {
    assertThat(of(azure().balancer(List.of("ip"), List.of(), false)).complete()).isFalse();
    assertThat(of(azure().balancer(List.of("ip", "other"), List.of(), true)).complete()).isFalse();
    assertThat(of(azure().balancer(List.of(), List.of("other"), true)).complete()).isFalse();
  }

  @Test
  void without_outbound_rules_nothing_is_known() {
    EgressAddresses found = of(azure().balancer(List.of(), List.of(), true));
    assertThat(found.addresses()).isEmpty();
    assertThat(found.complete()).isFalse();
  }

  @Test
  void behind_a_route_the_load_balancer_counts_for_nothing() {
    EgressAddresses found =
        of(
            azure()
                .property("outboundType", "userDefinedRouting")
                .balancer(List.of("ip"), List.of(), true));
    assertThat(found.addresses()).isEmpty();
  }
}
