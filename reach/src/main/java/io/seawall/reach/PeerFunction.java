package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.Bounds;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an ordered list of rules lets by, by the address of the peer: the address space as pieces
/// with one answer each. The first rule that matches decides.
///
/// Cost of making it: for each piece the rules that speak of it, and once for pieces of which the
/// same rules speak. Cost of asking: the logarithm of the pieces.
final class PeerFunction {
  /// A rule as the one who asks meets it.
  ///
  /// @param peers whom it speaks of
  /// @param sure whether it speaks of the one who asks for sure
  record Met(Verdict verdict, AddressBounds peers, PacketSet packets, boolean sure) {}

  /// Where each piece starts, ascending; a piece ends where the next one starts, or its family
  /// ends.
  private final List<Address> starts;

  private final List<Bounds> answers;

  private PeerFunction(List<Address> starts, List<Bounds> answers) {
    this.starts = starts;
    this.answers = answers;
  }

  /// @param rules in the order in which they are asked
  /// @param unmatched what gets by where no rule matches
  static PeerFunction of(List<Met> rules, Bounds unmatched) {
    return new Sweep(rules, unmatched).function();
  }

  /// What gets by to or from one of these addresses, whichever it is; nothing if there is none.
  Bounds at(AddressSet peer) {
    Optional<Bounds> all = Optional.empty();
    for (AddressRange range : peer.ranges()) {
      for (int piece = indexOf(range.first());
          piece < starts.size() && starts.get(piece).compareTo(range.last()) <= 0;
          piece++) {
        Bounds here = answers.get(piece);
        all = Optional.of(all.map(others -> others.either(here)).orElse(here));
      }
    }
    return all.orElse(Bounds.NONE);
  }

  /// The addresses for which the reason of an answer is told: where the answer is the same for all
  /// of several, though by different rules, the first of them.
  ///
  /// @param answer for all of them
  static AddressSet shown(Bounds answer, Packet packet, AddressSet peer) {
    boolean doubted = answer.possible().contains(packet) && !answer.sure().contains(packet);
    return doubted ? peer : peer.first().map(AddressSet::of).orElse(peer);
  }

  /// A set at whose bounds the answer for these packets changes, and nowhere else.
  AddressSet cut(PacketSet packets) {
    Bounds asked = Bounds.exactly(packets);
    List<Address> turns = new ArrayList<>();
    Bounds before = answers.getFirst();
    for (int piece = 0; piece < starts.size(); piece++) {
      Bounds here = packets.isAll() ? answers.get(piece) : answers.get(piece).and(asked);
      if (!here.equals(before) || isFirst(starts.get(piece))) {
        turns.add(starts.get(piece));
      }
      before = here;
    }
    List<AddressRange> everyOther = new ArrayList<>();
    for (int i = 0; i < turns.size(); i += 2) {
      Address first = turns.get(i);
      boolean last = i + 1 == turns.size() || turns.get(i + 1).v6() != first.v6();
      everyOther.add(
          new AddressRange(
              first, last ? end(first.v6()) : turns.get(i + 1).previous().orElseThrow()));
    }
    return AddressSet.of(everyOther);
  }

  /// Whether it is the first of its family.
  private static boolean isFirst(Address address) {
    return address.high() == 0 && address.low() == 0;
  }

  private static Address end(boolean v6) {
    return AddressSet.ALL.ranges().get(v6 ? 1 : 0).last();
  }

  private int indexOf(Address address) {
    int low = 0;
    int high = starts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts.get(middle).compareTo(address) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// Goes through the address space from its start to its end, with the rules that speak of the
  /// place.
  private static final class Sweep {
    private final List<Met> rules;
    private final Bounds unmatched;
    private final TreeMap<Address, BitSet> turnsPossible = new TreeMap<>();
    private final TreeMap<Address, BitSet> turnsSure = new TreeMap<>();
    private final Map<Speaking, Bounds> known = new HashMap<>();

    /// The rules that speak of a place perhaps, and those that do for sure.
    private record Speaking(BitSet possible, BitSet sure) {}

    Sweep(List<Met> rules, Bounds unmatched) {
      this.rules = rules;
      this.unmatched = unmatched;
      for (AddressRange family : AddressSet.ALL.ranges()) {
        turnsPossible.put(family.first(), new BitSet());
      }
      for (int i = 0; i < rules.size(); i++) {
        Met rule = rules.get(i);
        turns(rule.peers.possible(), i, turnsPossible);
        turns(rule.sure ? rule.peers.sure() : AddressSet.EMPTY, i, turnsSure);
      }
      turnsSure.keySet().forEach(at -> turnsPossible.computeIfAbsent(at, _ -> new BitSet()));
    }

    /// Notes where the members begin and end. All of IPv4 comes before all of IPv6.
    private static void turns(AddressSet members, int rule, Map<Address, BitSet> turns) {
      Address afterIpv4 = AddressSet.ALL_V6.first().orElseThrow();
      for (AddressRange range : members.ranges()) {
        turns.computeIfAbsent(range.first(), _ -> new BitSet()).flip(rule);
        Optional<Address> after = range.last().next();
        if (after.isPresent()) {
          turns.computeIfAbsent(after.get(), _ -> new BitSet()).flip(rule);
        } else if (!range.last().v6()) {
          turns.computeIfAbsent(afterIpv4, _ -> new BitSet()).flip(rule);
        }
      }
    }

    PeerFunction function() {
      List<Address> starts = new ArrayList<>();
      List<Bounds> answers = new ArrayList<>();
      BitSet possible = new BitSet(rules.size());
      BitSet sure = new BitSet(rules.size());
      for (Map.Entry<Address, BitSet> turn : turnsPossible.entrySet()) {
        possible.xor(turn.getValue());
        BitSet turned = turnsSure.get(turn.getKey());
        if (turned != null) {
          sure.xor(turned);
        }
        Bounds here =
            known.computeIfAbsent(
                new Speaking((BitSet) possible.clone(), (BitSet) sure.clone()), this::fold);
        if (answers.isEmpty() || !answers.getLast().equals(here) || isFirst(turn.getKey())) {
          starts.add(turn.getKey());
          answers.add(here);
        }
      }
      return new PeerFunction(List.copyOf(starts), List.copyOf(answers));
    }

    private Bounds fold(Speaking speaking) {
      Bounds packets = unmatched;
      for (int i = speaking.possible.length() - 1;
          i >= 0;
          i = speaking.possible.previousSetBit(i - 1)) {
        Met rule = rules.get(i);
        Bounds match =
            speaking.sure.get(i)
                ? Bounds.exactly(rule.packets)
                : new Bounds(PacketSet.EMPTY, rule.packets);
        packets =
            switch (rule.verdict) {
              case ALLOW -> packets.or(match);
              case DENY -> packets.minus(match);
              case PASS -> packets;
            };
      }
      return packets;
    }
  }
}
