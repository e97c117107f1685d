package io.seawall.model.cloud;

import io.seawall.model.SourceRef;
import io.seawall.packets.AddressSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the service tags of a cloud hold, as Microsoft published it at one time.
///
/// Source: Microsoft Learn, "Virtual network service tags": the list is published weekly, for each
/// cloud by itself, with a number that grows with each change.
///
/// @param change the number of the change; empty text if the table does not tell
/// @param addresses by the name of the tag in lower case
public record ServiceTags(
    AksEndpoint.Cloud cloud, String change, Map<String, AddressSet> addresses, SourceRef where) {
  public ServiceTags {
    addresses = Map.copyOf(addresses);
  }

  /// The addresses behind a tag, in any case of letters; empty if the table lacks it.
  public Optional<AddressSet> find(String tag) {
    return Optional.ofNullable(addresses.get(tag.toLowerCase(Locale.ROOT)));
  }
}
