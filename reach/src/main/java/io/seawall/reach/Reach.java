package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Request;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Exactly which packets can go from whom to whom in one cluster. Built once for a snapshot, asked
/// any number of times.
///
/// Pairs are never stored: a question joins the function of the sender with that of the receiver
/// and the hops between them.
public final class Reach {
  private final Snapshot snapshot;
  private final Universe universe;
  private final Addressing addressing;
  private final CloudHops cloud;
  private final StaticGateway gateway;
  private final Optional<OutsideToPods> outsideToPods; // empty without the Azure side
  private final PolicyHops policyHops;
  private final InsideToOutside out;
  private final ToNodes toNodes;
  private final List<PolicyPlane> planes;
  private final Functions functions;
  private final Optional<HostPolicies> hosts;
  private final Outflow outflow;
  private final ApiServerFront front;
  private final List<Endpoint.ApiServer> apiServers;
  private @Nullable MeshReach strangers; // found when it is asked for

  private Reach(
      Snapshot snapshot,
      Universe universe,
      Addressing addressing,
      List<PolicyPlane> planes,
      Optional<HostPolicies> hosts,
      Optional<MeshPlane> mesh,
      Outflow outflow) {
    this.snapshot = snapshot;
    this.universe = universe;
    this.addressing = addressing;
    this.cloud = new CloudHops(snapshot, addressing);
    this.hosts = hosts;
    this.gateway = new StaticGateway(snapshot);
    this.planes = planes;
    this.functions = new Functions(planes, universe.endpoints().size());
    this.outflow = outflow;
    this.policyHops = new PolicyHops(universe, planes, functions, mesh);
    this.out =
        new InsideToOutside(addressing, cloud, new NodeRules(snapshot, addressing), policyHops);
    this.toNodes = new ToNodes(cloud, policyHops, out);
    this.outsideToPods =
        cloud.isKnown()
            ? Optional.of(new OutsideToPods(snapshot, universe, cloud, policyHops, this::paths))
            : Optional.empty();
    this.front = new ApiServerFront(snapshot, addressing, cloud);
    this.apiServers = apiServers(universe, ApiServerFront.addresses(snapshot, addressing));
  }

  private static List<Endpoint.ApiServer> apiServers(Universe universe, AddressSet addresses) {
    List<Endpoint.ApiServer> servers = new ArrayList<>();
    for (AddressSet family : List.of(AddressSet.ALL_V4, AddressSet.ALL_V6)) {
      List<Endpoint.Outside> at = universe.outside(addresses.and(family));
      if (!at.isEmpty()) {
        servers.add(new Endpoint.ApiServer(at.getFirst().v6(), at));
      }
    }
    return List.copyOf(servers);
  }

  /// @param engine who enforces policies; empty if that is not known: every answer then holds under
  ///   each engine
  /// @param asked addresses that questions will name
  public static Reach of(Snapshot snapshot, Optional<Engine> engine, List<AddressSet> asked) {
    return of(snapshot, engine.map(List::of).orElse(List.of(Engine.values())), asked);
  }

  /// @param possible who may enforce policies: every answer holds under each of them; at least one
  /// @param asked addresses that questions will name
  public static Reach of(Snapshot snapshot, List<Engine> possible, List<AddressSet> asked) {
    return of(snapshot, possible, Universe.of(snapshot, asked));
  }

  /// @param possible who may enforce policies: every answer holds under each of them; at least one
  /// @param universe of this snapshot
  public static Reach of(Snapshot snapshot, List<Engine> possible, Universe universe) {
    return of(snapshot, possible, universe, Request.ANY);
  }

