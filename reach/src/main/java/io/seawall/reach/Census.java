package io.seawall.reach;

import io.seawall.model.policy.Direction;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// How many pairs of pods there are in a cluster between which policies let some packet by for
/// sure, and what that was counted from.
///
/// A pair is a sender and a receiver that are different pods, or two sides of pods with two
/// families; see [Reach#policies(Endpoint, Endpoint)]. Pods that share a class are counted
/// together, and so are classes that share a block.
///
/// @param pods live pods, and one for each template without any
/// @param classes classes that the pods fall into
/// @param functions distinct functions that policies make of the other end, of both directions
/// @param blocks blocks of all functions
/// @param cells pairs of a block of a sender and one of a receiver that were looked at
/// @param pairs between which some packet passes for sure
public record Census(long pods, int classes, int functions, int blocks, long cells, long pairs) {

  /// Counts. Cost: grows with pairs of blocks that meet, and never with pairs of pods.
  public static Census of(Reach reach) {
    return of(reach, PairCount.FEW);
  }

  /// @param few as [PairCount] has it
  static Census of(Reach reach, int few) {
    Universe universe = reach.universe();
    long[] weights = new long[universe.endpoints().size()];
    long pods = 0;
    int classes = 0;
    for (Endpoint endpoint : universe.endpoints()) {
      if (endpoint instanceof Endpoint.Pods some) {
        weights[some.id()] = Math.max(1, some.count());
        pods += weights[some.id()];
        classes++;
      }
    }
    Set<Decisions> functions = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Direction direction : Direction.values()) {
      for (int id = 0; id < weights.length; id++) {
        if (weights[id] > 0) {
          functions.add(reach.functions().of(direction, id));
        }
      }
    }
    long cells = 0;
    long pairs = 0;
    for (boolean v6 : new boolean[] {false, true}) {
      PairCount count = new PairCount(reach, weights, v6, few);
      pairs += count.pairs() - withThemselves(reach, weights, v6);
      cells += count.cells();
    }
    int blocks = functions.stream().mapToInt(function -> function.blocks().size()).sum();
    return new Census(pods, classes, functions.size(), blocks, cells, pairs);
  }

  /// The pods that could send a packet to another pod of their own class: each counts as a pair
  /// with itself where whole classes are counted.
  private static long withThemselves(Reach reach, long[] weights, boolean v6) {
    long pods = 0;
    for (Endpoint endpoint : reach.universe().endpoints()) {
      int id = endpoint.id();
      if (weights[id] > 0
          && endpoint.v6() == v6
          && !reach
              .functions()
              .of(Direction.EGRESS, id)
              .at(id)
              .sure()
              .disjoint(reach.functions().of(Direction.INGRESS, id).at(id).sure())) {
        pods += weights[id];
      }
    }
    return pods;
  }
}
