package io.seawall.reach;

import io.seawall.model.policy.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What policies let by at each endpoint, whichever of the engines enforces them that may be in
/// force. Ends on one node are not seen here: engines differ in what they exempt there.
final class Functions {
  private final Decisions[] egress;
  private final Decisions[] ingress;

  Functions(List<PolicyPlane> planes, int endpoints) {
    this.egress = joined(planes, Direction.EGRESS, endpoints);
    this.ingress = joined(planes, Direction.INGRESS, endpoints);
  }

  /// The functions of all planes at one endpoint are joined once for each distinct list of them.
  private static Decisions[] joined(List<PolicyPlane> planes, Direction direction, int endpoints) {
    Map<List<Decisions>, Decisions> known = new HashMap<>();
    Decisions[] out = new Decisions[endpoints];
    for (int id = 0; id < endpoints; id++) {
      if (planes.size() == 1) {
        out[id] = planes.getFirst().hop(direction).of(id);
      } else {
        List<Decisions> each = new ArrayList<>(planes.size());
        for (PolicyPlane plane : planes) {
          each.add(plane.hop(direction).of(id));
        }
        out[id] =
            known.computeIfAbsent(
                each, all -> all.stream().reduce(Decisions::either).orElseThrow());
      }
    }
    return out;
  }

  /// The function of an endpoint; where no policy can speak of it, everything passes.
  Decisions of(Direction direction, int endpoint) {
    return switch (direction) {
      case EGRESS -> egress[endpoint];
      case INGRESS -> ingress[endpoint];
    };
  }
}
