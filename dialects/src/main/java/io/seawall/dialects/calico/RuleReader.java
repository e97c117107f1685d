package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.calico.CalicoPolicy.Action;
import io.seawall.dialects.calico.CalicoPolicy.Entity;
import io.seawall.dialects.calico.CalicoPolicy.Icmp;
import io.seawall.dialects.calico.CalicoPolicy.Match;
import io.seawall.dialects.calico.CalicoPolicy.Rule;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Cidr;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads one rule.
///
/// Source: Calico documentation, "Network policy", rule; Calico source, libcalico-go/lib/validator,
/// validateRule and validateNetworkPolicySpec.
final class RuleReader {
  private static final Protocol UDPLITE = new Protocol(136);

  private final Fields rule;
  private final Direction direction;
  private final boolean validated;

  /// @param validated whether Calico's API server has looked at the object
  RuleReader(Fields rule, Direction direction, boolean validated) {
    this.rule = rule;
    this.direction = direction;
    this.validated = validated;
  }

  /// @return empty if the action cannot be read, which is complained of
  Optional<Rule> read() {
    Optional<Action> action = action();
    Match match =
        new Match(
            protocol("protocol"),
            protocol("notProtocol"),
            icmp("icmp"),
            icmp("notICMP"),
            rule.integer("ipVersion", 4, 6));
    Entity source = entity("source");
    Entity destination = entity("destination");
    boolean http = rule.child("http").isPresent();
    rule.ignore("metadata");
    rule.close();
    checkMatch(match, source, destination);
    checkFamilies(match, source, destination);
    checkEnds(source, destination);
    if (http) {
      checkHttp(action, match);
    }
    return action.map(known -> new Rule(known, match, source, destination, http, rule.where()));
  }

  private Entity entity(String key) {
    return rule.child(key)
        .map(fields -> new EntityReader(fields, validated).read())
        .orElse(Entity.ANY);
  }

  private Optional<Action> action() {
    Optional<String> text = rule.text("action");
    Optional<Action> action = text.flatMap(Action::of);
    if (action.isEmpty()) {
      rule.complain(
          "BAD_ACTION",
          rule.where("action"),
          text.map(word -> "the text \"" + word + "\"").orElse("no action"),
          "Allow, Deny, Log or Pass",
          "");
    }
    return action;
  }

  private Optional<Protocol> protocol(String key) {
    Optional<String> text = rule.anyText(key);
    Optional<Protocol> protocol =
        text.flatMap(word ->
            switch (word.toUpperCase(Locale.ROOT)) {
              case "UDPLITE" -> Optional.of(UDPLITE);
              case "ESP", "AH" -> Optional.empty();
              default -> Protocol.parse(word).filter(known -> known.number() > 0);
            });
    if (text.isPresent() && protocol.isEmpty()) {
      rule.complain(
          "BAD_PROTOCOL",
          rule.where(key),
          "the text \"" + text.get() + "\"",
          "TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite or a number from 1 to 255",
          "");
    }
    return protocol;
  }

  private Optional<Icmp> icmp(String key) {
    Optional<Fields> fields = rule.child(key);
    Optional<Icmp> icmp =
        fields.map(inner -> new Icmp(inner.integer("type", 0, 254), inner.integer("code", 0, 255)));
    fields.ifPresent(Fields::close);
    if (icmp.filter(one -> one.code().isPresent() && one.type().isEmpty()).isPresent()) {
      complain(key, "a code without a type", "a type beside the code");
    }
    return icmp;
  }

  private void checkMatch(Match match, Entity source, Entity destination) {
    boolean ports =
        Stream.of(source, destination)
            .anyMatch(end -> !end.ports().isEmpty() || !end.notPorts().isEmpty());
    if (ports && match.protocol().filter(Protocol::hasPorts).isEmpty()) {
      complain("protocol", "ports without such a protocol", "TCP, UDP or SCTP beside ports");
    }
    boolean types = match.icmp().isPresent();
    if (types && match.protocol().filter(Protocol::hasTypes).isEmpty()) {
      complain("protocol", "icmp without such a protocol", "ICMP or ICMPv6 beside icmp");
    }
    if (match.ipVersion().filter(version -> version == 5).isPresent()) {
      complain("ipVersion", "5", "4 or 6");
    }
  }

  private void checkFamilies(Match match, Entity source, Entity destination) {
    List<Boolean> families =
        Stream.concat(
                Stream.of(source, destination)
                    .flatMap(end -> Stream.concat(end.nets().stream(), end.notNets().stream()))
                    .map(RuleReader::isV6),
                match.ipVersion().map(version -> version == 6).stream())
            .distinct()
            .toList();
    if (families.size() > 1) {
      complain("", "addresses of IPv4 and of IPv6 in one rule", "one family in a rule");
    }
  }

  private static boolean isV6(Cidr cidr) {
    return cidr.base().v6();
  }

  private void checkEnds(Entity source, Entity destination) {
    Entity own = direction == Direction.INGRESS ? destination : source;
    String key = direction == Direction.INGRESS ? "destination" : "source";
    if (own.service().isPresent()) {
      complain(key, "services at the own end", "services at the other end");
    }
    if (destination.service().isPresent()
        && !(destination.ports().isEmpty() && destination.notPorts().isEmpty())) {
      complain("destination", "ports beside services", "services alone: they bring their ports");
    }
  }

  private void checkHttp(Optional<Action> action, Match match) {
    boolean tcp = match.protocol().map(Protocol.TCP::equals).orElse(true);
    if (direction == Direction.EGRESS
        || !tcp
        || action.filter(known -> known != Action.ALLOW).isPresent()) {
      complain("http", "http", "http only in an ingress rule for TCP that allows");
    }
  }

  private void complain(String key, String found, String expected) {
    rule.complain("BAD_RULE", key.isEmpty() ? rule.where() : rule.where(key), found, expected, "");
  }
}
