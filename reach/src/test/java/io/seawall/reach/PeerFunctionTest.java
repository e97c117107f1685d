package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.reach.PeerFunction.Met;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerFunctionTest {
  private static final Address LAST_V4 = Address.v4(0xFFFF_FFFFL);
  private static final List<Address> PLACES =
      List.of(
          Address.v4(0),
          Address.v4(1),
          Address.v4(5),
          Address.v4(9),
          LAST_V4.previous().orElseThrow(),
          LAST_V4,
          Address.v6(0, 0),
          Address.v6(0, 7),
          Address.v6(-1, -1));

  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  private record Case(List<Met> rules, Bounds unmatched) {}

  private static final Gen<Case> CASES =
      choices -> {
        List<Met> rules = new ArrayList<>();
        for (int i = choices.draw(6); i > 0; i--) {
          AddressSet possible = set(choices);
          AddressSet sure = set(choices).and(possible);
          rules.add(
              new Met(
                  VERDICTS.get(choices.draw(VERDICTS.size())),
                  new AddressBounds(sure, possible),
                  choices.draw(3) == 0
                      ? PacketSet.ALL
                      : PacketSet.to(Protocol.TCP, 22 + choices.draw(3)),
                  choices.draw(4) != 0));
        }
        return new Case(rules, choices.draw(2) == 0 ? Bounds.NONE : Bounds.ALL);
      };

  private static AddressSet set(Choices choices) {
    List<AddressRange> ranges = new ArrayList<>();
    for (int i = choices.draw(4); i > 0; i--) {
      Address first = PLACES.get(choices.draw(PLACES.size()));
      Address last = PLACES.get(choices.draw(PLACES.size()));
      if (first.v6() == last.v6() && first.compareTo(last) <= 0) {
        ranges.add(new AddressRange(first, last));
      }
    }
    return AddressSet.of(ranges);
  }

  /// One rule after the other, as the documentation tells it.
  private static Bounds byOne(Case one, Address peer) {
    Bounds packets = one.unmatched;
    for (Met rule : one.rules.reversed()) {
      if (rule.peers().possible().contains(peer)) {
        boolean sure = rule.sure() && rule.peers().sure().contains(peer);
        Bounds match =
            sure ? Bounds.exactly(rule.packets()) : new Bounds(PacketSet.EMPTY, rule.packets());
        packets =
            switch (rule.verdict()) {
              case ALLOW -> packets.or(match);
              case DENY -> packets.minus(match);
              case PASS -> packets;
            };
      }
    }
    return packets;
  }

  @Test
  void it_says_of_each_address_what_the_rules_say_one_by_one() {
    Property.forAll(
        CASES,
        one -> {
          PeerFunction function = PeerFunction.of(one.rules, one.unmatched);
          for (Address place : PLACES) {
            assertThat(function.at(AddressSet.of(place))).isEqualTo(byOne(one, place));
          }
        });
  }

  @Test
  void of_several_addresses_it_says_what_holds_for_any_of_them() {
    Property.forAll(
        CASES,
        one -> {
          PeerFunction function = PeerFunction.of(one.rules, one.unmatched);
          Bounds either =
              byOne(one, Address.v4(1))
                  .either(byOne(one, LAST_V4))
                  .either(byOne(one, Address.v6(0, 7)));
          AddressSet several =
              AddressSet.of(Address.v4(1))
                  .or(AddressSet.of(LAST_V4))
                  .or(AddressSet.of(Address.v6(0, 7)));
          assertThat(function.at(several)).isEqualTo(either);
        });
  }

  @Test
  void the_answer_changes_at_the_bounds_of_its_cut_alone() {
    Property.forAll(
        CASES,
        one -> {
          PeerFunction function = PeerFunction.of(one.rules, one.unmatched);
          Atoms atoms = Atoms.of(AddressSet.ALL, List.of(function.cut(PacketSet.ALL)));
          for (int i = 0; i < atoms.count(); i++) {
            AddressRange atom = atoms.range(i);
            Bounds first = byOne(one, atom.first());
            assertThat(function.at(AddressSet.of(List.of(atom)))).isEqualTo(first);
            assertThat(byOne(one, atom.last())).isEqualTo(first);
          }
        });
  }

  @Test
  void for_some_packets_it_is_cut_less_often() {
    PacketSet ssh = PacketSet.to(Protocol.TCP, 22);
    Property.forAll(
        CASES,
        one -> {
          PeerFunction function = PeerFunction.of(one.rules, one.unmatched);
          Atoms atoms = Atoms.of(AddressSet.ALL, List.of(function.cut(ssh)));
          for (int i = 0; i < atoms.count(); i++) {
            Bounds asked = Bounds.exactly(ssh);
            Bounds first = byOne(one, atoms.range(i).first()).and(asked);
            Bounds all = function.at(AddressSet.of(List.of(atoms.range(i))));
            assertThat(all.and(asked)).isEqualTo(first);
          }
          AddressSet finest = function.cut(PacketSet.ALL);
          assertThat(atoms.count())
              .isLessThanOrEqualTo(Atoms.of(AddressSet.ALL, List.of(finest)).count());
        });
  }
}