  /// @param possible who may enforce policies: every answer holds under each of them; at least one
  /// @param universe of this snapshot
  /// @param request what connections carry, where questions are about one request
  public static Reach of(
      Snapshot snapshot, List<Engine> possible, Universe universe, Request request) {
    Addressing addressing = universe.addressing();
    List<Policy> policies = snapshot.facts().kubernetes().policies();
    boolean idle = policies.isEmpty() && snapshot.facts().kubernetes().guards().isEmpty();
    List<Engine> engines = idle ? possible.subList(0, 1) : possible;
    List<PolicyPlane> planes = PolicyPlane.of(universe, engines, policies, request);
    Optional<HostPolicies> hosts = HostPolicies.of(snapshot, universe, planes);
    Outflow outflow = new Outflow(universe, planes);
    Optional<MeshPlane> mesh = MeshPlane.of(universe, request);
    return new Reach(snapshot, universe, addressing, planes, hosts, mesh, outflow);
  }

  /// The endpoints that questions are about.
  public Universe universe() {
    return universe;
  }

  /// The API server, in each family that it may have an address of.
  public List<Endpoint.ApiServer> apiServers() {
    return apiServers;
  }

  /// The same cluster, asked about connections that carry such a request.
  public Reach sending(Request request) {
    return of(snapshot, engines(), universe, request);
  }

  /// What the proxies of meshes let by of senders whom no rule knows.
  public MeshReach strangers() {
    if (strangers == null) {
      strangers = MeshReach.of(snapshot);
    }
    return strangers;
  }

  /// Who may enforce policies.
  public List<Engine> engines() {
    return planes.stream().map(PolicyPlane::engine).toList();
  }

  /// Whether some policy picks an endpoint.
  public enum Selected {
    NO,
    /// It hangs on a fact that the input lacks.
    POSSIBLY,
    YES
  }

  /// Whether some policy that is enforced picks the endpoint in this direction.
  public Selected selected(Direction direction, Endpoint subject) {
    Set<Selected> answers =
        planes.stream()
            .map(plane -> plane.selected(direction, subject))
            .collect(Collectors.toSet());
    return answers.size() == 1 ? answers.iterator().next() : Selected.POSSIBLY;
  }

  /// The public addresses that nodes of any pool leave by.
  public EgressAddresses egressAddresses() {
    return EgressAddresses.of(snapshot, addressing, addressing.pools());
  }

  /// The subnet of a pool's nodes, where the input holds it; in a network that AKS manages by
  /// itself the pool's scale set tells.
  public Optional<VirtualNetwork.Subnet> nodeSubnet(String pool) {
    return addressing.nodeSubnet(pool);
  }

  /// Why it is not known that the engine acts on the policies of these pods, whoever it may be;
  /// empty if that is known.
  public Optional<String> ignored(Endpoint.Pods pods) {
    return planes.stream()
        .flatMap(plane -> plane.coverage().gap(pods).stream())
        .filter(gap -> !gap.sure())
        .map(Coverage.Gap::why)
        .findFirst();
  }

  /// What policies say in vain, whoever enforces them.
  public List<PolicyLint> lints() {
    List<List<PolicyLint>> byPlane =
        planes.stream()
            .filter(plane -> plane.engine().enforces())
            .map(plane -> plane.lints(universe, snapshot.facts().kubernetes().policies()))
            .toList();
    if (byPlane.isEmpty()) {
      return List.of();
    }
    Set<PolicyLint> common = new LinkedHashSet<>(byPlane.getFirst());
    byPlane.forEach(lints -> common.retainAll(new HashSet<>(lints)));
    return List.copyOf(common);
  }

  /// What policies let by at each endpoint.
  Functions functions() {
    return functions;
  }

  /// The packets that can go from one to the other, over any way.
  ///
  /// @return empty if and only if no packet can get through; `sure` equals `possible` where all
  ///   input was known
  public Bounds between(Endpoint from, Endpoint to) {
    if (from.v6() != to.v6()) {
      return Bounds.NONE;
    }
    return switch (to) {
      case Endpoint.ApiServer api when !(from instanceof Endpoint.Outside) ->
          api.at().stream()
              .map(at -> Path.joined(toApiServer(from, at)))
              .reduce(Bounds::either)
              .orElseThrow();
      case Endpoint.Named named when from instanceof Endpoint.Placed placed ->
          parts(placed, named, PacketSet.ALL).stream()
              .map(at -> Path.joined(toName(placed, named, at)))
              .reduce(Bounds::either)
              .orElseThrow();
      case Endpoint.ApiServer _, Endpoint.Placed _, Endpoint.Named _ ->
          Path.joined(paths(from, to));
    };
  }

