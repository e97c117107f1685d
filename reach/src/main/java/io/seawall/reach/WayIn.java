package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The ways from outside to pods that something in the cluster leads: load balancers, node ports,
/// host ports.
///
/// Source: Kubernetes documentation, "Service" and "Virtual IPs and Service Proxies"; Microsoft
/// Learn, "Use a public standard load balancer in AKS".
final class WayIn {
  private final Snapshot snapshot;
  private final Addressing addressing;
  private final CloudHops cloud;
  private final Policies policies;
  private final Entrances entrances;
  private final Frontends frontends;
  private final Map<Integer, List<Entrance>> known = new HashMap<>();

  /// What policies of the receiver say.
  interface Policies {
    /// Of a packet that has the address of its sender.
    List<Hop> kept(Endpoint.Pods to, Endpoint.Outside from);

    /// Of a packet that a node may have forwarded with its own address.
    List<Hop> forwarded(Endpoint.Pods to, Endpoint.Outside from);

    /// Of a packet with an address that is not known.
    List<Hop> fromAnybody(Endpoint.Pods to);
  }

  WayIn(Snapshot snapshot, Addressing addressing, CloudHops cloud, Policies policies) {
    this.snapshot = snapshot;
    this.addressing = addressing;
    this.cloud = cloud;
    this.policies = policies;
    this.entrances = new Entrances(snapshot.facts().kubernetes());
    this.frontends = new Frontends(snapshot, addressing);
  }

  /// Every way that something leads.
  List<Path> to(Endpoint.Outside from, Endpoint.Pods to) {
    List<Path> paths = new ArrayList<>();
    for (Entrance entrance : known.computeIfAbsent(to.id(), _ -> entrances.to(to))) {
      if (!entrance.target().isEmpty() && hasFamily(entrance, to.v6())) {
        paths.addAll(ways(entrance, from, to));
      }
    }
    return paths;
  }

  /// What stands where nothing is known to lead to the pods, or to a port of them.
  Hop nothing() {
    Optional<SourceRef> lost =
        snapshot.facts().kubernetes().others().stream()
            .filter(OtherObject::isLost)
            .map(OtherObject::where)
            .findFirst();
    if (lost.isPresent()) {
      return CloudHops.unknown(
          "way in",
          lost.get().place() + " could not be read and may hold a Service that leads there");
    }
    if (!entrances.areKnown()) {
      return CloudHops.unknown(
          "way in",
          "from there a packet gets to a pod only where a Service of type LoadBalancer or NodePort"
              + " leads it, and the input holds no Service");
    }
    return new Hop(
        "way in",
        Bounds.NONE,
        _ ->
            Reason.of(
                Reason.Opinion.DENY,
                "no Service of type LoadBalancer or NodePort, no external IP and no host port in"
                    + " the input leads to this port"));
  }

  private boolean hasFamily(Entrance entrance, boolean v6) {
    return switch (entrance
        .service()
        .map(one -> one.entry().families())
        .orElse(Service.Families.BOTH)) {
      case FIRST -> addressing.families().iterator().next() == v6;
      case V4 -> !v6;
      case V6 -> v6;
      case BOTH -> true;
    };
  }

  private List<Path> ways(Entrance entrance, Endpoint.Outside from, Endpoint.Pods to) {
    Optional<Hop> arrival = arrival(entrance, from);
    if (arrival.isPresent()) {
      List<Hop> hops = new ArrayList<>(List.of(lead(entrance), arrival.get()));
      hops.addAll(policy(policies.fromAnybody(to), to));
      return List.of(new Path(entrance.name(), true, hops, new Translation(entrance).led()));
    }
    List<Address> fronts =
        entrance.kind() == Entrance.Kind.LOAD_BALANCER
            ? frontends.known(entrance.service().orElseThrow(), to.v6())
            : List.of();
    if (fronts.size() < 2) {
      return ways(entrance, from, to, entrance.name(), fronts.stream().findFirst());
    }
    return fronts.stream()
        .flatMap(front ->
            ways(entrance, from, to, entrance.name() + " at " + front, Optional.of(front)).stream())
        .toList();
  }

  /// @param front the address that packets come to, if it is known
  private List<Path> ways(
      Entrance entrance,
      Endpoint.Outside from,
      Endpoint.Pods to,
      String name,
      Optional<Address> front) {
    Map<String, List<Hop>> ways = new LinkedHashMap<>();
    boolean ownNode = entrance.keepsSource();
    List<Hop> policy = ownNode ? policies.kept(to, from) : policies.forwarded(to, from);
    for (String pool : new TreeSet<>(ownNode ? to.pools() : addressing.pools())) {
      List<Hop> before = new ArrayList<>(List.of(lead(entrance)));
      before.addAll(atNode(entrance, from, pool, to.v6(), front));
      List<Hop> here = new ArrayList<>(before);
      here.addAll(policy(policy, to));
      if (to.pools().contains(pool)) {
        ways.put("to a node of pool " + pool, here);
      }
      if (!ownNode) {
        List<Hop> onward = new ArrayList<>(before);
        onward.addAll(onward(pool, to));
        onward.addAll(policy(policy, to));
        ways.put("through another node of pool " + pool, onward);
      }
    }
    PacketSet led = new Translation(entrance).led();
    return Path.oneOf(name, ways).stream().map(path -> path.about(led)).toList();
  }

  private static List<Hop> policy(List<Hop> hops, Endpoint.Pods to) {
    return to.hostNetwork() ? List.of() : hops;
  }

