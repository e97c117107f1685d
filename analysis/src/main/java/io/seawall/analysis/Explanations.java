package io.seawall.analysis;

import io.seawall.analysis.Connections.End;
import io.seawall.model.Bounds;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Direction;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Hop;
import io.seawall.reach.Part;
import io.seawall.reach.Path;
import io.seawall.reach.Reach;
import io.seawall.reach.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Why each connection of a cluster is as it is, also where nothing passes: which policies and
/// rules allow, deny or pass on which packets at either end, and what other hops stop. Rows come
/// out one by one, in a fixed order.
///
/// Cost: one evaluation of the policies of both ends for each pair.
public final class Explanations {
  private final Reach reach;
  private final Connections connections;
  private final boolean policiesAlone;

  /// @param policiesAlone as [Connections#of] has it
  public Explanations(Situation situation, boolean policiesAlone) {
    this.reach = situation.reach();
    this.connections = Connections.of(situation, policiesAlone);
    this.policiesAlone = policiesAlone;
  }

  /// What becomes of some packets at the policies of both ends.
  ///
  /// @param packets never empty
  /// @param egress what the policies of the sender make of them
  /// @param ingress what those of the receiver make of them
  public record Passage(PacketSet packets, Part egress, Part ingress) {
    /// ALLOW and NO_OPINION where both ends let by, the latter where no policy speaks of it.
    public Reason.Opinion opinion() {
      Set<Reason.Opinion> both = EnumSet.of(egress.opinion(), ingress.opinion());
      for (Reason.Opinion first :
          List.of(Reason.Opinion.DENY, Reason.Opinion.UNKNOWN, Reason.Opinion.ALLOW)) {
        if (both.contains(first)) {
          return first;
        }
      }
      return Reason.Opinion.NO_OPINION;
    }
  }

  /// Packets that a hop which is no policy of Kubernetes stops, or may stop.
  ///
  /// @param way which of several ways; empty if there is one
  /// @param reason for one of the packets
  public record Gate(String way, String place, PacketSet packets, Reason reason) {}

  /// What leads a controller of Ingresses to a workload.
  ///
  /// @param kind `Ingress` or `Route`
  /// @param name such as `shop/web`
  /// @param packets those that it is led to send
  public record Lead(String kind, String name, String service, PacketSet packets) {}

  /// One connection.
  ///
  /// @param packets what passes, over all hops
  /// @param passages where pods of one workload differ, those of each; empty between addresses and
  ///   who has none of their family
  /// @param leads from a controller of Ingresses alone
  public record Explained(
      End from,
      End to,
      Bounds packets,
      List<Passage> passages,
      List<Gate> gates,
      List<Lead> leads) {
    public Explained {
      passages = List.copyOf(passages);
      gates = List.copyOf(gates);
      leads = List.copyOf(leads);
    }
  }

  private record Why(Bounds packets, List<Passage> passages, List<Gate> gates) {
    private Explained between(End from, End to) {
      return new Explained(from, to, packets, passages, gates, List.of());
    }
  }

