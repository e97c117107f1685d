package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Request;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the endpoints that a policy means, as the engine in force reads it. Answers are kept,
/// since thousands of policies ask the same.
final class PeerSelector {
  private final Universe universe;
  private final Engine engine;
  private final boolean blocksMeanMembers;
  private final MeshSenders senders;
  private final Coverage coverage;
  private final Selection everybody;
  private final Selection nodes;
  private final List<Members> members;
  private final Map<Peers, Selection> known = new HashMap<>();
  private final Map<AtPort, Map<PacketSet, Selection>> knownAtPort = new HashMap<>();

  private record AtPort(Peers peers, NamedPort port) {}

  /// Pods and nodes whose addresses lie in the same set.
  ///
  /// @param atoms the ids of the atoms that overlap the set
  private record Members(EndpointSet atoms, EndpointSet ids) {}

  /// @param request what connections carry, where that is asked about
  PeerSelector(Universe universe, Engine engine, Request request) {
    this(universe, engine, engine.blocksMeanMembers(), new MeshSenders(universe, request));
  }

  /// What a mesh means by its rules: senders as its proxies see them.
  static PeerSelector ofMesh(Universe universe, MeshSenders senders) {
    return new PeerSelector(universe, Engine.NONE, true, senders);
  }

  private PeerSelector(
      Universe universe, Engine engine, boolean blocksMeanMembers, MeshSenders senders) {
    this.universe = universe;
    this.engine = engine;
    this.blocksMeanMembers = blocksMeanMembers;
    this.senders = senders;
    this.coverage = new Coverage(engine, universe.addressing());
    this.everybody = Selection.exactly(universe.everybody());
    this.nodes = Selection.exactly(nodes(universe));
    this.members = members(universe);
  }

  /// Whether this selector finds the same peers, and doubts the same subjects, as one for another
  /// engine would.
  boolean readsAlike(Engine other) {
    Coverage theirs = new Coverage(other, universe.addressing());
    return engine.blocksMeanMembers() == other.blocksMeanMembers()
        && coverage.honoursRanges() == theirs.honoursRanges()
        && universe.pods().areAlike(engine, other)
        && (!universe.pods().asksPortNames()
            || (engine == Engine.CILIUM) == (other == Engine.CILIUM))
        && universe.endpoints().stream().allMatch(subject -> coverage.isAlike(theirs, subject));
  }

  /// Where the engine does not act on policies as they are written.
  Coverage coverage() {
    return coverage;
  }

  /// Whom a rule means by its peers.
  Selection select(Peers peers, boolean exceptionsHonoured) {
    return select(exceptionsHonoured ? peers : withoutExceptions(peers));
  }

  private static Peers withoutExceptions(Peers peers) {
    return peers.with(part ->
        part instanceof Peers.Block(var block, var _) ? new Peers.Block(block, List.of()) : part);
  }

  Selection select(Peers peers) {
    if (!isKept(peers)) {
      return find(peers);
    }
    Selection before = known.get(peers);
    if (before == null) {
      before = find(peers);
      known.put(peers, before);
    }
    return before;
  }

  /// Whether the answer is kept for those who ask the same: pods of one namespace are as quickly
  /// found again.
  private static boolean isKept(Peers peers) {
    return switch (peers) {
      case Peers.Pods(NamespaceTest.Labelled _, _),
          Peers.Addresses _,
          Peers.Block _,
          Peers.Identified _ ->
          true;
      case Peers.Pods _,
          Peers.Nodes _,
          Peers.Everybody _,
          Peers.Tag _,
          Peers.ApplicationGroup _,
          Peers.Unknown _,
          Peers.Outside _,
          Peers.Sending _,
          Peers.AnyOf _,
          Peers.AllOf _,
          Peers.Not _ ->
          false;
    };
  }

  private Selection find(Peers peers) {
    return switch (peers) {
      case Peers.Everybody _ -> everybody;
      case Peers.Pods(var namespaces, var labels) ->
          universe.pods().select(namespaces, IdentityLabels.under(engine, labels));
      case Peers.Nodes(var labels) -> labels.isAny() ? nodes : Selection.within(nodes.possible());
      case Peers.Addresses(var addresses) -> addresses(addresses, members);
      case Peers.Block block ->
          addresses(
              AddressBounds.exactly(block.addresses()), blocksMeanMembers ? members : List.of());
      // Service tags belong to Azure's own rules, which are judged hop by hop and not by endpoint.
      case Peers.Identified(var attributes) -> senders.identified(attributes);
      case Peers.Sending(var request) -> senders.sending(request);
      case Peers.Tag _, Peers.ApplicationGroup _, Peers.Unknown _ ->
          Selection.within(universe.everybody());
      case Peers.AnyOf(var inner) -> Selection.union(inner.stream().map(this::select).toList());
      case Peers.AllOf(var inner) ->
          inner.stream().map(this::select).reduce(everybody, Selection::and);
      case Peers.Not(var inner) -> everybody.minus(select(inner));
      case Peers.Outside _ ->
          Selection.exactly(EndpointSet.range(universe.firstAtom(), universe.endpoints().size()));
    };
  }

