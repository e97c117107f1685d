package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksEndpoint.Cloud;
import io.seawall.model.cloud.ServiceTags;
import io.seawall.packets.AddressSet;
import java.util.List;
import java.util.Optional;

/// What tables in the input tell of service tags. Tables of one cloud that differ leave open which
/// of them holds.
///
/// Source: Microsoft Learn, "Virtual network service tags": each cloud has a list of its own.
public final class TagTables {
  private final List<ServiceTags> tables;

  private TagTables(List<ServiceTags> tables) {
    this.tables = tables;
  }

  /// The tables of the cloud that the cluster is in; all of them where there is no cluster.
  public static TagTables of(Snapshot snapshot) {
    Optional<Cloud> cloud = snapshot.aks().map(AksCluster::location).map(Cloud::of);
    return new TagTables(
        snapshot.facts().azure().surroundings().serviceTags().stream()
            .filter(table -> cloud.map(table.cloud()::equals).orElse(true))
            .toList());
  }

  /// The addresses behind a tag; empty if no table holds it.
  public Optional<AddressBounds> find(String tag) {
    List<AddressSet> told = tables.stream().flatMap(table -> table.find(tag).stream()).toList();
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AddressBounds(
                told.stream().reduce(AddressSet::and).orElseThrow(),
                told.stream().reduce(AddressSet.EMPTY, AddressSet::or)));
  }

  /// The tables, as one line: `change 271 (tags.json)`.
  public String title() {
    return String.join(
        " and ",
        tables.stream()
            .map(table ->
                table.change().isEmpty()
                    ? table.where().file()
                    : "change " + table.change() + " (" + table.where().file() + ")")
            .toList());
  }
}
