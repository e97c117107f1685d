package io.seawall.reach;

import io.seawall.model.policy.Peers;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.reach.PolicyLint.Place;
import io.seawall.reach.TierOrder.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Rules that never decide. For each subject, and in each order in which the engine may ask, other
/// rules match each packet that such a rule possibly matches: rules before it, or rules beside it
/// of the same verdict. All of them can be removed together and every packet fares as before.
///
/// Whether rules with named ports are shadowed is not looked at, nor rules that speak of some of
/// their policy's pods alone, nor those of subjects that more than [#MOST_STEPS] rules speak of.
final class ShadowedRules {
  private static final int MOST_STEPS = 400;

  private final PeerSelector selector;
  private final Set<Rule> live = identities();
  private final IdentityHashMap<Rule, List<Place>> covers = new IdentityHashMap<>();

  /// Packets to or from some endpoints.
  ///
  /// @param said by which peers of a rule they are meant; they need not all be in `peers`
  private record Box(Peers said, EndpointSet peers, PacketSet packets) {
    /// Whether these peers mean everybody whom the others mean, whoever that turns out to be. Peers
    /// of which it is not known whom they mean may be others each time.
    private boolean speaksOfAll(Box other) {
      return switch (said) {
        case Peers.Everybody _ -> true;
        case Peers.Pods _, Peers.Nodes _ -> said.equals(other.said);
        case Peers.Block(var block, var exceptions) ->
            said.equals(other.said)
                || (other.said instanceof Peers.Block(var narrow, _)
                    && exceptions.isEmpty()
                    && AddressSet.of(narrow).implies(AddressSet.of(block)));
        case Peers.Addresses _,
            Peers.Tag _,
            Peers.AnyOf _,
            Peers.AllOf _,
            Peers.Not _,
            Peers.Outside _,
            Peers.Proxied _,
            Peers.ApplicationGroup _,
            Peers.Unknown _ ->
            false;
      };
    }
  }

  /// What a step matches for sure, in parts.
  ///
  /// @param peers those of all parts
  private record Cover(Step step, List<Box> boxes, EndpointSet peers) {
    private Cover(Step step, List<Box> boxes) {
      this(step, boxes, EndpointSet.union(boxes.stream().map(Box::peers).toList()));
    }
  }

  private record Key(List<Pick> picks, boolean exceptionsHonoured) {}

  private ShadowedRules(PeerSelector selector) {
    this.selector = selector;
  }

  static ShadowedRules of(Universe universe, PeerSelector selector, PolicyHop hop) {
    ShadowedRules found = new ShadowedRules(selector);
    Set<Key> seen = new HashSet<>();
    for (Endpoint subject : universe.endpoints()) {
      Key key = new Key(hop.picks(subject.id()), selector.coverage().exceptionsHonoured(subject));
      if (!key.picks.isEmpty() && seen.add(key)) {
        found.subject(key);
      }
    }
    found.covers.keySet().removeAll(found.live);
    return found;
  }

  /// The rules that match all that this one does; none if it decides about some packet.
  List<Place> by(Rule rule) {
    return covers.getOrDefault(rule, List.of());
  }

  private static <T> Set<T> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void subject(Key key) {
    List<Cover> before = new ArrayList<>();
    for (List<Pick> tier : TierOrder.byTier(key.picks)) {
      List<List<Step>> orders = TierOrder.of(tier);
      for (List<Step> order : orders) {
        order(order, before, key);
      }
      carryOver(tier, orders, before, key);
    }
  }

  /// Looks at the rules of a tier in one order.
  ///
  /// @param before what rules of tiers before it decide
  private void order(List<Step> order, List<Cover> before, Key key) {
    if (order.size() > MOST_STEPS) {
      order.forEach(step -> live.add(step.rule()));
      return;
    }
    List<Cover> earlier = new ArrayList<>(before);
    for (int from = 0; from < order.size(); ) {
      int end = from + 1;
      while (end < order.size()
          && order.get(end).rule().verdict() == order.get(from).rule().verdict()) {
        end++;
      }
      run(order.subList(from, end), earlier, key);
      from = end;
    }
  }

