package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cloud.PrivateZone;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where names lead that private DNS zones answer for.
///
/// Source: Microsoft Learn, "What is Azure Private DNS?" (a zone answers in the networks that are
/// linked to it) and "Azure Private Endpoint private DNS zone values": the public name of a
/// resource with a private endpoint, such as `x.azurecr.io`, leads to `x.privatelink.azurecr.io`.
final class PrivateNames {
  private static final String PRIVATE_LINK = "privatelink.";

  private final List<PrivateZone> zones;
  private final List<ResourceId> ownDns;
  private final AddressSet unguarded;
  private final Set<Optional<ResourceId>> networks = new LinkedHashSet<>();

  /// Where a name leads.
  ///
  /// @param sure whether it leads nowhere else; a public address is possible, too, if not
  record Led(AddressSet addresses, boolean sure) {}

  PrivateNames(Snapshot snapshot, Addressing addressing) {
    this.zones = snapshot.facts().azure().surroundings().privateZones();
    this.ownDns = snapshot.facts().azure().surroundings().ownDns();
    List<ResourceId> guarded = snapshot.facts().azure().surroundings().guardedSubnets();
    this.unguarded =
        snapshot.facts().azure().networks().stream()
            .flatMap(network -> network.subnets().stream())
            .filter(subnet -> !guarded.contains(subnet.id()))
            .flatMap(subnet -> subnet.prefixes().stream())
            .reduce(AddressSet.EMPTY, AddressSet::or);
    for (String pool : addressing.pools()) {
      networks.add(
          addressing.nodeSubnet(pool).flatMap(addressing::network).map(VirtualNetwork::id));
    }
  }

  /// The addresses of all zones, whose bounds matter.
  static List<AddressSet> cuts(Snapshot snapshot) {
    return snapshot.facts().azure().surroundings().privateZones().stream()
        .flatMap(zone -> zone.entries().stream())
        .map(entry -> set(entry.addresses()))
        .toList();
  }

  private static AddressSet set(List<Address> addresses) {
    return addresses.stream().map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::or);
  }

  /// Where a name leads for nodes and pods of the cluster; empty if no zone may answer for it.
  ///
  /// @param name in lower case; some name that ends like it, if it starts with `*`
  Optional<Led> of(String name) {
    List<Answer> answers = new ArrayList<>();
    for (PrivateZone zone : zones) {
      String own = zone.name().toLowerCase(Locale.ROOT);
      Optional<String> within = within(name, own);
      Optional<String> linked =
          own.startsWith(PRIVATE_LINK)
              ? within(name, own.substring(PRIVATE_LINK.length()))
              : Optional.empty();
      if (within.or(() -> linked).isPresent() && mayAsk(zone)) {
        answers.add(new Answer(zone, within.or(() -> linked).get(), within.isPresent()));
      }
    }
    return answers.stream()
        .min(
            Comparator.comparing((Answer answer) -> !answer.direct)
                .thenComparingInt(answer -> -answer.zone.name().length()))
        .map(this::led);
  }

  /// A zone that a name is asked in.
  ///
  /// @param label of the name in the zone
  /// @param direct whether the name lies in the zone itself
  private record Answer(PrivateZone zone, String label, boolean direct) {}

  /// What stands before the ending; empty if the name does not end so.
  private static Optional<String> within(String name, String ending) {
    if (name.equals(ending)) {
      return Optional.of("@");
    }
    return name.endsWith("." + ending)
        ? Optional.of(name.substring(0, name.length() - ending.length() - 1))
        : Optional.empty();
  }

  private Led led(Answer answer) {
    boolean some = answer.label.startsWith("*");
    AddressSet all = AddressSet.EMPTY;
    AddressSet own = AddressSet.EMPTY;
    for (PrivateZone.Entry entry : answer.zone.entries()) {
      all = all.or(set(entry.addresses()));
      if (entry.name().equalsIgnoreCase(answer.label)) {
        own = own.or(set(entry.addresses()));
      }
    }
    boolean sure = !some && !own.isEmpty() && asks(answer.zone) && isUnguarded(own);
    AddressSet possible = some || own.isEmpty() ? all : own;
    return new Led(possible.isEmpty() ? Space.PRIVATE : possible, sure);
  }

  /// Whether these are of subnets that were read, and whose rules do not hold for private
  /// endpoints.
  ///
  /// Source: Microsoft Learn, "Manage network policies for private endpoints": disabled unless set.
  private boolean isUnguarded(AddressSet addresses) {
    return addresses.implies(unguarded);
  }

  /// Whether every pool asks Azure's DNS, in a network that is linked to the zone.
  private boolean asks(PrivateZone zone) {
    return networks.stream()
        .allMatch(network ->
            network.filter(id -> zone.networks().contains(id) && !ownDns.contains(id)).isPresent());
  }

  private boolean mayAsk(PrivateZone zone) {
    return !zone.linksKnown()
        || networks.stream()
            .anyMatch(network ->
                network
                    .map(id -> zone.networks().contains(id) || ownDns.contains(id))
                    .orElse(true));
  }
}
