package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.firewall.WrittenRule.Address;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the addresses that a rule or an IP group names.
final class Addresses {
  private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private final AzureProperties properties;
  private final List<Diagnostic> complaints;

  Addresses(AzureProperties properties, List<Diagnostic> complaints) {
    this.properties = properties;
    this.complaints = complaints;
  }

  /// Both lists together; empty if neither is written.
  List<Address> of(String addresses, String groups) {
    List<Address> all = new ArrayList<>();
    for (String key : List.of(addresses, groups)) {
      switch (properties.texts(key)) {
        case Fact.Absent<List<String>> _, Fact.Null<List<String>> _ -> {}
        case Fact.Unresolved<List<String>>(var expression, var _) ->
            all.add(new Address.Unreadable(key + " is " + expression));
        case Fact.Known<List<String>>(var texts, var where) -> {
          for (String text : texts) {
            all.add(
                key.equals(groups)
                    ? new Address.Members(new ResourceId(text))
                    : one(text.strip(), where));
          }
        }
      }
    }
    return all;
  }

  private Address one(String text, SourceRef where) {
    if (text.equals("*")) {
      return new Address.Every();
    }
    Optional<AddressSet> literal = literal(text);
    if (literal.isPresent()) {
      return new Address.Range(literal.get());
    }
    if (TAG.matcher(text).matches()) {
      return new Address.ServiceTag(text);
    }
    complaints.add(
        Diagnostic.error(
            "ADDRESS_PREFIX",
            where,
            "the text \"" + text + "\"",
            "an IP address, a CIDR block, a range of addresses, a service tag or *",
            ""));
    return new Address.Unreadable("\"" + text + "\" is no address");
  }

  /// An address, a CIDR block, or a range such as `10.0.0.1-10.0.0.9`.
  static Optional<AddressSet> literal(String text) {
    Optional<Cidr> block = Cidr.parseLenient(text);
    if (block.isPresent()) {
      return block.map(AddressSet::of);
    }
    int dash = text.indexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    Optional<io.seawall.packets.Address> first =
        io.seawall.packets.Address.parse(text.substring(0, dash).strip());
    Optional<io.seawall.packets.Address> last =
        io.seawall.packets.Address.parse(text.substring(dash + 1).strip());
    boolean ordered =
        first.isPresent()
            && last.isPresent()
            && first.get().v6() == last.get().v6()
            && first.get().compareTo(last.get()) <= 0;
    return ordered
        ? Optional.of(AddressSet.of(List.of(new AddressRange(first.get(), last.get()))))
        : Optional.empty();
  }
}