  /// Which of these packets nodes can send to somebody whom they ask for by name.
  ///
  /// Cost: grows with what rules on the way say of these packets, not with the addresses that the
  /// input names.
  public Bounds between(Endpoint.Nodes from, Endpoint.Named to, PacketSet packets) {
    return parts(from, to, packets).stream()
        .map(at -> Path.joined(toName(from, to, at)))
        .reduce(Bounds::either)
        .map(found -> found.and(Bounds.exactly(packets)))
        .orElse(Bounds.NONE);
  }

  /// Where somebody outside may be, in parts of which the way there says the same of these packets.
  private List<Endpoint.Outside> parts(Endpoint.Placed from, Endpoint.Named to, PacketSet packets) {
    if (!(from instanceof Endpoint.Nodes nodes) || !cloud.isKnown()) {
      return to.at();
    }
    Target.Asked asked = new Target.Asked.ByName(to.name());
    return parts(
        to.addresses(),
        cloud.cutsToOutside(nodes.pool(), false, nodes.addresses(), asked, packets));
  }

  /// Addresses that belong to nobody known, cut at the bounds of each set and, where policies on
  /// nodes name peers by the atoms that they lie in, at those of atoms.
  private List<Endpoint.Outside> parts(AddressSet within, List<AddressSet> cuts) {
    if (hosts.isPresent()) {
      universe.outside(within).forEach(atom -> cuts.add(AddressSet.of(List.of(atom.addresses()))));
    }
    List<Endpoint.Outside> parts = new ArrayList<>();
    for (AddressRange range : Atoms.of(within, cuts).ranges()) {
      universe
          .outside(range.first())
          .ifPresent(atom -> parts.add(new Endpoint.Outside(atom.id(), atom.v6(), range)));
    }
    return parts;
  }

  /// Which policies and rules make what of which packets at one of two ends on different nodes.
  /// Where it is not known who enforces policies, the shares are those of one that may; what
  /// becomes of the packets holds for all.
  ///
  /// @return every packet in one part; empty if the ends are of two families
  public List<Part> parts(Direction direction, Endpoint subject, Endpoint peer) {
    if (subject.v6() != peer.v6()) {
      return List.of();
    }
    Bounds packets = policyHops.packets(direction, subject, peer, false);
    List<Part> parts = new ArrayList<>();
    planes
        .getFirst()
        .parts(direction, subject, peer)
        .forEach((shares, all) -> {
          Reason.Opinion open = shares.isEmpty() ? Reason.Opinion.NO_OPINION : Reason.Opinion.ALLOW;
          PacketSet doubted = packets.possible().minus(packets.sure());
          addPart(parts, all.and(packets.sure()), open, shares);
          addPart(parts, all.minus(packets.possible()), Reason.Opinion.DENY, shares);
          addPart(parts, all.and(doubted), Reason.Opinion.UNKNOWN, shares);
        });
    return parts;
  }

  private static void addPart(
      List<Part> parts, PacketSet packets, Reason.Opinion opinion, List<Part.Share> shares) {
    if (!packets.isEmpty()) {
      parts.add(new Part(packets, opinion, shares));
    }
  }

  /// The packets that Kubernetes policies alone let by, between ends on different nodes.
  public Bounds policies(Endpoint from, Endpoint to) {
    return policies(from, to, false);
  }

  /// The packets that Kubernetes policies alone let by.
  ///
  /// @param sameNode whether both ends are on one node
  public Bounds policies(Endpoint from, Endpoint to, boolean sameNode) {
    if (from.v6() != to.v6()) {
      return Bounds.NONE;
    }
    return policyHops
        .packets(Direction.EGRESS, from, to, sameNode)
        .and(policyHops.packets(Direction.INGRESS, to, from, sameNode));
  }

