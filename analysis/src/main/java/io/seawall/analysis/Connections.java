package io.seawall.analysis;

import io.seawall.model.Bounds;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Every connection that a cluster permits: between workloads, and between a workload and ranges of
/// other addresses. Rows come out one by one, in a fixed order; they are never held together.
public final class Connections {
  private final Reach reach;
  private final BiFunction<Endpoint, Endpoint, Bounds> rule;
  private final List<Endpoint.Outside> outside;
  private final Map<Workload.Id, Workload> workloads;
  private final Map<Workload.Id, Map<NpGuardIngress.Through, PacketSet>> led;

  /// @param rule how two endpoints are joined: [Reach#between], or [Reach#policies] for what
  ///   Kubernetes policies alone let by
  public Connections(Situation situation, BiFunction<Endpoint, Endpoint, Bounds> rule) {
    this.reach = situation.reach();
    this.rule = rule;
    this.outside = reach.universe().outside(AddressSet.ALL);
    this.workloads = situation.workloads();
    boolean controller = workloads.remove(NpGuardIngress.CONTROLLER) != null;
    this.led =
        controller ? NpGuardIngress.led(situation.snapshot().facts().kubernetes()) : Map.of();
  }

  /// All packets there are where policies alone are asked.
  public static final Bounds TRANSPORT =
      Bounds.exactly(
          PacketSet.of(Protocol.TCP)
              .or(PacketSet.of(Protocol.UDP))
              .or(PacketSet.of(Protocol.SCTP)));

  /// Every connection over all hops.
  public static Connections of(Situation situation) {
    return new Connections(situation, situation.reach()::between);
  }

  /// @param policiesAlone whether Kubernetes policies alone are asked, as if nothing else stood in
  ///   the way, of TCP, UDP and SCTP alone
  public static Connections of(Situation situation, boolean policiesAlone) {
    Reach reach = situation.reach();
    return policiesAlone
        ? new Connections(situation, (from, to) -> reach.policies(from, to).and(TRANSPORT))
        : of(situation);
  }

  /// One end of a connection.
  public sealed interface End {
    /// A workload.
    record Pods(Workload.Id id) implements End {}

    /// Whoever serves Ingresses and Routes, as NP-Guard reads them.
    record IngressController() implements End {}

    /// Addresses that belong to nobody known.
    record Addresses(AddressRange range) implements End {}
  }

  /// Packets that can go from one end to the other.
  ///
  /// @param packets never empty in `possible`
  public record Row(End from, End to, Bounds packets) {}

  /// Hands out every row: for each workload, sorted, what it can send to workloads and addresses,
  /// then what addresses, and a controller of Ingresses, can send to it.
  public void forEach(Consumer<Row> rows) {
    for (Workload from : workloads.values()) {
      from(from).forEach(rows);
    }
    for (Workload to : workloads.values()) {
      fromOutside(to).forEach(rows);
    }
  }

  /// What the workload can send, to workloads in their order and then to addresses.
  List<Row> from(Workload from) {
    List<Row> rows = new ArrayList<>();
    End source = new End.Pods(from.id());
    for (Workload to : workloads.values()) {
      if (!from.id().equals(to.id())) {
        row(source, new End.Pods(to.id()), between(of(from), of(to)), rows::add);
      }
    }
    this.<Bounds>ranges(one -> between(of(from), List.of(one)))
        .forEach((range, packets) -> row(source, new End.Addresses(range), packets, rows::add));
    return rows;
  }

  /// What addresses of nobody known, and a controller of Ingresses, can send to the workload.
  List<Row> fromOutside(Workload to) {
    List<Row> rows = new ArrayList<>();
    this.<Bounds>ranges(one -> between(List.of(one), of(to)))
        .forEach((range, packets) ->
            row(new End.Addresses(range), new End.Pods(to.id()), packets, rows::add));
    PacketSet led = led(to.id());
    if (!led.isEmpty()) {
      List<Endpoint> controller = reach.universe().of(NpGuardIngress.CONTROLLER);
      Bounds packets = between(controller, of(to)).and(Bounds.exactly(led));
      row(new End.IngressController(), new End.Pods(to.id()), packets, rows::add);
    }
    return rows;
  }

  /// What the pods of one workload can send to those of the other.
  Bounds between(Workload.Id from, Workload.Id to) {
    return between(reach.universe().of(from), reach.universe().of(to));
  }

  /// The workloads between which there are rows, sorted.
  Map<Workload.Id, Workload> workloads() {
    return workloads;
  }

  /// What a controller of Ingresses is led to send to the workload.
  PacketSet led(Workload.Id to) {
    return leads(to).values().stream().reduce(PacketSet.EMPTY, PacketSet::or);
  }

  /// The same by what leads it.
  Map<NpGuardIngress.Through, PacketSet> leads(Workload.Id to) {
    return led.getOrDefault(to, Map.of());
  }

  /// What one endpoint can send to the other.
  Bounds between(Endpoint from, Endpoint to) {
    return rule.apply(from, to);
  }

  private List<Endpoint> of(Workload workload) {
    return reach.universe().of(workload.id());
  }

  private static void row(End from, End to, Bounds packets, Consumer<Row> rows) {
    if (!packets.possible().isEmpty()) {
      rows.accept(new Row(from, to, packets));
    }
  }

  private Bounds between(List<? extends Endpoint> from, List<? extends Endpoint> to) {
    Bounds all = Bounds.NONE;
    for (Endpoint source : from) {
      for (Endpoint target : to) {
        all = all.or(rule.apply(source, target));
      }
    }
    return all;
  }

  /// Neighbouring ranges of addresses with the same answer made one.
  <A> Map<AddressRange, A> ranges(Function<Endpoint.Outside, A> question) {
    Map<A, List<AddressRange>> byAnswer = new LinkedHashMap<>();
    for (Endpoint.Outside one : outside) {
      byAnswer.computeIfAbsent(question.apply(one), _ -> new ArrayList<>()).add(one.addresses());
    }
    Map<AddressRange, A> out = new TreeMap<>(Comparator.comparing(AddressRange::first));
    byAnswer.forEach((answer, ranges) ->
        AddressSet.of(ranges).ranges().forEach(range -> out.put(range, answer)));
    return out;
  }
}
