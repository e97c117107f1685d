package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/// Where packets can go outside of the cluster, as a few regions instead of one answer for each
/// range of addresses that some rule names.
///
/// Cost: for each distinct function of policies its blocks, for each distinct way out of Azure the
/// bounds of rules and routes there. Nothing grows with endpoints times addresses.
final class Outflow {
  /// What Azure lets by on the way to addresses.
  interface CloudWay {
    /// Sets at whose bounds the answer changes, and nowhere else.
    List<AddressSet> cuts();

    /// @param target seen alike by all rules on the way
    Bounds to(AddressSet target);
  }

  private final Universe universe;
  private final List<PolicyPlane> planes;
  private final IdentityHashMap<Decisions, List<Region>> ofFunction = new IdentityHashMap<>();
  private final IdentityHashMap<Decisions, Integer> numbers = new IdentityHashMap<>();
  private final Map<Object, List<Region>> known = new HashMap<>();

  Outflow(Universe universe, List<PolicyPlane> planes) {
    this.universe = universe;
    this.planes = planes;
  }

  /// What the policies of a pod say about the outside, as a key: pods with equal keys get the same
  /// answers from [#byPolicy].
  List<Integer> policyKey(Endpoint.Pods from) {
    List<Integer> key = new ArrayList<>();
    if (!from.hostNetwork()) {
      for (PolicyPlane plane : planes) {
        Decisions function = plane.hop(Direction.EGRESS).of(from.id());
        Integer number = numbers.putIfAbsent(function, numbers.size());
        key.add(number == null ? numbers.size() - 1 : number);
      }
    }
    return key;
  }

  /// The answer to a question, made once.
  ///
  /// @param key what the answer depends on
  List<Region> once(Object key, Supplier<List<Region>> answer) {
    List<Region> before = known.get(key);
    if (before == null) {
      before = answer.get();
      known.put(key, before);
    }
    return before;
  }

  /// Where the policies of a pod let it send packets, in `within`.
  List<Region> byPolicy(Endpoint.Pods from, AddressSet within) {
    List<Region> all = byPolicy(planes.getFirst(), from, within);
    for (PolicyPlane plane : planes.subList(1, planes.size())) {
      all = merged(all, byPolicy(plane, from, within), Bounds::either);
    }
    return all;
  }

  private List<Region> byPolicy(PolicyPlane plane, Endpoint.Pods from, AddressSet within) {
    if (from.hostNetwork()) {
      return within.isEmpty() ? List.of() : List.of(new Region(within, Bounds.ALL));
    }
    return ofFunction(plane.hop(Direction.EGRESS).of(from.id()), within);
  }

  /// Where a function lets packets go, in `within`.
  List<Region> ofFunction(Decisions function, AddressSet within) {
    return restricted(ofFunction.computeIfAbsent(function, this::outside), within);
  }

  private List<Region> outside(Decisions function) {
    List<Region> regions = new ArrayList<>();
    AddressSet listed = AddressSet.EMPTY;
    for (Decisions.Block block : function.disjoint()) {
      AddressSet addresses = addresses(block.members());
      listed = listed.or(addresses);
      if (!addresses.isEmpty() && !block.packets().equals(Bounds.NONE)) {
        regions.add(new Region(addresses, block.packets()));
      }
    }
    AddressSet others = addresses(universe.everybody()).minus(listed);
    if (!others.isEmpty() && !function.others().equals(Bounds.NONE)) {
      regions.add(new Region(others, function.others()));
    }
    return regions;
  }

  /// The addresses of all atoms among the members, run by run.
  private AddressSet addresses(EndpointSet members) {
    List<AddressRange> ranges = new ArrayList<>();
    for (int run = 0; run < members.runs(); run++) {
      int first = Math.max(members.start(run), universe.firstAtom());
      if (first < members.end(run)) {
        addRun(first, members.end(run) - 1, ranges);
      }
    }
    return AddressSet.of(ranges);
  }