  /// One pair; empty if one of the ends is not there.
  ///
  /// @param from addresses count as all that overlap the range
  Optional<Explained> of(End from, End to) {
    List<? extends Endpoint> source = endpoints(from);
    List<? extends Endpoint> target = endpoints(to);
    if (source.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    return from instanceof End.IngressController && to instanceof End.Pods(var id)
        ? controller(id)
        : Optional.of(why(source, target, PacketSet.ALL).between(from, to));
  }

  private List<? extends Endpoint> endpoints(End end) {
    return switch (end) {
      case End.Pods(var id) -> connections.workloads().containsKey(id) ? of(id) : List.of();
      case End.IngressController() ->
          reach.universe().has(NpGuardIngress.CONTROLLER)
              ? of(NpGuardIngress.CONTROLLER)
              : List.of();
      case End.Addresses(var range) -> reach.universe().outside(AddressSet.of(List.of(range)));
    };
  }

  /// Hands out every pair, in the order of [Connections#forEach].
  public void forEach(Consumer<Explained> explained) {
    for (Workload from : connections.workloads().values()) {
      for (Workload to : connections.workloads().values()) {
        if (!from.id().equals(to.id())) {
          explained.accept(
              why(of(from.id()), of(to.id()), PacketSet.ALL)
                  .between(new End.Pods(from.id()), new End.Pods(to.id())));
        }
      }
      connections
          .ranges(one -> why(of(from.id()), List.of(one), PacketSet.ALL))
          .forEach((range, why) ->
              explained.accept(why.between(new End.Pods(from.id()), new End.Addresses(range))));
    }
    for (Workload to : connections.workloads().values()) {
      connections
          .ranges(one -> why(List.of(one), of(to.id()), PacketSet.ALL))
          .forEach((range, why) ->
              explained.accept(why.between(new End.Addresses(range), new End.Pods(to.id()))));
      controller(to.id()).ifPresent(explained);
    }
  }

  /// What a controller of Ingresses sends, if anything leads it to the workload.
  private Optional<Explained> controller(Workload.Id to) {
    PacketSet led = connections.led(to);
    if (led.isEmpty()) {
      return Optional.empty();
    }
    List<Lead> leads = new ArrayList<>();
    connections
        .leads(to)
        .forEach((through, packets) ->
            leads.add(new Lead(through.kind(), through.name(), through.service(), packets)));
    Why why = why(of(NpGuardIngress.CONTROLLER), of(to), led);
    return Optional.of(
        new Explained(
            new End.IngressController(),
            new End.Pods(to),
            why.packets,
            why.passages,
            why.gates,
            leads));
  }

  private List<Endpoint> of(Workload.Id id) {
    return reach.universe().of(id);
  }

  private Why why(List<? extends Endpoint> from, List<? extends Endpoint> to, PacketSet sent) {
    Bounds packets = Bounds.NONE;
    Set<Passage> passages = new LinkedHashSet<>();
    Set<Gate> gates = new LinkedHashSet<>();
    for (Endpoint source : from) {
      for (Endpoint target : to) {
        packets = packets.or(connections.between(source, target).and(Bounds.exactly(sent)));
        passages.addAll(passages(source, target));
        if (!policiesAlone) {
          reach.paths(source, target).forEach(path -> gates.addAll(gates(path)));
        }
      }
    }
    return new Why(packets, List.copyOf(passages), List.copyOf(gates));
  }

  private List<Passage> passages(Endpoint from, Endpoint to) {
    PacketSet all = policiesAlone ? Connections.TRANSPORT.sure() : PacketSet.ALL;
    List<Passage> passages = new ArrayList<>();
    List<Part> ingress = reach.parts(Direction.INGRESS, to, from);
    for (Part sent : reach.parts(Direction.EGRESS, from, to)) {
      for (Part received : ingress) {
        PacketSet packets = sent.packets().and(received.packets()).and(all);
        if (!packets.isEmpty()) {
          passages.add(new Passage(packets, sent, received));
        }
      }
    }
    return passages;
  }

  private static List<Gate> gates(Path path) {
    List<Gate> gates = new ArrayList<>();
    for (Hop hop : path.hops()) {
      if (!hop.isOfPolicies()) {
        PacketSet doubted = hop.packets().possible().minus(hop.packets().sure());
        gate(path, hop, path.about().minus(hop.packets().possible())).ifPresent(gates::add);
        gate(path, hop, path.about().and(doubted)).ifPresent(gates::add);
      }
    }
    return gates;
  }

  private static Optional<Gate> gate(Path path, Hop hop, PacketSet packets) {
    return packets
        .witness()
        .map(packet -> new Gate(path.name(), hop.place(), packets, hop.why(packet)));
  }
}
