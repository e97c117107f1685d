package io.seawall.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  private static final Gen<Cidr> BLOCKS =
      choices ->
          choices.draw(2) == 0
              ? Cidr.around(Address.v4(Gen.bits(32).from(choices)), choices.draw(33))
              : Cidr.around(
                  Address.v6(Gen.bits(64).from(choices), Gen.bits(64).from(choices)),
                  choices.draw(129));

  @ParameterizedTest(name = "{0} is {1}, from {2} to {3}")
  @CsvSource(
      textBlock =
          """
          10.0.0.0/8,          10.0.0.0/8,      10.0.0.0,        10.255.255.255
          10.0.0.1/24,         10.0.0.0/24,     10.0.0.0,        10.0.0.255
          0.0.0.0/0,           0.0.0.0/0,       0.0.0.0,         255.255.255.255
          128.0.0.0/1,         128.0.0.0/1,     128.0.0.0,       255.255.255.255
          1.2.3.4/0,           0.0.0.0/0,       0.0.0.0,         255.255.255.255
          1.2.3.4/32,          1.2.3.4/32,      1.2.3.4,         1.2.3.4
          1.2.3.5/31,          1.2.3.4/31,      1.2.3.4,         1.2.3.5
          ::/0,                ::/0,            ::,              ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
          fd00::1/64,          fd00::/64,       fd00::,          fd00::ffff:ffff:ffff:ffff
          fd00:0:0:1::/63,     fd00::/63,       fd00::,          fd00:0:0:1:ffff:ffff:ffff:ffff
          fd00::8000:0:0:0/65, fd00:0:0:0:8000::/65, fd00:0:0:0:8000::, fd00::ffff:ffff:ffff:ffff
          2001:db8::/32,       2001:db8::/32,   2001:db8::,      2001:db8:ffff:ffff:ffff:ffff:ffff:ffff
          ::1/128,             ::1/128,         ::1,             ::1
          ::1/127,             ::/127,          ::,              ::1
          """)
  void reading(String text, String written, String first, String last) {
    Cidr block = Cidr.of(text);
    assertThat(block).hasToString(Cidr.of(written).toString()).isEqualTo(Cidr.of(written));
    assertThat(block.base()).isEqualTo(AddressTest.address(first));
    assertThat(block.last()).isEqualTo(AddressTest.address(last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/ 8",
        "10.0.0/8",
        "::/129",
        "::/0x8",
        "10.0.0.0/255.0.0.0",
        "*",
        "Internet"
      })
  void text_that_is_no_block_is_refused(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
    assertThatThrownBy(() -> Cidr.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a block: " + text);
  }

  @Test
  void an_address_alone_is_a_block_only_where_azure_says_so() {
    assertThat(Cidr.parseLenient("10.0.0.4")).contains(Cidr.of("10.0.0.4/32"));
    assertThat(Cidr.parseLenient("fd00::4")).contains(Cidr.of("fd00::4/128"));
    assertThat(Cidr.parseLenient("10.0.0.4/24")).contains(Cidr.of("10.0.0.0/24"));
    assertThat(Cidr.parseLenient("10.0.0.4/")).isEmpty();
    assertThat(Cidr.parseLenient("Internet")).isEmpty();
  }

  @Test
  void a_block_reads_back_from_its_text() {
    Property.forAll(BLOCKS, a -> assertThat(Cidr.parse(a.toString())).contains(a));
  }

  @Test
  void a_block_has_two_to_the_power_of_its_free_bits_and_starts_on_its_own_size() {
    Property.forAll(
        BLOCKS,
        a -> {
          BigInteger size = BigInteger.TWO.pow(a.base().bits() - a.prefixBits());
          BigInteger base = AddressTest.number(a.base());
          assertThat(AddressTest.number(a.last()).subtract(base).add(BigInteger.ONE))
              .isEqualTo(size);
          assertThat(base.mod(size)).isEqualTo(BigInteger.ZERO);
          assertThat(AddressSet.of(a).size()).isEqualTo(size);
        });
  }

  @Test
  void the_block_around_any_member_is_the_block() {
    Property.forAll(
        BLOCKS,
        a -> {
          assertThat(Cidr.around(a.last(), a.prefixBits())).isEqualTo(a);
          assertThat(Cidr.around(a.base(), a.prefixBits())).isEqualTo(a);
        });
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 24", "10.0.0.0, 33", "10.0.0.0, -1", "::1, 64", "::, 129"})
  void a_block_with_bits_after_its_prefix_is_refused(String base, int bits) {
    Address address = AddressTest.address(base);
    assertThatThrownBy(() -> new Cidr(address, bits)).isInstanceOf(IllegalArgumentException.class);
  }
}