  /// Those of the peers who are receivers for whom the port's name stands for something, by what it
  /// stands for.
  Map<PacketSet, Selection> select(Peers peers, boolean exceptionsHonoured, NamedPort port) {
    Peers meant = exceptionsHonoured ? peers : withoutExceptions(peers);
    return isKept(meant)
        ? knownAtPort.computeIfAbsent(new AtPort(meant, port), _ -> find(meant, port))
        : find(meant, port);
  }

  private Map<PacketSet, Selection> find(Peers peers, NamedPort port) {
    Map<PacketSet, Selection> found = new LinkedHashMap<>();
    Selection all = select(peers);
    universe.pods().resolve(port).forEach((packets, where) -> found.put(packets, all.and(where)));
    return found;
  }

  /// The packets that a port's name in a rule for egress may stand for at whoever receives them. An
  /// agent of Cilium resolves such names among the ports of all pods (Cilium source, pkg/policy,
  /// L4Filter and NamedPortMultiMap), which no document says or denies.
  PacketSet anywhere(NamedPort port) {
    PacketSet all = PacketSet.EMPTY;
    if (engine == Engine.CILIUM) {
      for (PacketSet there : universe.pods().resolve(port).keySet()) {
        all = all.or(there);
      }
    }
    return all;
  }

  /// The packets that a port's name stands for at these pods.
  PacketSet resolve(NamedPort port, Endpoint.Pods pods) {
    return universe.pods().resolve(port, pods);
  }

  /// @param members who may be meant besides addresses outside
  private Selection addresses(AddressBounds addresses, List<Members> members) {
    EndpointSet outsideForSure = universe.outsideIds(addresses.sure());
    EndpointSet outside =
        addresses.isExact() ? outsideForSure : universe.outsideIds(addresses.possible());
    List<EndpointSet> sure = new ArrayList<>(List.of(outsideForSure));
    List<EndpointSet> possible = new ArrayList<>(List.of(outside));
    for (Members one : members) {
      if (one.atoms.intersects(outside)) {
        possible.add(one.ids);
        if (outsideForSure.containsAll(one.atoms)) {
          sure.add(one.ids);
        }
      }
    }
    EndpointSet all = EndpointSet.union(possible);
    EndpointSet meant = EndpointSet.union(sure);
    return meant.equals(all) ? Selection.exactly(all) : new Selection(meant, all);
  }

  private static EndpointSet nodes(Universe universe) {
    EndpointSet.Builder nodes = new EndpointSet.Builder();
    for (Endpoint endpoint : universe.endpoints()) {
      if (PolicyPlane.isNode(endpoint)) {
        nodes.add(endpoint.id());
      }
    }
    return nodes.done();
  }

  /// Pods and nodes by where their addresses lie. One whose address lies somewhere in a set is
  /// meant for sure by a block that holds the whole set, and possibly by one that holds a part of
  /// it.
  private static List<Members> members(Universe universe) {
    Map<AddressSet, EndpointSet.Builder> byPlace = new LinkedHashMap<>();
    for (Endpoint endpoint : universe.endpoints()) {
      switch (endpoint) {
        case Endpoint.Outside _, Endpoint.ApiServer _, Endpoint.Named _ -> {}
        case Endpoint.Pods pods ->
            byPlace
                .computeIfAbsent(pods.addresses(), _ -> new EndpointSet.Builder())
                .add(pods.id());
        case Endpoint.Nodes nodes ->
            byPlace
                .computeIfAbsent(nodes.addresses(), _ -> new EndpointSet.Builder())
                .add(nodes.id());
      }
    }
    List<Members> members = new ArrayList<>();
    byPlace.forEach((addresses, ids) -> {
      if (!addresses.isEmpty()) {
        members.add(new Members(universe.outsideIds(addresses), ids.done()));
      }
    });
    return members;
  }
}