  /// The packets that policies let somebody send to anybody at all, whoever that may be.
  public Bounds sent(Endpoint from) {
    if (!(from instanceof Endpoint.Pods pods) || pods.hostNetwork()) {
      return Bounds.ALL;
    }
    Bounds all = planes.getFirst().sent(pods);
    for (PolicyPlane plane : planes.subList(1, planes.size())) {
      all = all.either(plane.sent(pods));
    }
    return all;
  }

  /// Where packets of pods or nodes can go outside of the cluster: disjoint regions of `within`
  /// with the packets that get to any address of each; what is in no region gets none. Pods of
  /// which it is not known where they run are on one of their pools.
  ///
  /// Cost: grows with the distinct rules on the way, not with the addresses that are named in the
  /// input.
  ///
  /// @param within addresses that belong to nobody known, and none of the platform's; those of the
  ///   other family count as out of reach
  /// @throws IllegalArgumentException if `from` is outside of the cluster
  public List<Region> leaving(Endpoint from, AddressSet within) {
    return leaving(from, within, new Target.Asked.Somehow());
  }

  /// The same for packets that ask for nobody by name. What a firewall lets by to names alone is
  /// not among them; [#namesBeyond] tells it.
  public List<Region> leavingByAddress(Endpoint from, AddressSet within) {
    return leaving(from, within, new Target.Asked.ByAddress());
  }

  private List<Region> leaving(Endpoint from, AddressSet within, Target.Asked asked) {
    Target target =
        new Target(within.and(from.v6() ? AddressSet.ALL_V6 : AddressSet.ALL_V4), asked);
    return switch (from) {
      case Endpoint.Pods pods ->
          outflow.once(
              List.of(
                  outflow.policyKey(pods),
                  pods.pools(),
                  pods.addresses(),
                  pods.hostNetwork(),
                  pods.example().virtualNode(),
                  gateway.mayCarry(pods),
                  hosts.map(guards -> guards.leaving(pods)),
                  target),
              () -> leaving(pods, target));
      case Endpoint.Nodes nodes ->
          guarded(nodes, leaving(nodes.pool(), nodes.addresses(), target), target.addresses());
      case Endpoint.Outside _, Endpoint.ApiServer _, Endpoint.Named _ ->
          throw new IllegalArgumentException("not in the cluster: " + from);
    };
  }

  private List<Region> leaving(Endpoint.Pods pods, Target target) {
    List<Region> regions = guarded(pods, leavingByNode(pods, target), target.addresses());
    return gateway.mayCarry(pods)
        ? Outflow.merged(regions, regions(target.addresses(), gateway.packets()), Bounds::or)
        : regions;
  }

  /// What policies for nodes leave of the regions.
  private List<Region> guarded(Endpoint from, List<Region> regions, AddressSet target) {
    return hosts
        .map(guards -> outflow.ofFunction(guards.leaving(from), target))
        .map(guarded -> Outflow.merged(regions, guarded, Bounds::and))
        .orElse(regions);
  }

  private static List<Region> regions(AddressSet target, Bounds packets) {
    return target.isEmpty() ? List.of() : List.of(new Region(target, packets));
  }

  private List<Region> leavingByNode(Endpoint.Pods pods, Target where) {
    AddressSet target = where.addresses();
    List<Region> byPolicy = outflow.byPolicy(pods, target);
    if (!cloud.isKnown()) {
      return byPolicy;
    }
    if (pods.example().virtualNode()) {
      Bounds unknown = CloudHops.virtualNode().packets();
      return Outflow.merged(byPolicy, regions(target, unknown), Bounds::and);
    }
    List<Region> byCloud = null;
    for (String pool : pods.pools()) {
      boolean seen = out.maySeePods(pods, pool, target);
      List<Region> one =
          cloudRegions(
              new Leaving(pool, !pods.hostNetwork(), seen ? pods.addresses() : AddressSet.EMPTY),
              where,
              part -> out.sourceSeen(pods, pool, part));
      byCloud = byCloud == null ? one : Outflow.merged(byCloud, one, Bounds::either);
    }
    return byCloud == null ? byPolicy : Outflow.merged(byPolicy, byCloud, Bounds::and);
  }