  /// Atoms that follow each other touch, except where IPv6 begins.
  private void addRun(int first, int last, List<AddressRange> ranges) {
    Address low = universe.atom(first).first();
    Address high = universe.atom(last).last();
    if (low.v6() == high.v6()) {
      ranges.add(new AddressRange(low, high));
    } else {
      ranges.addAll(AddressSet.ALL_V4.and(from(low)).ranges());
      ranges.addAll(AddressSet.ALL_V6.minus(after(high)).ranges());
    }
  }

  private static AddressSet from(Address low) {
    AddressRange family = AddressSet.ALL_V4.ranges().getFirst();
    return AddressSet.of(List.of(new AddressRange(low, family.last())));
  }

  private static AddressSet after(Address high) {
    AddressRange family = AddressSet.ALL_V6.ranges().getFirst();
    return high.next()
        .map(next -> AddressSet.of(List.of(new AddressRange(next, family.last()))))
        .orElse(AddressSet.EMPTY);
  }

  /// Where Azure lets packets go, in `within`.
  ///
  /// @param key what the answer depends on besides `within`
  List<Region> byCloud(Object key, AddressSet within, CloudWay way) {
    return once(
        List.of(key, within),
        () -> {
          Map<Bounds, List<AddressRange>> byPackets = new LinkedHashMap<>();
          Atoms atoms = Atoms.of(within, way.cuts());
          for (int i = 0; i < atoms.count(); i++) {
            AddressRange range = atoms.range(i);
            Bounds packets = way.to(AddressSet.of(List.of(range)));
            byPackets.computeIfAbsent(packets, _ -> new ArrayList<>()).add(range);
          }
          return regions(byPackets);
        });
  }

  private static List<Region> regions(Map<Bounds, List<AddressRange>> byPackets) {
    List<Region> regions = new ArrayList<>();
    byPackets.forEach((packets, ranges) -> {
      if (!packets.equals(Bounds.NONE)) {
        regions.add(new Region(AddressSet.of(ranges), packets));
      }
    });
    return regions;
  }

  /// The regions of both together: what one of them lacks counts as nothing there.
  ///
  /// Cost: the logarithm of the ranges of both, for each of them.
  static List<Region> merged(List<Region> here, List<Region> there, BinaryOperator<Bounds> how) {
    List<AddressSet> cuts = new ArrayList<>();
    here.forEach(region -> cuts.add(region.addresses()));
    there.forEach(region -> cuts.add(region.addresses()));
    Pieces mine = new Pieces(here);
    Pieces theirs = new Pieces(there);
    Map<Bounds, List<AddressRange>> byPackets = new LinkedHashMap<>();
    for (AddressRange atom : Atoms.of(union(here).or(union(there)), cuts).ranges()) {
      Bounds both = how.apply(mine.next(atom), theirs.next(atom));
      byPackets.computeIfAbsent(both, _ -> new ArrayList<>()).add(atom);
    }
    return regions(byPackets);
  }

  /// Regions range by range, in the order of addresses.
  private static final class Pieces {
    private final List<Piece> pieces = new ArrayList<>();
    private int at;

    private record Piece(AddressRange range, Bounds packets) {}

    Pieces(List<Region> regions) {
      for (Region region : regions) {
        region.addresses().ranges().forEach(r -> pieces.add(new Piece(r, region.packets())));
      }
      pieces.sort(Comparator.comparing(piece -> piece.range().first()));
    }

    /// What gets to an atom, which lies in one piece or in none, and behind the one before.
    Bounds next(AddressRange atom) {
      while (at < pieces.size() && pieces.get(at).range().last().compareTo(atom.first()) < 0) {
        at++;
      }
      boolean inside =
          at < pieces.size() && pieces.get(at).range().first().compareTo(atom.first()) <= 0;
      return inside ? pieces.get(at).packets() : Bounds.NONE;
    }
  }

  private static AddressSet union(List<Region> regions) {
    List<AddressRange> all = new ArrayList<>();
    regions.forEach(region -> all.addAll(region.addresses().ranges()));
    return AddressSet.of(all);
  }

  private static List<Region> restricted(List<Region> regions, AddressSet within) {
    List<Region> out = new ArrayList<>();
    for (Region region : regions) {
      AddressSet addresses = region.addresses().and(within);
      if (!addresses.isEmpty()) {
        out.add(new Region(addresses, region.packets()));
      }
    }
    return out;
  }
}
