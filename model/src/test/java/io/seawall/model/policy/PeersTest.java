package io.seawall.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {
  /// Kubernetes API, IPBlock: except lists blocks that are left out of cidr.
  @ParameterizedTest(name = "{0} except {1} is {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          10.0.0.0/8;  ;                              10.0.0.0/8
          10.0.0.0/8;  10.0.0.0/9;                    10.128.0.0/9
          10.0.0.0/8;  10.0.0.0/9 10.128.0.0/9;       ''
          0.0.0.0/0;   169.254.169.254/32;            0.0.0.0/1 128.0.0.0/3 160.0.0.0/5 168.0.0.0/8 169.0.0.0/9 169.128.0.0/10 169.192.0.0/11 169.224.0.0/12 169.240.0.0/13 169.248.0.0/14 169.252.0.0/15 169.254.0.0/17 169.254.128.0/19 169.254.160.0/21 169.254.168.0/24 169.254.169.0/25 169.254.169.128/26 169.254.169.192/27 169.254.169.224/28 169.254.169.240/29 169.254.169.248/30 169.254.169.252/31 169.254.169.255/32 169.254.170.0/23 169.254.172.0/22 169.254.176.0/20 169.254.192.0/18 169.255.0.0/16 170.0.0.0/7 172.0.0.0/6 176.0.0.0/4 192.0.0.0/2
          10.0.0.0/24; 10.0.1.0/24;                   10.0.0.0/24
          ::/0;        fd00::/8;                      ::/1 8000::/2 c000::/3 e000::/4 f000::/5 f800::/6 fc00::/8 fe00::/7
          """)
  void a_block_without_its_exceptions(String block, String exceptions, String left) {
    List<Cidr> holes =
        exceptions == null
            ? List.of()
            : Arrays.stream(exceptions.split(" ")).map(Cidr::of).toList();
    AddressSet expected = left.isEmpty() ? AddressSet.EMPTY : AddressSet.ofBlocks(left.split(" "));
    assertThat(new Peers.Block(Cidr.of(block), holes).addresses()).isEqualTo(expected);
  }

  @Test
  void tiers_are_asked_by_order_and_then_by_name() {
    Tier first = new Tier(1, "b", Tier.Fold.DENY_WINS);
    Tier second = new Tier(2, "a", Tier.Fold.FIRST_MATCH);
    Tier third = new Tier(2, "b", Tier.Fold.DENY_WINS);
    assertThat(List.of(third, second, first).stream().sorted())
        .containsExactly(first, second, third);
  }

  @Test
  void tiers_that_fold_differently_are_not_the_same_tier() {
    Tier one = new Tier(1, "a", Tier.Fold.DENY_WINS);
    Tier other = new Tier(1, "a", Tier.Fold.FIRST_MATCH);
    assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
  }
}