  private List<Region> leaving(String pool, AddressSet source, Target target) {
    if (!cloud.isKnown()) {
      return regions(target.addresses(), Bounds.ALL);
    }
    return cloudRegions(new Leaving(pool, false, source), target, _ -> source);
  }

  /// Who sends packets out of the cluster.
  ///
  /// @param addresses where those of pods may be seen on the way; empty if they are not
  private record Leaving(String pool, boolean fromPod, AddressSet addresses) {}

  /// @param source where the address lies that Azure sees in packets to a set of addresses
  private List<Region> cloudRegions(
      Leaving who, Target target, Function<AddressSet, AddressSet> source) {
    Outflow.CloudWay way =
        new Outflow.CloudWay() {
          @Override
          public List<AddressSet> cuts() {
            Set<AddressSet> sources = new LinkedHashSet<>();
            Atoms.of(target.addresses(), addressing.cuts())
                .ranges()
                .forEach(range -> sources.add(source.apply(AddressSet.of(List.of(range)))));
            return sources.stream()
                .flatMap(one ->
                    cloud
                        .cutsToOutside(who.pool, who.fromPod, one, target.asked(), PacketSet.ALL)
                        .stream())
                .toList();
          }

          @Override
          public Bounds to(AddressSet part) {
            return out.hops(who.pool, who.fromPod, source.apply(part), target.in(part)).stream()
                .map(Hop::packets)
                .reduce(Bounds.ALL, Bounds::and);
          }
        };
    return outflow.byCloud(List.of(who, target.asked()), target.addresses(), way);
  }

  /// The rules of firewalls on the way out that let by packets of these to names.
  public List<FirewallRule> namesBeyond(Endpoint from) {
    return switch (from) {
      case Endpoint.Pods pods -> {
        Set<FirewallRule> all = new LinkedHashSet<>();
        for (String pool : new TreeSet<>(pods.pools())) {
          AddressSet source = out.sourceSeen(pods, pool, Space.PUBLIC);
          all.addAll(cloud.namesBeyond(pool, !pods.hostNetwork(), source));
        }
        yield List.copyOf(all);
      }
      case Endpoint.Nodes nodes -> cloud.namesBeyond(nodes.pool(), false, nodes.addresses());
      case Endpoint.Outside _, Endpoint.ApiServer _, Endpoint.Named _ -> List.of();
    };
  }

  /// Addresses that belong to nobody known, in parts of which every rule on the way to the nodes
  /// says the same of these packets.
  ///
  /// @param within of the family of the nodes
  public List<Endpoint.Outside> sources(AddressSet within, Endpoint.Nodes to, PacketSet packets) {
    List<AddressSet> cuts = new ArrayList<>(List.of(to.addresses()));
    if (cloud.isKnown()) {
      cuts.addAll(cloud.cutsFromOutside(to.pool(), to.v6(), packets));
    }
    return parts(within, cuts);
  }

  /// Every way from one to the other; none between the two families.
  public List<Path> paths(Endpoint from, Endpoint to) {
    if (from.v6() != to.v6()) {
      return List.of();
    }
    return switch (from) {
      case Endpoint.ApiServer api -> oneOf(api.at(), "API server", at -> paths(at, to));
      case Endpoint.Named named -> oneOf(named.at(), named.name(), at -> paths(at, to));
      case Endpoint.Placed placed ->
          switch (to) {
            case Endpoint.ApiServer api -> toApiServer(placed, api);
            case Endpoint.Named named ->
                oneOf(
                    parts(placed, named, PacketSet.ALL),
                    named.name(),
                    at -> toName(placed, named, at));
            case Endpoint.Placed receiver -> paths(placed, receiver, new Target.Asked.Somehow());
          };
    };
  }

