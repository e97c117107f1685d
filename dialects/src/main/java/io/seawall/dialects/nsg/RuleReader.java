package io.seawall.dialects.nsg;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.nsg.SecurityRule.Address;
import io.seawall.dialects.nsg.SecurityRule.Side;
import io.seawall.dialects.nsg.SecurityRule.Transport;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Cidr;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one security rule. What Azure would refuse is complained of, and the rule then matches
/// what it says only perhaps: a group with such a rule cannot exist as written.
///
/// Source: Microsoft.Network REST API, SecurityRulePropertiesFormat.
final class RuleReader {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
  private static final int LAST_PRIORITY = 4096;

  /// Whose rule it is.
  enum Form {
    /// A rule of a group that somebody wrote.
    CUSTOM(100, "Allow or Deny", "*"),
    /// A default rule, whose priorities are beyond those of others.
    STANDARD(0, "Allow or Deny", "*"),
    /// A security admin rule of a network manager.
    ///
    /// Source: Microsoft.Network REST API, AdminPropertiesFormat.
    ADMIN(1, "Allow, AlwaysAllow or Deny", "any");

    private final int first;
    private final String accesses;
    private final String anyProtocol;

    Form(int first, String accesses, String anyProtocol) {
      this.first = first;
      this.accesses = accesses;
      this.anyProtocol = anyProtocol;
    }
  }

  private final AzureProperties properties;
  private final SourceRef where;
  private final Form form;
  private final List<Diagnostic> complaints;
  private final List<String> doubts = new ArrayList<>();
  private final Set<Boolean> families = new HashSet<>();

  private RuleReader(
      AzureProperties properties, SourceRef where, Form form, List<Diagnostic> complaints) {
    this.properties = properties;
    this.where = where;
    this.form = form;
    this.complaints = complaints;
  }

  /// @param rule the rule with its name
  /// @param complaints grows with each complaint
  static SecurityRule read(AzureProperties rule, Form form, List<Diagnostic> complaints) {
    String name = rule.text("name").known().orElse("");
    Optional<String> expression = rule.expression().or(() -> rule.in("properties").expression());
    if (expression.isPresent()) {
      return SecurityRule.unknown(name, "the rule is " + expression.get(), rule.where());
    }
    AzureProperties inner = rule.in("properties");
    AzureProperties properties = inner.fields().isPresent() ? inner : rule;
    return new RuleReader(properties, rule.where(), form, complaints).read(name);
  }

  private SecurityRule read(String name) {
    Optional<Integer> priority = priority();
    Optional<Direction> direction =
        word("direction", "Inbound or Outbound", RuleReader::directionOf);
    Optional<Verdict> access = word("access", form.accesses, this::verdictOf);
    Optional<Transport> protocol =
        word("protocol", "Tcp, Udp, Icmp, Esp, Ah or " + form.anyProtocol, this::transportOf);
    Side source = side("source");
    Side destination = side("destination");
    if (families.size() > 1) {
      refuse(
          "MIXED_FAMILIES",
          where,
          "IPv4 and IPv6 prefixes in one rule",
          "prefixes of one family",
          "write one rule for each family");
    }
    return new SecurityRule(
        name,
        priority,
        direction,
        access,
        protocol.orElse(Transport.ANY),
        source,
        destination,
        doubts,
        where);
  }

  private Optional<Integer> priority() {
    Fact<Integer> fact = properties.number("priority");
    Optional<Integer> priority = fact.known();
    if (fact.isLeftOut()) {
      missing("priority", priorities());
    } else if (priority.isEmpty()) {
      doubt(fact, "priority");
    } else if (form != Form.STANDARD
        && (priority.get() < form.first || priority.get() > LAST_PRIORITY)) {
      refuse("PRIORITY_RANGE", fact.where(), "the number " + priority.get(), priorities(), "");
    }
    return priority;
  }

  private String priorities() {
    return "a whole number from " + Math.max(form.first, Form.ADMIN.first) + " to " + LAST_PRIORITY;
  }

