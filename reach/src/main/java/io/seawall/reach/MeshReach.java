package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Member.Place;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Request;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.PacketSet.Block;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the proxies of a mesh let by of those whom no rule knows: senders of plain text, and pods
/// of the mesh with a service account that does not exist yet. If neither gets anywhere, then every
/// connection is mutually authenticated and somebody named allows it.
///
/// The address of a sender may matter, and what is sent: every address that rules tell apart, and
/// every request that they ask for, is tried.
///
/// Cost: for each distinct [Member], its ports that rules tell apart, times addresses and requests
/// that its rules name.
public final class MeshReach {
  private static final PacketSet TCP = PacketSet.of(Protocol.TCP);

  private final Universe universe;
  private final Map<Member, Member> withoutAllows = new HashMap<>();
  private final Map<Request, MeshPlane> planes = new HashMap<>();
  private final Map<Member, List<Opening>> known = new HashMap<>();

  /// Somebody whom no rule knows.
  public enum Stranger {
    /// Anybody without a certificate.
    PLAIN_TEXT,
    /// A pod of the mesh whose namespace and service account no rule means by name.
    UNKNOWN_IDENTITY
  }

  /// Packets of a stranger that a proxy lets by.
  ///
  /// @param packets of which the same is to be said
  /// @param declared those of them that go to ports which containers declare
  /// @param sure whether it does for sure
  /// @param from an address that the sender may have; empty where no rule looks at addresses
  /// @param request what is sent; [Request#ANY] where it does not matter
  /// @param stage where it is let by; empty if nothing speaks of the packet
  /// @param anything whether what lets it by lets by anything from anybody
  /// @param closed whether it is refused for sure where no rule lets it by
  /// @param perhapsPast whether it may go past the proxy, if that is not known
  /// @param why what lets it by, or what is not known
  public record Opening(
      Stranger stranger,
      PacketSet packets,
      PacketSet declared,
      boolean sure,
      Optional<Address> from,
      Request request,
      Optional<Stage> stage,
      boolean anything,
      boolean closed,
      boolean perhapsPast,
      Reason why) {
    /// One of the packets: to the port that a container declares first, if there is one.
    public Optional<Packet> example() {
      return declared.isEmpty() ? packets.witness() : declared.witness();
    }

    private Opening of(PacketSet others, PacketSet ports) {
      return new Opening(
          stranger,
          others,
          others.and(ports),
          sure,
          from,
          request,
          stage,
          anything,
          closed,
          perhapsPast,
          why);
    }
  }

  private MeshReach(Universe universe) {
    this.universe = universe;
  }

  /// Looks at the pods of a cluster.
  public static MeshReach of(Snapshot snapshot) {
    Facts.Kubernetes facts = snapshot.facts().kubernetes();
    Set<Member> members = new LinkedHashSet<>();
    Set<AddressSet> named = new LinkedHashSet<>();
    facts.workloads().stream().map(Workload::mesh).forEach(members::add);
    for (Member member : members) {
      for (Policy policy : member.inbound()) {
        addresses(policy).forEach(named::add);
      }
    }
    Facts.Kubernetes strangers =
        Facts.NONE.kubernetes().withWorkloads(strangers(members, addresses(named)));
    Snapshot apart =
        new Snapshot("strangers", Optional.empty(), new Facts(strangers, Facts.NONE.azure()));
    return new MeshReach(Universe.of(apart, List.copyOf(named)));
  }

  private static Stream<AddressSet> addresses(Policy policy) {
    return policy.rules().stream()
        .flatMap(rule -> rule.peers().parts())
        .flatMap(MeshReach::addresses);
  }

  private static Stream<AddressSet> addresses(Peers.Part part) {
    return switch (part) {
      case Peers.Block block -> Stream.of(block.addresses());
      case Peers.Addresses(var addresses) -> Stream.of(addresses.possible());
      case Peers.Everybody _,
          Peers.Pods _,
          Peers.Nodes _,
          Peers.Tag _,
          Peers.ApplicationGroup _,
          Peers.Outside _,
          Peers.Proxied _,
          Peers.Unknown _ ->
          Stream.empty();
    };
  }

  /// One address of each part that the sets tell apart.
  private static List<Address> addresses(Set<AddressSet> named) {
    List<Address> one = new ArrayList<>();
    for (AddressRange range : Atoms.of(AddressSet.ALL_V4, named).ranges()) {
      one.add(range.first());
    }
    boolean v6 = named.stream().anyMatch(set -> !set.disjoint(AddressSet.ALL_V6));
    if (v6) {
      Atoms.of(AddressSet.ALL_V6, named).ranges().forEach(range -> one.add(range.first()));
    }
    return one;
  }