  /// Ways of somebody who asks for a name that has one address.
  private List<Path> toName(Endpoint.Placed from, Endpoint.Named named, Endpoint.Outside at) {
    return paths(from, at, new Target.Asked.ByName(named.name()));
  }

  private List<Path> toApiServer(Endpoint.Placed from, Endpoint.ApiServer api) {
    if (from instanceof Endpoint.Outside outside) {
      AddressSet source = AddressSet.of(List.of(outside.addresses()));
      return List.of(new Path("", true, front.fromOutside(source, api.v6())));
    }
    return oneOf(api.at(), "API server", at -> toApiServer(from, at));
  }

  /// Ways of the cluster's own traffic to the API server at one address.
  private List<Path> toApiServer(Endpoint from, Endpoint.Outside at) {
    List<Hop> hops =
        switch (from) {
          case Endpoint.Pods pods -> {
            AddressSet target = AddressSet.of(List.of(at.addresses()));
            AddressSet source =
                pods.pools().stream()
                    .map(pool -> out.sourceSeen(pods, pool, target))
                    .reduce(AddressSet.EMPTY, AddressSet::or);
            yield front.fromCluster(pods.pools(), source, at.v6());
          }
          case Endpoint.Nodes nodes ->
              front.fromCluster(Set.of(nodes.pool()), nodes.addresses(), at.v6());
          case Endpoint.Outside _, Endpoint.ApiServer _, Endpoint.Named _ -> List.of();
        };
    return paths(from, at).stream()
        .map(path -> {
          List<Hop> all = new ArrayList<>(path.hops());
          all.addAll(hops);
          return new Path(path.name(), path.certain(), all);
        })
        .toList();
  }

  /// Ways from or to somebody of whom it is not known which address they have: those with one that
  /// stands for all of which the same is to be said.
  private static List<Path> oneOf(
      List<Endpoint.Outside> addresses, String title, Function<Endpoint.Outside, List<Path>> ways) {
    Map<Bounds, List<Path>> apart = new LinkedHashMap<>();
    for (Endpoint.Outside at : addresses) {
      List<Path> paths = ways.apply(at);
      apart.putIfAbsent(Path.joined(paths), named(paths, title + " in " + at.addresses()));
    }
    return apart.size() == 1
        ? ways.apply(addresses.getFirst())
        : apart.values().stream().flatMap(List::stream).toList();
  }

  private static List<Path> named(List<Path> paths, String which) {
    return paths.stream()
        .map(path ->
            new Path(
                path.name().isEmpty() ? which : which + ", " + path.name(), false, path.hops()))
        .toList();
  }

  private List<Path> paths(Endpoint.Placed from, Endpoint.Placed to, Target.Asked asked) {
    List<Path> paths = guarded(from, to, unguarded(from, to, asked));
    return from instanceof Endpoint.Pods pods
            && to instanceof Endpoint.Outside
            && !(cloud.isKnown() && isVirtual(from))
            && gateway.mayCarry(pods)
        ? with(gateway.path(), paths)
        : paths;
  }

  private List<Path> guarded(Endpoint.Placed from, Endpoint.Placed to, List<Path> paths) {
    return hosts
        .map(guards ->
            paths.stream().map(path -> guards.guarding(leg(from, to, path), path)).toList())
        .orElse(paths);
  }

  private static NodePlane.Leg leg(Endpoint from, Endpoint to, Path path) {
    boolean led =
        from instanceof Endpoint.Outside
            && to instanceof Endpoint.Pods
            && !OutsideToPods.isDirect(path);
    return new NodePlane.Leg(from, to, path.isOnOneNode(), led);
  }

