package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.FirewallRule.Host;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An Azure Firewall behind the default route of the nodes' subnet, 10.1.0.0/16, which leads to
/// 10.0.0.4.
///
/// Source: Microsoft Learn, "Configure Azure Firewall rules", "FQDN tags overview", "Infrastructure
/// FQDNs for Azure Firewall".
class FirewallRulesTest {
  private static final SourceRef HERE = new SourceRef("fw.json", 3, "firewall policy fp", "r");

  /// Rules as `allow 10.1.0.0/16 20.0.0.0/8 TCP 443`, `deny * * UDP 53` for addresses (`tag:T` for
  /// a tag), and `allow * name:*.example.com TCP 443`, `tag:`, `category:`, `path:` for names.
  private static FirewallRule rule(String text) {
    String[] words = text.split(" ", -1);
    boolean names = words[2].contains(":") && !words[2].startsWith("service:");
    Protocol protocol = Protocol.parse(words[3]).orElseThrow();
    PacketSet packets =
        words[4].equals("*")
            ? PacketSet.of(protocol, Ports.ALL, Ports.ALL)
            : PacketSet.to(protocol, Integer.parseInt(words[4]));
    Rule rule =
        new Rule(
            words[0].equals("allow") ? Verdict.ALLOW : Verdict.DENY,
            peers(words[1]),
            names ? new Peers.Everybody() : peers(words[2]),
            new PortMatch(packets, List.of()),
            HERE);
    List<String> doubts = words.length > 5 ? List.of("what it is") : List.of();
    return new FirewallRule(
        rule, names ? List.of(host(words[2])) : List.of(), "firewall policy fp", doubts);
  }

  private static Peers peers(String text) {
    if (text.equals("*")) {
      return new Peers.Everybody();
    }
    return text.startsWith("service:")
        ? new Peers.Tag(text.substring("service:".length()))
        : AzureSide.addresses(text);
  }

  private static Host host(String text) {
    String value = text.substring(text.indexOf(':') + 1);
    return switch (text.substring(0, text.indexOf(':'))) {
      case "name" -> new Host.Name(value, false);
      case "path" -> new Host.Name(value, true);
      case "tag" -> new Host.Tag(value);
      case "category" -> new Host.Category(value);
      default -> throw new IllegalArgumentException(text);
    };
  }

  /// Each rule of `rules` with `network`, `application` or `dnat` before it, separated by `;`.
  private static AzureFirewall firewall(String rules, String address) {
    List<FirewallRule> dnat = new ArrayList<>();
    List<FirewallRule> network = new ArrayList<>();
    List<FirewallRule> application = new ArrayList<>();
    for (String one : rules.split(";", -1)) {
      if (one.isBlank()) {
        continue;
      }
      String text = one.strip();
      String rest = text.substring(text.indexOf(' ') + 1);
      switch (text.substring(0, text.indexOf(' '))) {
        case "dnat" -> dnat.add(rule(rest));
        case "network" -> network.add(rule(rest));
        case "application" -> application.add(rule(rest));
        default -> throw new IllegalArgumentException(text);
      }
    }
    return new AzureFirewall(
        AzureSide.id("fw"),
        "fw",
        Optional.empty(),
        List.of(Address.parse(address).orElseThrow()),
        Optional.empty(),
        List.of(),
        dnat,
        network,
        application,
        List.of(),
        HERE);
  }

  private static Reach reach(String rules, String address) {
    AzureSide azure =
        new AzureSide()
            .overlay("10.244.0.0/16")
            .property("outboundType", "userDefinedRouting")
            .firewall(firewall(rules, address))
            .routes("table", "0.0.0.0/0 VIRTUAL_APPLIANCE")
            .subnet("nodes", "10.1.0.0/16", "", "table")
            .interfaces("sys", "")
            .pool("sys", "nodes")
            .done();
    Cluster cluster = new Cluster().namespace("shop").azure(azure);
    cluster.pods("shop", "web");
    return cluster.reach(Engine.CALICO);
  }

