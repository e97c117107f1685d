package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.PacketSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Kubernetes policies let by at the pods of a cluster in one direction. Pods that the same
/// policies pick share one function, so work grows with distinct sets of policies and never with
/// pairs of endpoints.
final class PolicyHop {
  private final Universe universe;
  private final Coverage coverage;
  private final Direction direction;
  private final PolicyFold fold;
  private final List<Pick>[] picks;
  private final Decisions[] decisions;

  /// What the function of an endpoint depends on.
  ///
  /// @param ignored whether the engine may leave the endpoint open whatever its policies say
  private record FunctionKey(
      List<Pick> picks,
      Map<NamedPort, PacketSet> ports,
      boolean exceptionsHonoured,
      boolean ignored) {}

  PolicyHop(Universe universe, PeerSelector selector, Direction direction, List<Policy> policies) {
    this.universe = universe;
    this.coverage = selector.coverage();
    this.direction = direction;
    this.fold = new PolicyFold(universe, selector, direction);
    this.picks = Picks.of(universe, selector, direction, policies);
    this.decisions = functions();
  }

  /// The policies that pick the endpoint, in the order of evaluation of their tiers.
  List<Pick> picks(int endpoint) {
    List<Pick> mine = endpoint < picks.length ? picks[endpoint] : null;
    return mine == null ? List.of() : mine;
  }

  /// The function of the endpoint; for one that no policy can pick, everything passes.
  Decisions of(int endpoint) {
    return decisions[endpoint];
  }

  private Decisions[] functions() {
    Decisions open = new Decisions.Fold(universe.everybody()).done();
    Map<FunctionKey, Decisions> byKey = new HashMap<>();
    Map<Decisions, Decisions> interned = new HashMap<>();
    interned.put(open, open);
    Decisions[] out = new Decisions[picks.length];
    for (int id = 0; id < picks.length; id++) {
      List<Pick> mine = picks[id];
      Endpoint subject = universe.endpoint(id);
      Optional<Coverage.Gap> gap = coverage.gap(subject);
      if (mine == null || gap.filter(Coverage.Gap::sure).isPresent()) {
        out[id] = open;
        continue;
      }
      FunctionKey key =
          new FunctionKey(
              mine, subjectPorts(mine, id), coverage.exceptionsHonoured(subject), gap.isPresent());
      Decisions function = byKey.get(key);
      if (function == null) {
        Decisions written = fold.of(mine, key.ports, key.exceptionsHonoured);
        Decisions fresh = key.ignored ? written.either(open) : written;
        function = interned.computeIfAbsent(fresh, _ -> fresh);
        byKey.put(key, function);
      }
      out[id] = function;
    }
    return out;
  }

  /// What the names of ports in these policies stand for at the subject; only asked where the
  /// subject is the receiver.
  private Map<NamedPort, PacketSet> subjectPorts(List<Pick> mine, int id) {
    if (direction == Direction.EGRESS) {
      return Map.of();
    }
    Map<NamedPort, PacketSet> ports = Map.of();
    for (Pick pick : mine) {
      for (NamedPort port : pick.named()) {
        ports = ports.isEmpty() ? new HashMap<>() : ports;
        ports.put(port, universe.pods().resolve(port, (Endpoint.Pods) universe.endpoint(id)));
      }
    }
    return ports;
  }
}
