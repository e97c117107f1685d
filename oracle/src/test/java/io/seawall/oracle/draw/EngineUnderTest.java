package io.seawall.oracle.draw;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Bounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.Workload;
import io.seawall.oracle.Packet;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Config;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Engine;
import io.seawall.reach.Path;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import io.seawall.templates.Templates;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The product's answers about a drawn cluster, read from its texts as a user's files are.
final class EngineUnderTest {
  private final Situation situation;

  EngineUnderTest(DrawnCluster cluster) {
    List<Diagnostic> complaints = new ArrayList<>();
    Dialect.Reading reading = Dialects.open();
    Templates templates = Templates.into(reading::accept, complaints::add);
    for (String text : cluster.texts()) {
      Sources.of(
              List.of("-"),
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              Limits.DEFAULT)
          .read(templates::accept, complaints::add);
    }
    templates.close();
    Parsed<Facts> read = reading.close();
    List<AddressSet> asked = new ArrayList<>();
    for (Question question : cluster.questions()) {
      Address.parse(question.packet().from()).map(AddressSet::of).ifPresent(asked::add);
      Address.parse(question.packet().to()).map(AddressSet::of).ifPresent(asked::add);
    }
    Options options =
        new Options(
            Engine.parse(cluster.engine()),
            Optional.empty(),
            false,
            asked,
            LocalDate.of(2026, 11, 24));
    situation =
        Analysis.situations(
                new Input(read.value(), complaints, cluster.texts().size()),
                Config.DEFAULT,
                options,
                complaints)
            .getFirst();
  }

  /// One end of a packet: whose it is, the endpoint, and the nodes it is on.
  private record End(String name, List<Endpoint> endpoints, Set<String> nodes) {}

  /// The packets that get from one end to the other, on the way that the placement of the two
  /// leaves; empty if one end is nobody that the product knows, or both are one: whom a pod is to
  /// itself no policy decides (Kubernetes documentation, "Network Policies": a pod cannot block
  /// access to itself).
  Optional<Bounds> between(Packet packet) {
    Optional<End> from = end(packet.from(), packet.family() == 6);
    Optional<End> to = end(packet.to(), packet.family() == 6);
    if (from.isEmpty() || to.isEmpty() || from.get().name.equals(to.get().name)) {
      return Optional.empty();
    }
    boolean near = !from.get().nodes.isEmpty() && from.get().nodes.equals(to.get().nodes);
    Bounds all = Bounds.NONE;
    for (Endpoint source : from.get().endpoints) {
      for (Endpoint target : to.get().endpoints) {
        for (Path path : situation.reach().paths(source, target)) {
          boolean applies =
              near ? !path.name().startsWith("another node") : !path.name().startsWith("same node");
          if (applies) {
            all = all.or(new Path("", true, path.hops()).packets());
          }
        }
      }
    }
    return Optional.of(all);
  }

  /// What the rules can see of the packet.
  static io.seawall.packets.Packet seen(Packet packet) {
    Protocol protocol = Protocol.parse(packet.protocol()).orElseThrow();
    if (protocol.hasTypes()) {
      return new io.seawall.packets.Packet(protocol, packet.sourcePort(), packet.destinationPort());
    }
    return protocol.hasPorts()
        ? new io.seawall.packets.Packet(protocol, packet.destinationPort(), packet.sourcePort())
        : new io.seawall.packets.Packet(protocol, 0, 0);
  }

  private Optional<End> end(String name, boolean v6) {
    Optional<Address> address = Address.parse(name);
    if (address.isPresent()) {
      return withAddress(address.get());
    }
    return name.startsWith("node:")
        ? node(name.substring("node:".length()), v6)
        : pod(name.substring(0, name.indexOf('/')), name.substring(name.indexOf('/') + 1), v6);
  }

  private Optional<End> withAddress(Address address) {
    for (Workload workload : situation.snapshot().facts().kubernetes().workloads()) {
      for (Workload.Pod pod : workload.pods()) {
        if (pod.addresses().contains(address) && !workload.hostNetwork()) {
          return pod(workload.id().namespace(), pod.name(), address.v6());
        }
      }
    }
    for (ClusterNode node : situation.snapshot().facts().kubernetes().nodes()) {
      if (node.addresses().contains(address)) {
        return node(node.name(), address.v6());
      }
    }
    return situation
        .reach()
        .universe()
        .outside(address)
        .map(one -> new End(address.toString(), List.of(one), Set.of()));
  }

  private Optional<End> node(String name, boolean v6) {
    return situation.snapshot().facts().kubernetes().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .map(node ->
            new End(
                "node:" + name,
                situation.reach().universe().nodes().stream()
                    .filter(pool -> pool.v6() == v6 && pool.pool().equals(node.pool()))
                    .map(Endpoint.class::cast)
                    .toList(),
                Set.of(name)));
  }

  private Optional<End> pod(String namespace, String name, boolean v6) {
    for (Workload workload : situation.snapshot().facts().kubernetes().workloads()) {
      for (Workload.Pod pod : workload.pods()) {
        if (pod.name().equals(name) && workload.id().namespace().equals(namespace)) {
          List<Endpoint> sides =
              situation.reach().universe().of(workload.id()).stream()
                  .filter(side -> side.v6() == v6)
                  .toList();
          return Optional.of(
              new End(namespace + "/" + name, sides, new TreeSet<>(Set.of(pod.node()))));
        }
      }
    }
    return Optional.empty();
  }
}