  /// A pod for each identity and address.
  private static List<Workload> strangers(Set<Member> members, List<Address> addresses) {
    Set<Map<String, String>> identities = new LinkedHashSet<>();
    List<Workload> found = new ArrayList<>();
    for (Member member : members) {
      Optional<Place> place = member.place();
      if (place.isPresent() && identities.add(place.get().sends().stranger())) {
        Place here = place.get();
        Member shown =
            new Member(
                Optional.of(
                    new Place(
                        here.mesh(),
                        new Standing.In(false, here.standing().where()),
                        new Member.Sends(
                            here.sends().stranger(),
                            here.sends().stranger(),
                            false,
                            Optional.empty()))),
                List.of(),
                List.of());
        for (Address address : addresses) {
          found.add(stranger(found.size(), address).in(shown));
        }
      }
    }
    return found;
  }

  private static Workload stranger(int number, Address address) {
    Workload.Id id = new Workload.Id("stranger", "Pod", "stranger-" + number);
    return new Workload(
        id,
        id,
        Map.of(),
        Map.of(),
        List.of(),
        false,
        false,
        Workload.OperatingSystem.LINUX,
        false,
        "default",
        Map.of(),
        List.of(new Workload.Pod(id.name(), List.of(address), "")),
        SourceRef.of("", 0));
  }

  /// What strangers can send to the pods of a workload; nothing if its proxies let none of them by.
  /// Empty, too, where the pods are in no mesh for sure.
  public List<Opening> openings(Workload to) {
    return to.mesh().in().orElse(true)
        ? known.computeIfAbsent(to.mesh(), _ -> find(to))
        : List.of();
  }

  private List<Opening> find(Workload to) {
    List<Opening> found = new ArrayList<>();
    // Whoever is asked besides the mesh may let anybody by.
    Member mesh = to.mesh().without(Stage.EXTERNAL);
    for (PacketSet part : parts(to)) {
      for (Stranger stranger : Stranger.values()) {
        opening(mesh, stranger, part).ifPresent(found::add);
      }
    }
    return joined(found, declared(to));
  }

  /// Openings of which the same is to be said, each once.
  private static List<Opening> joined(List<Opening> all, PacketSet declared) {
    Map<Opening, PacketSet> packets = new LinkedHashMap<>();
    for (Opening one : all) {
      packets.merge(one.of(PacketSet.EMPTY, PacketSet.EMPTY), one.packets, PacketSet::or);
    }
    List<Opening> out = new ArrayList<>();
    packets.forEach((one, some) -> out.add(one.of(some, declared)));
    return List.copyOf(out);
  }

  private static PacketSet declared(Workload to) {
    PacketSet declared = PacketSet.EMPTY;
    for (Workload.Container container : to.containers()) {
      for (Workload.Port port : container.ports()) {
        if (port.protocol().equals(Protocol.TCP)) {
          declared = declared.or(PacketSet.to(Protocol.TCP, port.number()));
        }
      }
    }
    return declared;
  }

