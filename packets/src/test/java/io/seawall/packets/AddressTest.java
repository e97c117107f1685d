package io.seawall.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.math.BigInteger;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private static final Gen<Address> V4 = Gen.bits(32).map(Address::v4);

  /// Groups that are often zero, so that runs of zeros of every length occur.
  private static final Gen<Long> HALF =
      choices -> {
        long half = 0;
        for (int i = 0; i < 4; i++) {
          half = half << 16 | (choices.draw(3) == 2 ? choices.draw(1 << 16) : choices.draw(2));
        }
        return half;
      };

  private static final Gen<Address> V6 =
      choices -> Address.v6(HALF.from(choices), HALF.from(choices));
  private static final Gen<Address> ANY = Gen.oneOf(V4, V6);

  @Test
  void text_reads_back_as_the_same_address() {
    Property.cases(2000).holds(ANY, a -> assertThat(Address.parse(a.toString())).contains(a));
  }

  @Test
  void text_means_the_same_to_the_java_library() {
    Property.cases(2000)
        .holds(
            ANY,
            a -> {
              // A literal: no name is looked up.
              byte[] bytes = InetAddress.getByName(a.toString()).getAddress();
              assertThat(new BigInteger(1, bytes)).isEqualTo(number(a));
            });
  }

  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource(
      textBlock =
          """
          # RFC 5952, section 4
          2001:0db8::0001,                         2001:db8::1
          2001:db8:0:0:0:0:2:1,                    2001:db8::2:1
          2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1
          2001:0:0:1:0:0:0:1,                      2001:0:0:1::1
          2001:db8:0:0:1:0:0:1,                    2001:db8::1:0:0:1
          2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:0001,  2001:db8:aaaa:bbbb:cccc:dddd:eeee:1
          # RFC 4291, section 2.2
          FF01:0:0:0:0:0:0:101,                    ff01::101
          0:0:0:0:0:0:0:1,                         ::1
          0:0:0:0:0:0:0:0,                         ::
          1:0:0:0:0:0:0:0,                         1::
          1:2:3:4:5:6:7::,                         1:2:3:4:5:6:7:0
          ::2:3:4:5:6:7:8,                         0:2:3:4:5:6:7:8
          ::13.1.68.3,                             ::d01:4403
          64:ff9b::192.0.2.33,                     64:ff9b::c000:221
          1:2:3:4:5:6:255.255.255.255,             1:2:3:4:5:6:ffff:ffff
          0.0.0.0,                                 0.0.0.0
          255.255.255.255,                         255.255.255.255
          168.63.129.16,                           168.63.129.16
          """)
  void reading_and_writing(String text, String written) {
    assertThat(Address.parse(text)).hasToString("Optional[" + written + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "256.1.1.1",
        "1.2.3.-4",
        "+1.2.3.4",
        "01.2.3.4",
        "1.2.3.00",
        "0x1.2.3.4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.4/32",
        "\u0661.2.3.4",
        "1.2.3.99999999999",
        ":",
        ":::",
        "1",
        "1:2",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "::1::",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1::2:3:4:5:6:7:8",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "12345::",
        "g::",
        "-1::",
        "::1%eth0",
        "fe80::1%0",
        "[::1]",
        "::1.2.3",
        "::1.2.3.256",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2.3.4.5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::01.2.3.4",
        "::\u0661",
        "example.org"
      })
  void text_that_is_no_address_is_refused(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void order_is_numeric_and_puts_ipv4_first() {
    Property.cases(500)
        .holds(
            ANY,
            ANY,
            (a, b) -> {
              int expected = a.v6() == b.v6() ? number(a).compareTo(number(b)) : a.v6() ? 1 : -1;
              assertThat(Integer.signum(a.compareTo(b))).isEqualTo(expected);
              assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
            });
  }

  @Test
  void next_and_previous_undo_each_other_and_step_by_one() {
    Property.cases(500)
        .holds(
            ANY,
            a -> {
              a.next()
                  .ifPresent(next -> {
                    assertThat(number(next)).isEqualTo(number(a).add(BigInteger.ONE));
                    assertThat(next.previous()).contains(a);
                    assertThat(next.v6()).isEqualTo(a.v6());
                  });
              a.previous().ifPresent(before -> assertThat(before.next()).contains(a));
            });
  }

  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource({
    "0.0.0.255, 0.0.1.0",
    "127.255.255.255, 128.0.0.0",
    "::ffff:ffff:ffff:ffff, 0:0:0:1::",
    "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 8000::",
    "::7fff:ffff:ffff:ffff, ::8000:0:0:0"
  })
  void steps_across_words(String text, String next) {
    assertThat(address(text).next()).contains(address(next));
    assertThat(address(next).previous()).contains(address(text));
  }

  @Test
  void families_do_not_run_into_each_other() {
    assertThat(address("255.255.255.255").next()).isEmpty();
    assertThat(address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").next()).isEmpty();
    assertThat(address("0.0.0.0").previous()).isEmpty();
    assertThat(address("::").previous()).isEmpty();
    assertThat(address("::").follows(address("255.255.255.255"))).isFalse();
    assertThat(address("::")).isNotEqualTo(address("0.0.0.0"));
  }

  @Test
  void a_number_that_is_no_ipv4_address_is_refused() {
    assertThatThrownBy(() -> Address.v4(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Address.v4(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Address(false, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  static BigInteger number(Address address) {
    BigInteger high = new BigInteger(Long.toUnsignedString(address.high()));
    return high.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(address.low())));
  }
}
