package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.packets.Address;
import io.seawall.packets.Packet;
import io.seawall.packets.Ports;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Classes of pods lose nothing: what a class is told is what each pod of it would be told.
class ClassesTest {
  private static final Gen<Engine> ENGINES =
      Gen.pick(Engine.CALICO, Engine.AZURE, Engine.CILIUM, Engine.NONE);

  @Test
  void a_class_gets_the_answer_that_each_of_its_pods_would_get() {
    Property.cases(300)
        .holds(
            Drawn.clusters(Drawn.Known.EVERYTHING),
            ENGINES,
            (cluster, engine) -> {
              Snapshot snapshot = cluster.snapshot();
              Reach reach = Reach.of(snapshot, Optional.of(engine), List.of());
              OnePacket one =
                  OnePacket.of(
                      engine,
                      snapshot.facts().kubernetes().policies(),
                      snapshot.facts().kubernetes().namespaces());
              List<Placed> all = machines(reach, snapshot);
              List<Packet> exact =
                  Drawn.PACKETS.stream()
                      .filter(packet -> engine != Engine.CILIUM || !mayBeNamed(snapshot, packet))
                      .toList();
              for (Placed from : all) {
                for (Placed to : all) {
                  check(reach, one, from, to, exact);
                }
              }
            });
  }

  /// Whether a port of this number has a name that a rule for egress asks for: Cilium may take the
  /// name for that of every receiver, which [EnginesTest] judges.
  private static boolean mayBeNamed(Snapshot snapshot, Packet packet) {
    List<String> asked =
        snapshot.facts().kubernetes().policies().stream()
            .filter(policy -> policy.direction() == Direction.EGRESS)
            .flatMap(policy -> policy.rules().stream())
            .flatMap(rule -> rule.ports().named().stream())
            .map(NamedPort::name)
            .toList();
    return snapshot.facts().kubernetes().workloads().stream()
        .flatMap(workload -> workload.containers().stream())
        .flatMap(container -> container.ports().stream())
        .anyMatch(port ->
            asked.contains(port.name()) && Ports.of(port.number()).contains(packet.destination()));
  }

  private static void check(
      Reach reach, OnePacket one, Placed from, Placed to, List<Packet> packets) {
    if (one.mayIgnore(from.machine) || one.mayIgnore(to.machine)) {
      return; // not known: the test of what is uncertain judges it
    }
    for (Packet packet : packets) {
      boolean expected = one.passes(from.machine, to.machine, false, packet);
      for (Endpoint source : from.endpoints) {
        for (Endpoint target : to.endpoints) {
          assertThat(reach.policies(source, target).sure().contains(packet))
              .as("%s from %s to %s, for sure", packet, from.machine, to.machine)
              .isEqualTo(expected);
          assertThat(reach.policies(source, target).possible().contains(packet))
              .as("%s from %s to %s, possibly", packet, from.machine, to.machine)
              .isEqualTo(expected);
        }
      }
    }
  }

  /// A machine and the endpoints whose addresses hold its own.
  private record Placed(OnePacket.Machine machine, List<Endpoint> endpoints) {}

  private static List<Placed> machines(Reach reach, Snapshot snapshot) {
    List<Placed> all = new ArrayList<>();
    for (Workload workload : snapshot.facts().kubernetes().workloads()) {
      for (Workload.Pod pod : workload.pods()) {
        for (Address address : pod.addresses()) {
          List<Endpoint> classes =
              reach.universe().of(workload.id()).stream()
                  .filter(endpoint ->
                      endpoint instanceof Endpoint.Pods pods && pods.addresses().contains(address))
                  .toList();
          assertThat(classes).isNotEmpty();
          all.add(new Placed(new OnePacket.Machine.Pod(workload, address), classes));
        }
      }
    }
    for (Endpoint.Nodes nodes : reach.universe().nodes()) {
      Address address = nodes.addresses().first().orElseThrow();
      all.add(new Placed(new OnePacket.Machine.Node(address), List.of(nodes)));
    }
    for (String text : Drawn.OUTSIDE) {
      Address address = Cluster.address(text);
      all.add(
          new Placed(new OnePacket.Machine.Other(address), List.of(Cluster.outside(reach, text))));
    }
    return all;
  }
}
