package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutflowTest {
  private static final int PLACES = 12;
  private static final List<Bounds> ANSWERS =
      List.of(
          Bounds.ALL,
          Bounds.UNKNOWN,
          Bounds.exactly(PacketSet.to(Protocol.TCP, 443)),
          new Bounds(PacketSet.to(Protocol.TCP, 443), PacketSet.of(Protocol.TCP)));

  /// Disjoint regions, each of whole places: the last address of IPv4 is the last place but one.
  private static final Gen<List<Region>> REGIONS =
      choices -> {
        List<List<AddressRange>> ranges = new ArrayList<>();
        ANSWERS.forEach(_ -> ranges.add(new ArrayList<>()));
        for (int place = 0; place < PLACES; place++) {
          int answer = choices.draw(ANSWERS.size() + 1);
          if (answer < ANSWERS.size()) {
            ranges.get(answer).add(new AddressRange(place(place), place(place)));
          }
        }
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < ANSWERS.size(); i++) {
          if (!ranges.get(i).isEmpty()) {
            regions.add(new Region(AddressSet.of(ranges.get(i)), ANSWERS.get(i)));
          }
        }
        return regions;
      };

  private static Address place(int place) {
    return place == PLACES - 1 ? Address.v6(0, 0) : Address.v4(0xFFFF_FFFFL - (PLACES - 2) + place);
  }

  @Test
  void merged_regions_say_at_each_address_what_both_say() {
    Property.forAll(
        REGIONS,
        REGIONS,
        (here, there) -> {
          List<Region> both = Outflow.merged(here, there, Bounds::and);
          List<Region> either = Outflow.merged(here, there, Bounds::either);
          for (int place = 0; place < PLACES; place++) {
            Address at = place(place);
            assertThat(at(both, at)).isEqualTo(at(here, at).and(at(there, at)));
            assertThat(at(either, at)).isEqualTo(at(here, at).either(at(there, at)));
          }
        });
  }

  private static Bounds at(List<Region> regions, Address address) {
    List<Bounds> found =
        regions.stream()
            .filter(region -> region.addresses().contains(address))
            .map(Region::packets)
            .toList();
    assertThat(found).hasSizeLessThanOrEqualTo(1);
    return found.isEmpty() ? Bounds.NONE : found.getFirst();
  }
}
