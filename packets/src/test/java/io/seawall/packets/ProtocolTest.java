package io.seawall.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  /// Numbers as the IANA registry "Protocol Numbers" assigns them.
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "TCP, 6",
    "tcp, 6",
    "Udp, 17",
    "SCTP, 132",
    "ICMP, 1",
    "ICMPv6, 58",
    "Esp, 50",
    "AH, 51",
    "0, 0",
    "47, 47",
    "255, 255",
    "6, 6"
  })
  void names_in_any_case_and_numbers(String text, int number) {
    assertThat(Protocol.parse(text)).contains(new Protocol(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "any", "-1", "256", "06", "6.0", "TCP ", "GRE"})
  void other_text_is_refused(String text) {
    assertThat(Protocol.parse(text)).isEmpty();
  }

  @Test
  void only_tcp_udp_and_sctp_have_ports_and_only_icmp_has_types() {
    for (int number = 0; number <= 255; number++) {
      Protocol protocol = new Protocol(number);
      assertThat(protocol.hasPorts()).isEqualTo(number == 6 || number == 17 || number == 132);
      assertThat(protocol.hasTypes()).isEqualTo(number == 1 || number == 58);
    }
  }

  @Test
  void a_name_reads_back() {
    for (int number = 0; number <= 255; number++) {
      Protocol protocol = new Protocol(number);
      String name = protocol.toString().replace("IP protocol ", "");
      assertThat(Protocol.parse(name)).contains(protocol);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void a_number_past_eight_bits_is_refused(int number) {
    assertThatThrownBy(() -> new Protocol(number)).isInstanceOf(IllegalArgumentException.class);
  }
}