  private static Endpoint end(Reach reach, String name) {
    return name.contains(":")
        ? new Endpoint.Named(
            false,
            name.substring(name.indexOf(':') + 1),
            Space.PUBLIC.and(AddressSet.ALL_V4),
            reach.universe().outside(Space.PUBLIC.and(AddressSet.ALL_V4)))
        : Cluster.outside(reach, name);
  }

  @ParameterizedTest(name = "{0}: {2} over TCP {3} is {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing is allowed by itself           | ''                                                       | 8.8.8.8                | 22   | NO
          a network rule by address              | network allow * 20.0.0.0/8 TCP 443                       | 20.1.1.1               | 443  | YES
          another address                        | network allow * 20.0.0.0/8 TCP 22                        | 8.8.8.8                | 22   | NO
          another port                           | network allow * 20.0.0.0/8 TCP 443                       | 20.1.1.1               | 22   | NO
          another source                         | network allow 10.9.0.0/16 20.0.0.0/8 TCP 22              | 20.1.1.1               | 22   | NO
          the source of nodes                    | network allow 10.1.0.0/16 20.0.0.0/8 TCP 22              | 20.1.1.1               | 22   | YES
          some of the nodes                      | network allow 10.1.0.0/24 20.0.0.0/8 TCP 22              | 20.1.1.1               | 22   | MAYBE
          the first network rule decides         | network deny * 20.0.0.0/8 TCP 22; network allow * * TCP 22 | 20.1.1.1             | 22   | NO
          a network rule before a deny by name   | application deny * name:evil.example TCP 443; network allow * * TCP 443 | fqdn:evil.example | 443 | YES
          a network deny before an allow by name | application allow * name:a.example TCP 443; network deny * * TCP 443 | fqdn:a.example | 443 | NO
          a service tag is some addresses        | network allow * service:AzureCloud TCP 22                | 20.1.1.1               | 22   | MAYBE
          a service tag and a private address    | network allow * service:AzureCloud TCP 22                | 192.168.1.1            | 22   | NO
          a rule that is not known               | network allow * * TCP 22 ?                               | 8.8.8.8                | 22   | MAYBE
          a deny that is not known               | network deny * * TCP 22 ?; network allow * * TCP 22      | 8.8.8.8                | 22   | MAYBE
          the name itself                        | application allow * name:a.example TCP 443               | fqdn:a.example         | 443  | YES
          another name                           | application allow * name:a.example TCP 443               | fqdn:b.example         | 443  | NO
          an address that may have the name      | application allow * name:a.example TCP 443               | 8.8.8.8                | 443  | MAYBE
          an application rule has its ports      | application allow * name:a.example TCP 443               | fqdn:a.example         | 8443 | NO
          a name before the dot                  | application allow * name:*.a.example TCP 443             | fqdn:x.y.a.example     | 443  | YES
          the end itself is not before the dot   | application allow * name:*.a.example TCP 443             | fqdn:a.example         | 443  | NO
          a star without a dot                   | application allow * name:*a.example TCP 443              | fqdn:a.example         | 443  | YES
          every name                             | application allow * name:* TCP 443                       | fqdn:b.example         | 443  | YES
          every name is every address            | application allow * name:* TCP 443                       | 8.8.8.8                | 443  | YES
          some paths of a name                   | application allow * path:a.example TCP 443               | fqdn:a.example         | 443  | MAYBE
          a web category                         | application allow * category:News TCP 443                | fqdn:a.example         | 443  | MAYBE
          the first application rule decides     | application deny * name:x.a.example TCP 443; application allow * name:*.a.example TCP 443 | fqdn:x.a.example | 443 | NO
          the tag of AKS and what it requires    | application allow * tag:AzureKubernetesService TCP 443   | fqdn:mcr.microsoft.com | 443  | YES
          the tag of AKS and the API server      | application allow * tag:AzureKubernetesService TCP 443   | fqdn:shop-1.hcp.westeurope.azmk8s.io | 443 | YES
          the tag of AKS and another service     | application allow * tag:AzureKubernetesService TCP 443   | fqdn:x.servicebus.windows.net | 443 | MAYBE
          the tag of AKS and somebody else       | application allow * tag:AzureKubernetesService TCP 443   | fqdn:evil.example      | 443  | NO
          another tag                            | application allow * tag:WindowsUpdate TCP 443            | fqdn:evil.example      | 443  | MAYBE
          the rules that Azure brings            | ''                                                       | fqdn:x.blob.core.windows.net | 443 | MAYBE
          those speak of Azure's names only      | ''                                                       | fqdn:mcr.microsoft.com | 443  | NO
          a deny of every name ends them         | application deny * name:* TCP 443                        | fqdn:x.blob.core.windows.net | 443 | NO
          a name in a network rule               | network allow * name:a.example TCP 22                    | fqdn:a.example         | 22   | MAYBE
          translation speaks of its own address  | dnat allow * 20.9.9.9/32 TCP 22                          | 8.8.8.8                | 22   | NO
          translation leads elsewhere            | dnat allow * 20.9.9.9/32 TCP 22                          | 20.9.9.9               | 22   | MAYBE
          """)
  void rules_decide_in_order(String name, String rules, String to, int port, Told expected) {
    Reach reach = reach(rules, "10.0.0.4");
    Endpoint target = end(reach, to);
    for (Endpoint from : List.of(Cluster.pods(reach, "shop/web"), Cluster.nodes(reach, "sys"))) {
      assertThat(Told.of(reach.between(from, target), Cluster.tcp(port))).isEqualTo(expected);
      List<Reason.Opinion> said =
          reach.paths(from, target).getFirst().hops().stream()
              .filter(hop -> hop.place().equals("Azure Firewall"))
              .map(hop -> hop.why(Cluster.tcp(port)).opinion())
              .toList();
      assertThat(said)
          .containsExactly(
              switch (expected) {
                case YES -> Reason.Opinion.ALLOW;
                case NO -> Reason.Opinion.DENY;
                case MAYBE -> Reason.Opinion.UNKNOWN;
              });
    }
  }

  @Test
  void an_appliance_that_is_not_in_the_input_is_unknown() {
    Reach reach = reach("", "10.0.0.5");
    assertThat(
            Told.of(
                reach.between(Cluster.nodes(reach, "sys"), Cluster.outside(reach, "8.8.8.8")),
                Cluster.tcp(22)))
        .isEqualTo(Told.MAYBE);
  }

  @Test
  void the_way_shows_address_route_and_rule_in_order() {
    Reach reach = reach("application allow * name:a.example TCP 443", "10.0.0.4");
    Path path =
        reach.paths(Cluster.pods(reach, "shop/web"), end(reach, "fqdn:a.example")).getFirst();
    assertThat(path.hops())
        .extracting(Hop::place)
        .containsExactly("pod egress", "source address", "way out of Azure", "Azure Firewall");
    Reason rule = path.hops().getLast().why(Cluster.tcp(443));
    assertThat(rule.object()).isEqualTo("firewall policy fp");
    assertThat(rule.where()).contains(HERE);
    assertThat(rule.text()).isEqualTo("allows a.example");
  }

  @Test
  void what_leaves_by_name_is_told_apart_from_what_leaves_by_address() {
    Reach reach =
        reach(
            "network allow * 20.0.0.0/24 TCP 443; application allow * name:a.example TCP 443",
            "10.0.0.4");
    Endpoint node = Cluster.nodes(reach, "sys");
    assertThat(reach.leavingByAddress(node, Space.PUBLIC))
        .singleElement()
        .satisfies(
            region -> assertThat(region.addresses()).isEqualTo(AddressSet.ofBlocks("20.0.0.0/24")));
    assertThat(reach.namesBeyond(node))
        .singleElement()
        .satisfies(rule -> assertThat(rule.hosts().getFirst().text()).isEqualTo("a.example"));
  }
}