  /// What policies for nodes let reach these nodes: for sure whoever on another node sends it,
  /// possibly from anybody; all if nothing guards them.
  public Bounds admitted(Endpoint.Nodes to) {
    return hosts.map(guards -> guards.admitted(to)).orElse(Bounds.ALL);
  }

  /// The packets that policies for nodes let by between two ends, on the way that packets take
  /// unchanged; all if nothing guards nodes.
  ///
  /// @param sameNode whether both ends are on one node
  public Bounds nodePolicies(Endpoint from, Endpoint to, boolean sameNode) {
    if (from.v6() != to.v6()) {
      return Bounds.NONE;
    }
    return hosts
        .map(guards -> guards.packets(new NodePlane.Leg(from, to, sameNode, false)))
        .orElse(Bounds.ALL);
  }

  private List<Path> unguarded(Endpoint.Placed from, Endpoint.Placed to, Target.Asked asked) {
    if (cloud.isKnown() && (isVirtual(from) || isVirtual(to))) {
      List<Hop> hops = new ArrayList<>(policyHops(from, to));
      hops.add(CloudHops.virtualNode());
      return List.of(new Path("", true, hops));
    }
    return switch (to) {
      case Endpoint.Outside outside -> out.paths(from, outside, asked);
      case Endpoint.Pods pods -> inward(from, pods);
      case Endpoint.Nodes nodes -> toNodes.paths(from, nodes, nodes);
    };
  }

  private static boolean isVirtual(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Pods pods && pods.example().virtualNode();
  }

  private List<Hop> policyHops(Endpoint from, Endpoint to) {
    List<Hop> hops = new ArrayList<>();
    if (from instanceof Endpoint.Pods) {
      hops.add(policyHops.hop(Direction.EGRESS, from, to, false));
    }
    if (to instanceof Endpoint.Pods pods) {
      hops.addAll(policyHops.inbound(pods, from, false));
    }
    return hops;
  }

  private static List<Path> with(Path last, List<Path> paths) {
    List<Path> all = new ArrayList<>(paths);
    all.add(last);
    return all;
  }

  private List<Path> inward(Endpoint.Placed from, Endpoint.Pods to) {
    if (to.hostNetwork()) {
      return toHostNetwork(from, to);
    }
    return switch (from) {
      case Endpoint.Outside outside when outsideToPods.isPresent() ->
          outsideToPods.get().paths(outside, to);
      case Endpoint.Outside outside ->
          List.of(new Path("", true, policyHops.inbound(to, outside, false)));
      case Endpoint.Nodes nodes ->
          fromNode(
              nodes,
              to,
              to.pools().contains(nodes.pool()),
              InsideToOutside.runOn(to, nodes.pool()));
      case Endpoint.Pods pods when pods.hostNetwork() ->
          fromNode(pods, to, !Collections.disjoint(pods.pools(), to.pools()), false);
      case Endpoint.Pods pods -> podToPod(pods, to);
    };
  }

  /// Ways to pods that use the network of a node of one of their pools.
  private List<Path> toHostNetwork(Endpoint.Placed from, Endpoint.Pods to) {
    Map<String, Map<String, List<Hop>>> byName = new LinkedHashMap<>();
    List<Path> doubted = new ArrayList<>();
    for (Endpoint.Nodes nodes : universe.nodes()) {
      if (nodes.v6() == to.v6() && to.pools().contains(nodes.pool())) {
        for (Path path : toNodes.paths(from, nodes, to)) {
          if (path.certain()) {
            byName
                .computeIfAbsent(path.name(), _ -> new LinkedHashMap<>())
                .put("to pool " + nodes.pool(), path.hops());
          } else {
            doubted.add(path);
          }
        }
      }
    }
    List<Path> paths = new ArrayList<>();
    byName.forEach((name, ways) -> {
      if (ways.size() == to.pools().size()) {
        paths.addAll(Path.oneOf(name, ways));
      } else {
        ways.values().forEach(hops -> paths.add(new Path(name, false, hops)));
      }
    });
    paths.addAll(doubted);
    if (from instanceof Endpoint.Outside outside) {
      outsideToPods.ifPresent(ways -> paths.addAll(ways.led(outside, to)));
    }
    return paths;
  }