  /// Looks at rules in a row of one verdict, the last first: of two that say the same, the first
  /// stays.
  ///
  /// @param earlier grows with what they match
  private void run(List<Step> steps, List<Cover> earlier, Key key) {
    List<Cover> mine = steps.stream().map(step -> new Cover(step, sure(step, key))).toList();
    List<Cover> kept = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      List<Cover> others = new ArrayList<>(earlier);
      others.addAll(mine.subList(0, i));
      others.addAll(kept);
      List<Place> places =
          mayBeShadowed(step.rule()) ? covering(possible(step, key), others) : List.of();
      if (places.isEmpty()) {
        live.add(step.rule());
        kept.add(mine.get(i));
      } else {
        covers.putIfAbsent(step.rule(), places);
      }
    }
    earlier.addAll(kept);
  }

  /// A rule that speaks of some of its policy's pods alone is another for each of them.
  private static boolean mayBeShadowed(Rule rule) {
    return rule.ports().named().isEmpty() && rule.local() instanceof Peers.Everybody;
  }

  /// Adds what a tier decides for sure. A rule after one that passes packets on does not decide
  /// about those, so none after it is counted.
  private void carryOver(List<Pick> tier, List<List<Step>> orders, List<Cover> before, Key key) {
    if (orders.size() > 1) {
      return;
    }
    for (Step step : orders.getFirst()) {
      if (step.rule().verdict() == Verdict.PASS) {
        return;
      }
      before.add(new Cover(step, sure(step, key)));
    }
    tier.stream()
        .filter(pick -> pick.sure() && pick.policy().unmatched() == Verdict.DENY)
        .findFirst()
        .ifPresent(pick -> before.add(isolation(pick)));
  }

  /// A policy that denies what no rule of its tier matches, seen as a rule.
  private Cover isolation(Pick pick) {
    Rule rule =
        new Rule(
            Verdict.DENY,
            new Peers.Everybody(),
            new Peers.Everybody(),
            PortMatch.ALL,
            pick.policy().where());
    Peers everybody = new Peers.Everybody();
    EndpointSet all = selector.select(everybody).sure();
    return new Cover(new Step(pick, rule), List.of(new Box(everybody, all, PacketSet.ALL)));
  }

  private List<Box> possible(Step step, Key key) {
    return parts(step.rule().peers()).stream()
        .map(peers ->
            new Box(
                peers,
                selector.select(peers, key.exceptionsHonoured).possible(),
                step.rule().ports().packets()))
        .toList();
  }

  private List<Box> sure(Step step, Key key) {
    if (!step.pick().sure()) {
      return List.of();
    }
    PacketSet all = step.rule().ports().packets();
    PacketSet packets =
        selector.coverage().honoursRanges() ? all : all.minus(step.rule().ports().beyondFirst());
    return parts(step.rule().peers()).stream()
        .map(
            peers -> new Box(peers, selector.select(peers, key.exceptionsHonoured).sure(), packets))
        .toList();
  }

  private static List<Peers> parts(Peers peers) {
    return peers instanceof Peers.AnyOf(var inner) ? inner : List.of(peers);
  }

  /// Rules that together match all of these packets: a single one if there is one; none if some
  /// packet is left, which is quickly found where few others speak of these ends.
  private static List<Place> covering(List<Box> boxes, List<Cover> others) {
    List<Cover> used = new ArrayList<>();
    List<Box> left = boxes.stream().filter(ShadowedRules::isSomething).toList();
    for (Cover one : others) {
      if (left.stream().anyMatch(box -> one.peers.intersects(box.peers))) {
        List<Box> after = left(left, one.boxes);
        if (!after.equals(left)) {
          used.add(one);
          left = after;
        }
      }
    }
    if (!left.isEmpty()) {
      return List.of();
    }
    return used.stream()
        .filter(one -> left(boxes, one.boxes).isEmpty())
        .findFirst()
        .map(List::of)
        .orElse(used)
        .stream()
        .map(ShadowedRules::place)
        .toList();
  }

  private static Place place(Cover cover) {
    return new Place(cover.step.pick().policy(), cover.step.rule());
  }

  /// What is left of boxes without others.
  private static List<Box> left(List<Box> boxes, List<Box> without) {
    List<Box> left = boxes.stream().filter(ShadowedRules::isSomething).toList();
    for (Box other : without) {
      List<Box> rest = new ArrayList<>();
      for (Box box : left) {
        EndpointSet both = other.speaksOfAll(box) ? box.peers : box.peers.and(other.peers);
        PacketSet packets = box.packets.minus(other.packets);
        if (both.isEmpty() || packets.equals(box.packets)) {
          rest.add(box);
          continue;
        }
        Box beside = new Box(box.said, box.peers.minus(both), box.packets);
        Box within = new Box(box.said, both, packets);
        if (isSomething(beside)) {
          rest.add(beside);
        }
        if (isSomething(within)) {
          rest.add(within);
        }
      }
      left = rest;
    }
    return left;
  }

  private static boolean isSomething(Box box) {
    return !box.peers.isEmpty() && !box.packets.isEmpty();
  }
}