  /// Which packets it leads to the pods at all.
  private static Hop lead(Entrance entrance) {
    PacketSet led = new Translation(entrance).led();
    String text =
        "leads "
            + entrance.protocol()
            + " "
            + (entrance.isOne() ? entrance.port() : "of a node port")
            + " to port "
            + entrance.target();
    return new Hop(
        entrance.kind().word(),
        entrance.sure() ? Bounds.exactly(led) : new Bounds(PacketSet.EMPTY, led),
        packet -> {
          Reason.Opinion opinion =
              !led.contains(packet)
                  ? Reason.Opinion.DENY
                  : entrance.sure() ? Reason.Opinion.ALLOW : Reason.Opinion.UNKNOWN;
          String whether =
              opinion == Reason.Opinion.UNKNOWN ? "; whether that is such a pod is not known" : "";
          return new Reason(
              opinion,
              entrance.object(),
              entrance.rule(),
              Optional.of(entrance.where()),
              text + whether);
        });
  }

  /// Where it is not known with which address packets arrive, or whether they do.
  private Optional<Hop> arrival(Entrance entrance, Endpoint.Outside from) {
    AddressSet source = AddressSet.of(List.of(from.addresses()));
    boolean isPublic = source.implies(Space.PUBLIC) && !inNetwork(source);
    return switch (entrance.kind()) {
      case LOAD_BALANCER -> {
        boolean publicFront = LoadBalancer.isPublic(entrance.service().orElseThrow());
        if (!Entrances.isBalanced(entrance.protocol())) {
          yield Optional.of(CloudHops.unknown("frontend", "Azure balances TCP and UDP alone"));
        }
        if (publicFront && !isPublic) {
          yield Optional.of(
              CloudHops.unknown(
                  "frontend",
                  "a private address comes with the public address of its own way out, which is not"
                      + " known"));
        }
        yield publicFront || !isPublic
            ? Optional.empty()
            : Optional.of(closed("an internal load balancer has no public address"));
      }
      case EXTERNAL_IP ->
          Optional.of(
              CloudHops.unknown(
                  "network",
                  "whether the network leads packets for "
                      + String.join(", ", entrance.service().orElseThrow().externalIps())
                      + " to a node is not in the input"));
      case NODE_PORT, HOST_PORT -> Optional.empty();
    };
  }

  private static Hop closed(String why) {
    return new Hop("frontend", Bounds.NONE, _ -> Reason.of(Reason.Opinion.DENY, why));
  }

  private boolean inNetwork(AddressSet source) {
    return addressing.pools().stream().anyMatch(pool -> cloud.inNetwork(pool, source));
  }

  /// What stands before a node.
  private List<Hop> atNode(
      Entrance entrance, Endpoint.Outside from, String pool, boolean v6, Optional<Address> front) {
    AddressSet source = AddressSet.of(List.of(from.addresses()));
    Translation translation = new Translation(entrance);
    List<Hop> hops = new ArrayList<>();
    if (source.disjoint(Space.PUBLIC) && !cloud.inNetwork(pool, source)) {
      hops.add(
          CloudHops.unknown(
              "network", "whether anything joins the sender to the network is not known"));
    }
    switch (entrance.kind()) {
      case LOAD_BALANCER -> {
        Service service = entrance.service().orElseThrow();
        AddressSet seen =
            new LoadBalancer(service).isWithoutFloatingIp()
                ? addressing.nodeAddresses(List.of(pool), v6)
                : front.map(AddressSet::of).orElseGet(() -> frontends.within(service, pool, v6));
        hops.addAll(cloud.balanced(pool, source, seen, service));
        ranges(service, source).ifPresent(hops::add);
      }
      case NODE_PORT, HOST_PORT -> hops.addAll(cloud.fromOutside(from, pool, v6));
      case EXTERNAL_IP -> {}
    }
    return hops.stream().map(translation::after).toList();
  }

  /// The ranges that nodes themselves let by to an address of a load balancer.
  ///
  /// Source: Kubernetes API, ServiceSpec.loadBalancerSourceRanges.
  private static Optional<Hop> ranges(Service service, AddressSet source) {
    if (service.sourceRanges().isEmpty()) {
      return Optional.empty();
    }
    AddressSet admitted = LoadBalancer.blocks(service.sourceRanges()).orElse(AddressSet.EMPTY);
    boolean in = source.implies(admitted);
    return Optional.of(
        new Hop(
            "source ranges",
            in ? Bounds.ALL : Bounds.NONE,
            _ ->
                new Reason(
                    in ? Reason.Opinion.ALLOW : Reason.Opinion.DENY,
                    service.title(),
                    "spec.loadBalancerSourceRanges",
                    Optional.of(service.where()),
                    in ? "holds the sender" : "does not hold the sender")));
  }

  /// From the node that a packet came to, on to the node of a pod. Groups that are not in the input
  /// are left out, as between nodes and pods.
  private List<Hop> onward(String pool, Endpoint.Pods to) {
    AddressSet node = addressing.nodeAddresses(List.of(pool), to.v6());
    List<List<Hop>> ways = new ArrayList<>();
    for (String own : new TreeSet<>(to.pools())) {
      List<Hop> hops = new ArrayList<>(cloud.outbound(pool, false, node, receiver(own, to)));
      hops.addAll(cloud.inbound(own, !to.hostNetwork(), Party.node(pool, node), to.addresses()));
      hops.removeIf(hop -> !hop.isRead());
      ways.add(hops.stream().map(hop -> hop.at(hop.place() + ", onward")).toList());
    }
    return Hop.oneOf(ways);
  }

  private static Party receiver(String pool, Endpoint.Pods to) {
    return to.hostNetwork() ? Party.node(pool, to.addresses()) : Party.pod(pool, to.addresses());
  }
}