  /// The ports of TCP that rules tell apart, and those that containers declare, each by itself and
  /// first.
  private static List<PacketSet> parts(Workload to) {
    TreeSet<Integer> starts = new TreeSet<>(Set.of(1));
    PacketSet declared = declared(to);
    addStarts(starts, declared);
    for (Policy policy : to.mesh().inbound()) {
      policy.rules().forEach(rule -> addStarts(starts, rule.ports().packets().and(TCP)));
    }
    List<Integer> ordered = starts.stream().filter(port -> port > 0 && port <= Ports.LAST).toList();
    List<PacketSet> parts = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      int last = i + 1 < ordered.size() ? ordered.get(i + 1) - 1 : Ports.LAST;
      Ports ports = Ports.range(ordered.get(i), last);
      parts.add(PacketSet.of(Protocol.TCP, ports, Ports.ALL));
    }
    parts.sort(Comparator.comparing(part -> part.and(declared).isEmpty()));
    return parts;
  }

  private static void addStarts(Set<Integer> starts, PacketSet packets) {
    for (Block block : packets.blocks()) {
      Ports ports = block.destinations();
      for (int i = 0; i < ports.ranges(); i++) {
        starts.add(ports.first(i));
        starts.add(ports.last(i) + 1);
      }
    }
  }

  private Optional<Opening> opening(Member to, Stranger stranger, PacketSet part) {
    Packet packet = part.witness().orElseThrow();
    Optional<Opening> doubted = Optional.empty();
    List<Request> requests = new ArrayList<>(Requests.worthTrying(to));
    requests.add(Request.ANY); // where no request that was tried gets by, one that was not may
    for (Request request : requests) {
      MeshPlane plane = planes.computeIfAbsent(request, one -> MeshPlane.on(universe, one));
      for (Endpoint from : universe.endpoints()) {
        if (is(stranger, from)) {
          var bounds = plane.packets(to, from);
          if (bounds.sure().contains(packet)) {
            return Optional.of(opening(to, stranger, part, from, request, true));
          }
          if (bounds.possible().contains(packet)) {
            doubted = Optional.of(opening(to, stranger, part, from, request, false));
          }
        }
      }
    }
    return doubted;
  }

  private Opening opening(
      Member to, Stranger stranger, PacketSet part, Endpoint from, Request request, boolean sure) {
    Packet packet = part.witness().orElseThrow();
    MeshPlane plane = planes.computeIfAbsent(request, one -> MeshPlane.on(universe, one));
    Reason why = plane.why(to, from, from, packet);
    Optional<Stage> stage =
        why.opinion() == Reason.Opinion.NO_OPINION || why.rungs().isEmpty()
            ? stageOf(to, why)
            : Stage.named(why.rungs().getLast().tier());
    return new Opening(
        stranger,
        part,
        PacketSet.EMPTY,
        sure,
        addressThatMatters(to, from),
        request,
        stage,
        letsAllBy(to, why),
        isClosed(to, from, packet),
        isPerhapsPast(to, packet),
        why);
  }

  /// Where only one tier speaks, no rungs are told.
  private static Optional<Stage> stageOf(Member to, Reason why) {
    return why.opinion() == Reason.Opinion.NO_OPINION
        ? Optional.empty()
        : to.inbound().stream()
            .filter(policy -> why.object().equals(policy.title()))
            .findFirst()
            .map(policy -> Stage.of(policy.tier()));
  }

  private static boolean is(Stranger stranger, Endpoint from) {
    return switch (from) {
      case Endpoint.Pods _ -> stranger == Stranger.UNKNOWN_IDENTITY;
      case Endpoint.Outside _ -> stranger == Stranger.PLAIN_TEXT;
      case Endpoint.Nodes _, Endpoint.ApiServer _, Endpoint.Named _ -> false;
    };
  }

  /// Whether it is not known if something leads it past the proxy. An object that may refuse it as
  /// well leaves open what the proxy does, and not whether it is asked.
  private static boolean isPerhapsPast(Member to, Packet packet) {
    return to.inbound().stream()
        .anyMatch(policy ->
            policy.tier().equals(Stage.CAPTURE.tier())
                && policy.rules().stream().noneMatch(rule -> rule.verdict() == Verdict.DENY)
                && policy.rules().stream()
                    .anyMatch(rule ->
                        rule.peers() instanceof Peers.Unknown
                            && rule.ports().packets().contains(packet)));
  }

  private boolean isClosed(Member to, Endpoint from, Packet packet) {
    Member bare = withoutAllows.computeIfAbsent(to, Member::withoutAllows);
    MeshPlane plane = planes.computeIfAbsent(Request.ANY, one -> MeshPlane.on(universe, one));
    return !plane.packets(bare, from).possible().contains(packet);
  }

  /// Whether the rule that decides asks nothing of who sends what.
  private static boolean letsAllBy(Member to, Reason why) {
    return to.inbound().stream()
        .filter(policy -> policy.title().equals(why.object()))
        .flatMap(policy -> policy.rules().stream())
        .anyMatch(rule ->
            Optional.of(rule.where()).equals(why.where())
                && rule.peers() instanceof Peers.Everybody
                && TCP.minus(rule.ports().packets()).isEmpty());
  }

  private static Optional<Address> addressThatMatters(Member to, Endpoint from) {
    return namesAddresses(to) ? Optional.of(address(from)) : Optional.empty();
  }

  private static boolean namesAddresses(Member to) {
    return to.inbound().stream().flatMap(MeshReach::addresses).findAny().isPresent();
  }

  private static Address address(Endpoint from) {
    return switch (from) {
      case Endpoint.Outside outside -> outside.addresses().first();
      case Endpoint.Pods pods -> pods.addresses().ranges().getFirst().first();
      case Endpoint.Nodes _, Endpoint.ApiServer _, Endpoint.Named _ ->
          throw new IllegalArgumentException("no stranger: " + from);
    };
  }
}
