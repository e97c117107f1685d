package io.seawall.reach;

import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// The ways from addresses that belong to nobody known to pods with a network of their own:
/// directly, where something leads packets there, and through proxies. Without the Azure side none
/// of them is known.
final class OutsideToPods {
  private static final String ANOTHER_WAY = "another way";
  private static final String TO_POOL = "to pool ";

  private final CloudHops cloud;
  private final Addressing addressing;
  private final PolicyHops policies;
  private final WayIn wayIn;
  private final ProxyWays proxyWays;

  /// @param others every way between any two ends of which one is not such a pod, or none is
  ///   outside
  OutsideToPods(
      Snapshot snapshot,
      Universe universe,
      CloudHops cloud,
      PolicyHops policies,
      BiFunction<Endpoint, Endpoint, List<Path>> others) {
    this.cloud = cloud;
    this.addressing = universe.addressing();
    this.policies = policies;
    this.wayIn = new WayIn(snapshot, addressing, cloud, policies);
    this.proxyWays = new ProxyWays(snapshot, new Ends(universe, others));
  }

  /// The two halves of a way through a proxy.
  private final class Ends implements ProxyWays.Ends {
    private final Universe universe;
    private final BiFunction<Endpoint, Endpoint, List<Path>> others;

    Ends(Universe universe, BiFunction<Endpoint, Endpoint, List<Path>> others) {
      this.universe = universe;
      this.others = others;
    }

    @Override
    public List<Endpoint> of(Workload.Id workload) {
      return universe.of(workload);
    }

    @Override
    public List<Path> direct(Endpoint.Outside from, Endpoint.Pods to) {
      return to.hostNetwork() ? others.apply(from, to) : withoutProxy(from, to, PacketSet.EMPTY);
    }

    @Override
    public List<Path> inside(Endpoint.Pods from, Endpoint.Pods to) {
      return others.apply(from, to);
    }

    @Override
    public List<Hop> fromAnybody(Endpoint.Pods to) {
      return policies.fromAnybody(to);
    }
  }

  /// Ways that something leads to pods that use the network of their node.
  List<Path> led(Endpoint.Outside from, Endpoint.Pods to) {
    return wayIn.to(from, to);
  }

  /// Ways from addresses that belong to nobody known to pods with a network of their own.
  List<Path> paths(Endpoint.Outside from, Endpoint.Pods to) {
    List<Path> paths = new ArrayList<>();
    if (!GroupRules.isPlatform(AddressSet.of(List.of(from.addresses())))) {
      paths.addAll(proxyWays.to(from, to));
    }
    paths.addAll(withoutProxy(from, to, about(paths)));
    return paths;
  }

  /// Whether nothing leads packets on the way: they arrive as they were sent.
  static boolean isDirect(Path path) {
    String name = path.name();
    return name.isEmpty() || name.startsWith(ANOTHER_WAY) || name.startsWith(TO_POOL);
  }

  private static PacketSet about(List<Path> paths) {
    return paths.stream().map(Path::about).reduce(PacketSet.EMPTY, PacketSet::or);
  }

  /// @param otherwise packets that a proxy leads
  private List<Path> withoutProxy(Endpoint.Outside from, Endpoint.Pods to, PacketSet otherwise) {
    List<Hop> policy = policies.kept(to, from);
    AddressSet source = AddressSet.of(List.of(from.addresses()));
    List<Path> led = wayIn.to(from, to);
    Map<String, List<Hop>> ways = new LinkedHashMap<>();
    boolean direct = false;
    for (String pool : new TreeSet<>(to.pools())) {
      Optional<List<Hop>> before = before(pool, source, to);
      List<Hop> hops = new ArrayList<>(before.orElse(List.of(wayIn.nothing())));
      hops.addAll(policy);
      ways.put(TO_POOL + pool, hops);
      direct |= before.isPresent();
    }
    PacketSet others = direct ? PacketSet.ALL : PacketSet.ALL.minus(about(led)).minus(otherwise);
    List<Path> paths = new ArrayList<>(led);
    Path.oneOf(led.isEmpty() ? "" : ANOTHER_WAY, ways)
        .forEach(path -> paths.add(path.about(others)));
    return paths;
  }

  /// What stands between an address and a pod that it asks directly. Within the network that can be
  /// done where pods have addresses of the network (Microsoft Learn, "Azure CNI Pod Subnet" and
  /// "Azure CNI Node Subnet"), and cannot with an overlay (Microsoft Learn, "Azure CNI Overlay").
  ///
  /// @return empty if it cannot
  private Optional<List<Hop>> before(String pool, AddressSet source, Endpoint.Pods pods) {
    boolean own = source.implies(addressing.podCidrs().orElse(AddressSet.EMPTY));
    boolean isPrivate = source.disjoint(Space.PUBLIC);
    Addressing.Mode mode = addressing.mode(pool);
    return switch (mode) {
      case OVERLAY, KUBENET ->
          own || GroupRules.isPlatform(source) ? Optional.of(List.of()) : Optional.empty();
      case POD_SUBNET, NODE_SUBNET -> {
        if (GroupRules.isPlatform(source)) {
          yield Optional.of(List.of());
        }
        List<Hop> hops = new ArrayList<>();
        if (!cloud.inNetwork(pool, source)) {
          if (!isPrivate) {
            yield Optional.empty();
          }
          hops.add(
              CloudHops.unknown(
                  "network", "whether anything joins the sender to the network is not known"));
        }
        hops.addAll(cloud.inbound(pool, true, Party.at(source), pods.addresses()));
        yield Optional.of(hops);
      }
      case UNKNOWN ->
          GroupRules.isPlatform(source)
              ? Optional.of(List.of())
              : isPrivate
                  ? Optional.of(
                      List.of(
                          CloudHops.unknown(
                              "network", "how pods get their addresses is not in the input")))
                  : Optional.empty();
    };
  }
}