  private <T> Optional<T> word(String key, String expected, Function<String, Optional<T>> values) {
    Fact<String> fact = properties.text(key);
    if (fact.isLeftOut()) {
      missing(key, expected);
      return Optional.empty();
    }
    if (fact.known().isEmpty()) {
      doubt(fact, key);
      return Optional.empty();
    }
    Optional<T> value = values.apply(fact.known().get().strip().toLowerCase(Locale.ROOT));
    if (value.isEmpty()) {
      refuse("WRONG_VALUE", fact.where(), quoted(fact.known().get()), expected, "");
    }
    return value;
  }

  private static Optional<Direction> directionOf(String text) {
    return switch (text) {
      case "inbound" -> Optional.of(Direction.INGRESS);
      case "outbound" -> Optional.of(Direction.EGRESS);
      default -> Optional.empty();
    };
  }

  private Optional<Verdict> verdictOf(String text) {
    return switch (text) {
      case "allow" -> Optional.of(form == Form.ADMIN ? Verdict.PASS : Verdict.ALLOW);
      case "alwaysallow" -> form == Form.ADMIN ? Optional.of(Verdict.ALLOW) : Optional.empty();
      case "deny" -> Optional.of(Verdict.DENY);
      default -> Optional.empty();
    };
  }

  private Optional<Transport> transportOf(String text) {
    return switch (text) {
      case "tcp" -> Optional.of(Transport.TCP);
      case "udp" -> Optional.of(Transport.UDP);
      case "icmp" -> Optional.of(Transport.ICMP);
      case "esp" -> Optional.of(Transport.ESP);
      case "ah" -> Optional.of(Transport.AH);
      default -> text.equals(form.anyProtocol) ? Optional.of(Transport.ANY) : Optional.empty();
    };
  }

  /// @param end `source` or `destination`
  private Side side(String end) {
    return form == Form.ADMIN
        ? new Side(items(end + "s"), ports(end))
        : new Side(addresses(end), ports(end));
  }

  private Ports ports(String end) {
    RuleValues values = RuleValues.of(properties, end + "PortRange", end + "PortRanges");
    doubts.addAll(values.unresolved());
    if (values.isEmpty() && form == Form.ADMIN) {
      return Ports.ALL; // as the service fills it in: 0-65535
    }
    if (values.isEmpty()) {
      missing(end + "PortRange", "a port, a range, or *; or " + end + "PortRanges");
    }
    Ports all = Ports.union(values.texts().stream().map(this::range).toList());
    return values.unresolved().isEmpty() && !all.isEmpty() ? all : Ports.ALL;
  }

