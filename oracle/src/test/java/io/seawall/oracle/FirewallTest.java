package io.seawall.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an Azure Firewall on the default route lets by. Source: Azure Firewall, "Rule processing
/// logic", "Rule sets", "Threat intelligence-based filtering", "Infrastructure FQDNs".
class FirewallTest {
  private static Packet packet(String text) {
    var part = text.split("\\s+", -1);
    return new Packet(part[0], part[1], part[2], Packet.EPHEMERAL, Integer.parseInt(part[3]));
  }

  private static final String RULES =
      """
      nothing matches                          | | node:n1 8.8.8.8 TCP 22 | NO
      nothing matches, but the web may be the platform's | | node:n1 8.8.8.8 TCP 443 | OPEN
      the platform is public                   | | node:n1 192.168.0.1 TCP 443 | NO
      a network rule allows                    | net 200 Allow TCP 10.1.0.0/16 8.8.8.8 53 | node:n1 8.8.8.8 TCP 53 | YES
      another protocol                         | net 200 Allow TCP 10.1.0.0/16 8.8.8.8 53 | node:n1 8.8.8.8 UDP 53 | NO
      another port                             | net 200 Allow TCP 10.1.0.0/16 8.8.8.8 53 | node:n1 8.8.8.8 TCP 54 | NO
      another destination                      | net 200 Allow TCP 10.1.0.0/16 8.8.8.8 53 | node:n1 8.8.8.9 TCP 53 | NO
      another source                           | net 200 Allow TCP 10.1.0.5 8.8.8.8 53 | node:n1 8.8.8.8 TCP 53 | NO
      Any is every protocol                    | net 200 Allow Any * * * | node:n1 8.8.8.8 UDP 53 | YES
      Any is ICMP as well                      | net 200 Allow Any * * * | node:n1 8.8.8.8 ICMP 0 | YES
      of others nothing is said                | net 200 Allow Any * * * | node:n1 8.8.8.8 47 0 | OPEN
      a range of addresses                     | net 200 Allow TCP * 8.8.8.4-8.8.8.9 * | node:n1 8.8.8.8 TCP 22 | YES
      past a range of addresses                | net 200 Allow TCP * 8.8.8.4-8.8.8.7 * | node:n1 8.8.8.8 TCP 22 | NO
      a range of ports                         | net 200 Allow TCP * * 20-22 | node:n1 8.8.8.8 TCP 22 | YES
      the lower number first: deny             | net 200 Allow TCP * * 22; net 100 Deny TCP * * 22 | node:n1 8.8.8.8 TCP 22 | NO
      the lower number first: allow            | net 100 Allow TCP * * 22; net 200 Deny TCP * * 22 | node:n1 8.8.8.8 TCP 22 | YES
      a service tag may hold it                | net 200 Allow TCP * AzureCloud.westeurope 22 | node:n1 8.8.8.8 TCP 22 | OPEN
      a service tag holds nothing private      | net 200 Allow TCP * AzureCloud.westeurope 22 | node:n1 192.168.0.1 TCP 22 | NO
      a name may be at the address             | net 200 Allow TCP * fqdn:example.org 22 | node:n1 8.8.8.8 TCP 22 | OPEN
      an application rule sees a name          | app 100 Allow * example.org 8443 | node:n1 8.8.8.8 TCP 8443 | OPEN
      an application rule for every name, too  | app 100 Allow * * 8443 | node:n1 8.8.8.8 TCP 8443 | OPEN
      an application rule for another port     | app 100 Allow * example.org 8443 | node:n1 8.8.8.8 TCP 22 | NO
      an application rule is for TCP           | app 100 Allow * example.org 8443 | node:n1 8.8.8.8 UDP 8443 | NO
      an application rule from elsewhere       | app 100 Allow 10.9.9.9 example.org 8443 | node:n1 8.8.8.8 TCP 8443 | NO
      network rules come first: allow          | app 100 Deny * * 443; net 300 Allow TCP * * 443 | node:n1 8.8.8.8 TCP 443 | YES
      network rules come first: deny           | app 100 Allow * example.org 443; net 300 Deny TCP * * 443 | node:n1 8.8.8.8 TCP 443 | NO
      a deny of every name ends it             | app 100 Deny * * 443 | node:n1 8.8.8.8 TCP 443 | NO
      after an allow it does not               | app 100 Allow * example.org 443; app 200 Deny * * 443 | node:n1 8.8.8.8 TCP 443 | OPEN
      a peer by its own route                  | net 100 Deny Any * * * | node:n1 10.9.1.1 TCP 22 | YES
      a pod bears its node's address           | net 100 Allow TCP 10.1.0.4 * 22 | x/a 8.8.8.8 TCP 22 | YES
      and not its own                          | net 100 Allow TCP 10.244.0.0/16 * 22 | x/a 8.8.8.8 TCP 22 | NO
      beyond the hub nobody knows              | net 100 Allow TCP * * 22 | node:n1 198.51.100.1 TCP 22 | OPEN
      """;

