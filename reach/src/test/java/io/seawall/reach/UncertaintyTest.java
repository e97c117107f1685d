package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.packets.Address;
import io.seawall.packets.Packet;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever the missing facts turn out to be: what is sure passes, what is not possible does not.
class UncertaintyTest {
  /// A cluster with gaps and one way to fill them.
  private record World(Snapshot snapshot, Optional<Engine> told, OnePacket truth, List<At> pods) {
    @Override
    public String toString() {
      return "told " + told + ", truth " + truth + ", pods " + pods;
    }
  }

  /// A pod, where it runs.
  private record At(OnePacket.Machine.Pod pod, String node) {}

  private static final Gen<World> WORLDS =
      choices -> {
        Snapshot snapshot = Drawn.clusters(Drawn.Known.NOT_EVERYTHING).from(choices).snapshot();
        Engine engine =
            Gen.pick(Engine.CALICO, Engine.AZURE, Engine.CILIUM, Engine.NONE).from(choices);
        Optional<Engine> told = choices.draw(3) == 2 ? Optional.empty() : Optional.of(engine);
        return new World(snapshot, told, truth(snapshot, engine, choices), pods(snapshot, choices));
      };

  private static OnePacket truth(Snapshot snapshot, Engine engine, Choices choices) {
    List<Policy> policies = snapshot.facts().kubernetes().policies();
    Set<Policy> inForce = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Rule> meant = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Policy policy : policies) {
      if (choices.draw(2) == 1) {
        inForce.add(policy);
      }
      for (Rule rule : policy.rules()) {
        if (choices.draw(2) == 1) {
          meant.add(rule);
        }
      }
    }
    Map<String, Map<String, String>> labels = new TreeMap<>();
    for (Namespace namespace : snapshot.facts().kubernetes().namespaces()) {
      Map<String, String> own = new TreeMap<>(namespace.labels());
      if (!namespace.declared() && choices.draw(2) == 1) {
        own.put("team", Gen.pick("x", "y").from(choices));
      }
      labels.put(namespace.name(), own);
    }
    return new OnePacket(
        engine, policies, labels, inForce::contains, meant::contains, choices.draw(2) == 1);
  }

  /// Every pod on some node with one of its addresses, which are chosen where they are not known.
  private static List<At> pods(Snapshot snapshot, Choices choices) {
    List<At> pods = new ArrayList<>();
    for (Workload workload : snapshot.facts().kubernetes().workloads()) {
      List<Workload.Pod> live =
          workload.pods().isEmpty()
              ? List.of(new Workload.Pod("later", List.of(), ""))
              : workload.pods();
      for (Workload.Pod pod : live) {
        boolean first = choices.draw(2) == 0;
        String node =
            List.of("node-p", "node-q").contains(pod.node())
                ? pod.node()
                : first ? "node-p" : "node-q";
        Gen<Address> later =
            Gen.pick(
                    workload.hostNetwork()
                        ? hostAddresses(node)
                        : List.of("10.244.0.5", "10.244.1.200", "172.16.0.9", "fd00:1::5"))
                .map(Cluster::address);
        Address address =
            pod.addresses().isEmpty()
                ? later.from(choices)
                : Gen.pick(pod.addresses()).from(choices);
        pods.add(new At(new OnePacket.Machine.Pod(workload, address), node));
      }
    }
    return pods;
  }

  private static List<String> hostAddresses(String node) {
    return node.equals("node-p")
        ? List.of("10.0.0.4", "fd00:a::4")
        : List.of("10.0.1.4", "fd00:b::4");
  }

  @Test
  void bounds_hold_in_every_world() {
    Property.cases(500)
        .holds(
            WORLDS,
            world -> {
              Reach reach = Reach.of(world.snapshot, world.told, List.of());
              List<Machine> all = machines(reach, world);
              for (Machine from : all) {
                for (Machine to : all) {
                  check(reach, world.truth, from, to);
                }
              }
            });
  }

  /// A machine, its node if it has one, and the endpoint that it is part of.
  private record Machine(OnePacket.Machine one, String node, Endpoint endpoint) {}

  private static List<Machine> machines(Reach reach, World world) {
    List<Machine> all = new ArrayList<>();
    for (At at : world.pods) {
      for (Endpoint endpoint : reach.universe().of(at.pod.workload().id())) {
        Endpoint.Pods pods = (Endpoint.Pods) endpoint;
        boolean here = pods.pools().contains(at.node.equals("node-q") ? "q" : "p");
        if (here && pods.addresses().contains(at.pod.address())) {
          all.add(new Machine(at.pod, at.node, endpoint));
        }
      }
    }
    for (ClusterNode node : world.snapshot.facts().kubernetes().nodes()) {
      Address address = node.addresses().getFirst();
      all.add(
          new Machine(
              new OnePacket.Machine.Node(address), node.name(), Cluster.nodes(reach, node.pool())));
    }
    for (String text : Drawn.OUTSIDE) {
      Address address = Cluster.address(text);
      all.add(new Machine(new OnePacket.Machine.Other(address), "", Cluster.outside(reach, text)));
    }
    return all;
  }

  private static void check(Reach reach, OnePacket truth, Machine from, Machine to) {
    Bounds apart = reach.policies(from.endpoint, to.endpoint);
    Bounds anyWay = reach.between(from.endpoint, to.endpoint);
    boolean sameNode = !from.node.isEmpty() && from.node.equals(to.node);
    for (Packet packet : Drawn.PACKETS) {
      boolean passes = truth.passes(from.one, to.one, false, packet);
      if (apart.sure().contains(packet)) {
        assertThat(passes).as("sure: %s from %s to %s", packet, from, to).isTrue();
      }
      if (!apart.possible().contains(packet)) {
        assertThat(passes).as("not possible: %s from %s to %s", packet, from, to).isFalse();
      }
      if (!anyWay.possible().contains(packet) && !from.one.equals(to.one) && isMember(from, to)) {
        assertThat(truth.passes(from.one, to.one, sameNode, packet))
            .as("no way: %s from %s to %s", packet, from, to)
            .isFalse();
      }
    }
  }

  /// Whether one end is of the cluster: between two strangers nothing is said.
  private static boolean isMember(Machine from, Machine to) {
    return !from.node.isEmpty() || !to.node.isEmpty();
  }
}