  /// @param meet whether the node may be the one that the pods run on
  /// @param certain whether it is for some of them
  private List<Path> fromNode(
      Endpoint.Placed from, Endpoint.Pods to, boolean meet, boolean certain) {
    List<Hop> policy = policyHops.inbound(to, from, false);
    List<Path> apart =
        switch (from) {
          case Endpoint.Nodes nodes ->
              betweenNodes(policy, Set.of(nodes.pool()), false, nodes.addresses(), to);
          case Endpoint.Pods pods ->
              betweenNodes(policy, pods.pools(), false, pods.addresses(), to);
          case Endpoint.Outside _ -> List.of(new Path("another node", true, policy));
        };
    if (!meet) {
      return apart;
    }
    List<Path> paths = new ArrayList<>();
    paths.add(new Path(Path.SAME_NODE, certain, policyHops.inbound(to, from, true)));
    paths.addAll(apart);
    return paths;
  }

  private List<Path> podToPod(Endpoint.Pods from, Endpoint.Pods to) {
    List<Path> paths = withPorts(from, to);
    Optional<PacketSet> tunnel = MeshPlane.tunnel(from, to);
    List<Path> carried =
        tunnel.isEmpty()
            ? paths
            : paths.stream().map(path -> path.carriedIn(tunnel.get(), sure(from, to))).toList();
    return policyHops
        .mesh(to, from)
        .map(mesh -> carried.stream().map(path -> path.then(mesh)).toList())
        .orElse(carried);
  }

  private static boolean sure(Endpoint.Pods from, Endpoint.Pods to) {
    return MeshPlane.isSurelyTunnelled(from, to);
  }

  /// Ways of packets that keep their ports, up to the proxy of the receiver.
  private List<Path> withPorts(Endpoint.Pods from, Endpoint.Pods to) {
    List<Hop> policies =
        List.of(
            policyHops.hop(Direction.EGRESS, from, to, false),
            policyHops.hop(Direction.INGRESS, to, from, false));
    List<Path> far = betweenNodes(policies, from.pools(), true, from.addresses(), to);
    boolean alike = hosts.isEmpty() && far.size() == 1;
    if (alike && far.getFirst().hops().size() == policies.size()) {
      return List.of(new Path("", true, policies));
    }
    List<Path> paths = new ArrayList<>();
    if (!Collections.disjoint(from.pools(), to.pools())) {
      paths.add(new Path(Path.SAME_NODE, false, policies));
    }
    paths.addAll(far);
    return paths;
  }

  /// Ways between nodes to a receiver that is a pod. Security groups that are not in the input are
  /// left out here: AKS needs them to let its own ranges by (Microsoft Learn, "Outbound network and
  /// FQDN rules for AKS": custom NSGs must allow node and pod ranges to each other).
  private List<Path> betweenNodes(
      List<Hop> policies,
      Set<String> fromPools,
      boolean fromPod,
      AddressSet source,
      Endpoint.Pods to) {
    if (!cloud.isKnown()) {
      return List.of(new Path("another node", true, policies));
    }
    Map<String, List<Hop>> ways = new LinkedHashMap<>();
    for (String fromPool : new TreeSet<>(fromPools)) {
      for (String toPool : new TreeSet<>(to.pools())) {
        Party sender = cloud.party(fromPool, fromPod, source);
        Party receiver = Party.pod(toPool, to.addresses());
        List<Hop> hops = new ArrayList<>(cloud.outbound(fromPool, fromPod, source, receiver));
        hops.addAll(cloud.inbound(toPool, true, sender, to.addresses()));
        hops.removeIf(hop -> !hop.isRead());
        hops.addAll(0, policies);
        ways.put("from pool " + fromPool + " to pool " + toPool, hops);
      }
    }
    return Path.oneOf("another node", ways);
  }
}
