package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.Fields;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksEndpoint.Cloud;
import io.seawall.model.cloud.ServiceTags;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a table of service tags, as Microsoft publishes it for download and as `az network
/// list-service-tags` prints it: a list `values` of tags with a name and `addressPrefixes`.
///
/// Source: Microsoft Learn, "Virtual network service tags", "Discover service tags by using
/// downloadable JSON files"; Microsoft.Network REST API, ServiceTagsListResult.
final class ServiceTagReader {
  private ServiceTagReader() {}

  /// Whether a document is such a table: the first of its values holds prefixes.
  static boolean isTable(Document document) {
    return document.root().get("values").orElse(document.root()) instanceof Sequence list
        && list.items().stream()
            .findFirst()
            .filter(first -> first instanceof Mapping tag && holdsPrefixes(tag))
            .isPresent();
  }

  private static boolean holdsPrefixes(Mapping tag) {
    Mapping inner =
        tag.get("properties").orElse(tag) instanceof Mapping properties ? properties : tag;
    return tag.text("name").isPresent()
        && inner.get("addressPrefixes").filter(Sequence.class::isInstance).isPresent();
  }

  static ServiceTags read(Document document, List<Diagnostic> complaints) {
    SourceRef where = new SourceRef(document.file(), document.root().line(), "service tags", "");
    AzureProperties root =
        AzureProperties.of(Fields.of(document.root(), where, Fields.Keys.ANY_CASE, complaints));
    Map<String, AddressSet> addresses = new HashMap<>();
    for (AzureProperties tag : root.children("values").known().orElse(List.of())) {
      tag.text("name")
          .known()
          .ifPresent(name ->
              prefixes(name, NetworkReader.inner(tag), complaints)
                  .ifPresent(set -> addresses.put(name.toLowerCase(Locale.ROOT), set)));
    }
    return new ServiceTags(
        cloud(root.text("cloud").known().orElse("")),
        root.text("changeNumber").known().orElse(""),
        addresses,
        where);
  }

  /// @return empty if one of them cannot be read: what the tag holds is not known then
  private static Optional<AddressSet> prefixes(
      String tag, AzureProperties properties, List<Diagnostic> complaints) {
    var written = properties.texts("addressPrefixes");
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : written.known().orElse(List.of())) {
      Optional<Cidr> block = Cidr.parse(text);
      if (block.isEmpty()) {
        complaints.add(
            Diagnostic.error(
                "ADDRESS_PREFIX",
                written.where(),
                "the text \"" + text + "\" among the prefixes of " + tag,
                "a CIDR block such as 20.1.0.0/16",
                "the addresses behind the tag are not known"));
        return Optional.empty();
      }
      ranges.addAll(AddressSet.of(block.get()).ranges());
    }
    return written.known().map(_ -> AddressSet.of(ranges));
  }

  private static Cloud cloud(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("china")) {
      return Cloud.CHINA;
    }
    return lower.contains("gov") ? Cloud.US_GOVERNMENT : Cloud.GLOBAL;
  }
}