  private Ports range(RuleValues.Value value) {
    if (value.text().equals("*")) {
      return Ports.ALL;
    }
    Matcher range = RANGE.matcher(value.text());
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (first <= last && last <= Ports.LAST) {
        return Ports.range(first, last);
      }
    }
    refuse(
        "PORT_RANGE",
        value.where(),
        quoted(value.text()),
        "a port from 0 to 65535, a range such as 8000-8100, or *",
        "write several ports as a list in the plural property; names of services are not known to"
            + " Azure");
    return Ports.ALL;
  }

  private List<Address> addresses(String end) {
    String one = end + "AddressPrefix";
    RuleValues values = RuleValues.of(properties, one, end + "AddressPrefixes");
    List<Address> all = new ArrayList<>();
    values.unresolved().forEach(text -> all.add(new Address.Unreadable(text)));
    values.texts().forEach(value -> all.add(address(value, one)));
    all.addAll(members(end + "ApplicationSecurityGroups"));
    if (all.isEmpty()) {
      missing(
          one,
          "an address, a CIDR block, a service tag or *; or "
              + end
              + "AddressPrefixes or "
              + end
              + "ApplicationSecurityGroups");
      all.add(new Address.Unreadable(one + " is missing"));
    }
    return all;
  }

  /// The `sources` or `destinations` of a security admin rule; none of them means any.
  private List<Address> items(String key) {
    return switch (properties.children(key)) {
      case Fact.Absent<List<AzureProperties>> _, Fact.Null<List<AzureProperties>> _ ->
          List.of(new Address.Every());
      case Fact.Unresolved<List<AzureProperties>>(var expression, var _) ->
          List.of(new Address.Unreadable(key + " is " + expression));
      case Fact.Known<List<AzureProperties>>(var items, var _) ->
          items.isEmpty()
              ? List.of(new Address.Every())
              : items.stream().map(item -> item(item, key)).toList();
    };
  }

  private Address item(AzureProperties item, String key) {
    Fact<String> prefix = item.text("addressPrefix");
    boolean group = item.text("addressPrefixType").is("NetworkGroup");
    if (prefix.known().isEmpty() || group) {
      return new Address.Unreadable(
          group ? "the members of a network group" : key + " holds an address that is not known");
    }
    return address(new RuleValues.Value(prefix.known().get(), false, prefix.where()), key);
  }

  private Address address(RuleValues.Value value, String singular) {
    Optional<Cidr> block = Cidr.parseLenient(value.text());
    if (block.isPresent()) {
      families.add(block.get().base().v6());
      return new Address.Prefix(block.get());
    }
    boolean every = value.text().equals("*");
    boolean tag = TAG.matcher(value.text()).matches() && !value.text().equalsIgnoreCase("any");
    if (!every && !tag) {
      complain(
          "ADDRESS_PREFIX",
          value.where(),
          quoted(value.text()),
          "an IP address, a CIDR block, a service tag or *",
          "");
      return new Address.Unreadable(quoted(value.text()) + " is no address prefix");
    }
    if (value.inList()) {
      // "cannot specify existing VIRTUALNETWORK, INTERNET, AZURELOADBALANCER, '*' or system tags":
      // the service's answer SecurityRuleParameterContainsUnsupportedValue, as quoted in
      // hashicorp/terraform-provider-azurerm issue 5617 and ansible-collections/azure issue 639.
      complain(
          "TAG_IN_LIST",
          value.where(),
          every ? "* in a list" : "the service tag " + value.text() + " in a list",
          "addresses and CIDR blocks",
          "write it alone in "
              + singular
              + "; Azure refuses it in a list, so the rule cannot be"
              + " in force");
      return new Address.Unreadable("Azure refuses " + value.text() + " in a list");
    }
    return every ? new Address.Every() : new Address.ServiceTag(value.text());
  }

  private List<Address> members(String key) {
    return switch (properties.children(key)) {
      case Fact.Absent<List<AzureProperties>> _, Fact.Null<List<AzureProperties>> _ -> List.of();
      case Fact.Unresolved<List<AzureProperties>>(var expression, var _) ->
          List.of(new Address.Unreadable(key + " is " + expression));
      case Fact.Known<List<AzureProperties>>(var groups, var _) ->
          groups.stream().map(group -> member(group, key)).toList();
    };
  }

  private static Address member(AzureProperties group, String key) {
    return group
        .id("id")
        .known()
        .<Address>map(Address.Members::new)
        .orElseGet(() -> new Address.Unreadable(key + " holds an unknown group"));
  }

  private void doubt(Fact<?> fact, String key) {
    if (fact instanceof Fact.Unresolved<?>(var expression, var _)) {
      doubts.add(key + " is " + expression);
    }
  }

  private void missing(String key, String expected) {
    refuse("MISSING_FIELD", where, "no " + key, expected, "");
  }

  private void refuse(String code, SourceRef at, String found, String expected, String help) {
    complain(code, at, found, expected, help);
    doubts.add(found + " where Azure takes " + expected);
  }

  private void complain(String code, SourceRef at, String found, String expected, String help) {
    complaints.add(Diagnostic.error(code, at, found, expected, help));
  }

  private static String quoted(String text) {
    return "the text \"" + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + "\"";
  }
}
