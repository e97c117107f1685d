package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.packets.AddressSet;
import java.util.List;
import java.util.Optional;

/// An IP group (Microsoft.Network/ipGroups).
///
/// @param addresses those that it holds for sure
/// @param missing why there may be others; empty if there are none
record AddressGroup(AddressSet addresses, Optional<String> missing) {
  /// Source: Microsoft.Network REST API, IpGroupPropertiesFormat.
  static AddressGroup read(AzureResource resource, List<Diagnostic> complaints) {
    AzureProperties properties = resource.properties(complaints);
    String title = "IP group " + resource.name();
    AddressGroup group =
        switch (properties.texts("ipAddresses")) {
          case Fact.Known<List<String>>(var texts, var where) -> {
            AddressSet all = AddressSet.EMPTY;
            Optional<String> missing = Optional.empty();
            for (String text : texts) {
              Optional<AddressSet> one = Addresses.literal(text.strip());
              all = all.or(one.orElse(AddressSet.EMPTY));
              if (one.isEmpty()) {
                missing = Optional.of("what \"" + text + "\" in " + title + " means");
                complaints.add(
                    Diagnostic.error(
                        "ADDRESS_PREFIX",
                        where,
                        "the text \"" + text + "\"",
                        "an IP address, a CIDR block or a range of addresses",
                        ""));
              }
            }
            yield new AddressGroup(all, missing);
          }
          case Fact.Null<List<String>> _ -> new AddressGroup(AddressSet.EMPTY, Optional.empty());
          case Fact.Absent<List<String>> _ -> unknown(title + " has no ipAddresses in the input");
          case Fact.Unresolved<List<String>>(var expression, var _) ->
              unknown("ipAddresses of " + title + " is " + expression);
        };
    properties.reportMisspelt();
    return resource.certain() || group.missing.isPresent()
        ? group
        : new AddressGroup(group.addresses, Optional.of("whether " + title + " exists"));
  }

  private static AddressGroup unknown(String missing) {
    return new AddressGroup(AddressSet.EMPTY, Optional.of(missing));
  }

  /// What is known of a group that two documents describe differently.
  AddressGroup joined(AddressGroup other, String name) {
    return equals(other)
        ? this
        : new AddressGroup(
            addresses.and(other.addresses),
            Optional.of("two documents describe IP group " + name + " differently"));
  }
}