  @ParameterizedTest(name = "{0}: {2} = {3}")
  @CsvSource(delimiter = '|', emptyValue = "", textBlock = RULES)
  void classic(String name, @Nullable String rules, String packet, Answer answer) {
    var world =
        AzureWorld.of("overlay").firewall(FirewallTexts.classic(rules == null ? "" : rules));
    assertThat(world.answer(packet(packet))).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}: {2} = {3}")
  @CsvSource(delimiter = '|', emptyValue = "", textBlock = RULES)
  void policy(String name, @Nullable String rules, String packet, Answer answer) {
    var world =
        AzureWorld.of("overlay")
            .firewall(FirewallTexts.of("child"))
            .also(FirewallTexts.policy("child", "", ""))
            .also(FirewallTexts.group("child", "g", 300, rules == null ? "" : rules));
    assertThat(world.answer(packet(packet))).isEqualTo(answer);
  }

  /// Source: Azure Firewall, "Rule processing logic": parent first within each type; groups by
  /// priority.
  @ParameterizedTest(name = "{0} = {4}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          the parent first, whatever the priority | net 900 Deny TCP * * 22 | net 100 Allow TCP * * 22 | | NO
          the parent first, the other way round   | net 900 Allow TCP * * 22 | net 100 Deny TCP * * 22 | | YES
          the child where the parent is silent    | net 900 Deny TCP * * 23 | net 100 Allow TCP * * 22 | | YES
          the child's network rules before the parent's application rules | app 100 Deny * * 22 | net 900 Allow TCP * * 22 | | YES
          the first group of two                  | | net 900 Allow TCP * * 22 | net 100 Deny TCP * * 22 | YES
          type before group                       | | app 100 Allow * example.org 22 | net 900 Allow TCP * * 22 | YES
          """)
  void order(
      String name,
      @Nullable String parent,
      @Nullable String first,
      @Nullable String second,
      Answer answer) {
    var world =
        AzureWorld.of("overlay")
            .firewall(FirewallTexts.of("child"))
            .also(FirewallTexts.policy("base", "", ""))
            .also(FirewallTexts.policy("child", "base", ""))
            .also(FirewallTexts.group("base", "b", 500, parent == null ? "" : parent))
            .also(FirewallTexts.group("child", "second", 400, second == null ? "" : second))
            .also(FirewallTexts.group("child", "first", 200, first == null ? "" : first));
    assertThat(world.answer(packet("node:n1 8.8.8.8 TCP 22"))).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"threatIntelMode\": \"Deny\"",
        "\"intrusionDetection\": { \"mode\": \"Deny\" }",
      })
  void known_threats_are_denied_before_any_rule(String field) {
    var world =
        AzureWorld.of("overlay")
            .firewall(FirewallTexts.of("child"))
            .also(FirewallTexts.policy("child", "", field))
            .also(FirewallTexts.group("child", "g", 300, "net 100 Allow TCP * * 22"));
    assertThat(world.answer(packet("node:n1 8.8.8.8 TCP 22"))).isEqualTo(Answer.OPEN);
    assertThat(world.answer(packet("node:n1 8.8.8.8 TCP 23"))).isEqualTo(Answer.NO);
  }

  @ParameterizedTest(name = "from {0} in one group, to {1} in another = {2}")
  @CsvSource({
    "10.1.0.0/24, 8.8.8.0/24, YES",
    "10.1.1.0/24, 8.8.8.0/24, NO",
    "10.1.0.0/24, 8.8.9.0/24, NO",
    "10.1.0.4-10.1.0.5, 8.8.8.8, YES"
  })
  void ip_groups(String sources, String destinations, Answer answer) {
    var world =
        AzureWorld.of("overlay")
            .firewall(FirewallTexts.classic("net 100 Allow TCP group:nodes group:targets 22"))
            .also(FirewallTexts.ipGroup("nodes", sources))
            .also(FirewallTexts.ipGroup("targets", destinations));
    assertThat(world.answer(packet("node:n1 8.8.8.8 TCP 22"))).isEqualTo(answer);
  }
}
