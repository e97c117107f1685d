package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.packets.AddressSet;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Regions outside of the cluster say the same as the question about each address.
class LeavingTest {
  private static final AddressSet PLATFORM =
      AddressSet.of(Space.IMDS).or(AddressSet.of(Space.WIRESERVER));

  @Test
  void a_region_has_the_packets_that_get_to_each_of_its_addresses() {
    Property.cases(200)
        .holds(
            Drawn.clusters(Drawn.Known.NOT_EVERYTHING),
            DrawnAzure.sides().optional(),
            Drawn.ENGINES,
            (cluster, azure, engine) -> {
              azure.ifPresent(cluster::azure);
              Reach reach = Reach.of(cluster.snapshot(), engine, List.of());
              for (Endpoint from : reach.universe().endpoints()) {
                if (!(from instanceof Endpoint.Outside)) {
                  check(reach, from);
                }
              }
            });
  }

  private static void check(Reach reach, Endpoint from) {
    List<Region> regions = reach.leaving(from, AddressSet.ALL.minus(PLATFORM));
    assertDisjoint(regions);
    for (String text : outside()) {
      Endpoint.Outside to = Cluster.outside(reach, text);
      Bounds there =
          regions.stream()
              .filter(region -> region.addresses().contains(Cluster.address(text)))
              .map(Region::packets)
              .findFirst()
              .orElse(Bounds.NONE);
      assertThat(there).as("from %s to %s", from, to).isEqualTo(reach.between(from, to));
    }
  }

  private static void assertDisjoint(List<Region> regions) {
    AddressSet seen = AddressSet.EMPTY;
    for (Region region : regions) {
      assertThat(region.addresses().disjoint(seen)).isTrue();
      assertThat(region.packets()).isNotEqualTo(Bounds.NONE);
      seen = seen.or(region.addresses());
    }
  }

  private static List<String> outside() {
    List<String> all = new ArrayList<>(Drawn.OUTSIDE);
    all.addAll(DrawnAzure.OUTSIDE);
    all.removeIf(text -> PLATFORM.contains(Cluster.address(text)));
    return all;
  }
}
