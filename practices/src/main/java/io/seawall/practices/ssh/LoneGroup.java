package io.seawall.practices.ssh;

import io.seawall.model.Bounds;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.practices.Check;
import io.seawall.practices.Cuts;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.GroupAlone;
import io.seawall.practices.GroupAlone.Peer;
import io.seawall.practices.Situation;
import io.seawall.reach.Space;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One security group in an input without a cluster, judged by its own rules alone: what it would
/// let by to TCP 22 of the machines that it guards.
record LoneGroup(Situation situation, Check check, Severity severity, SecurityGroup group) {
  /// The most addresses that count as a team's bastions where none are declared: a /24, or a /64,
  /// in all.
  private static final BigInteger MOST_BASTIONS = BigInteger.valueOf(256);

  private static final BigInteger MOST_BASTIONS_V6 = BigInteger.TWO.pow(64);

  /// A packet that shows something.
  private record Shown(String from, Peer peer, AddressSet local, Packet packet) {}

  Finding fromInternet() {
    AddressSet named = bastions();
    Optional<Shown> open = Optional.empty();
    Optional<Shown> doubted = Optional.empty();
    List<Named> peers = new ArrayList<>();
    parts(Space.PUBLIC.minus(named))
        .forEach(part -> peers.add(new Named(part.first().toString(), Peer.outside(set(part)))));
    TagWay.tags(List.of(group))
        .forEach(tag -> peers.add(new Named("service tag " + tag, Peer.behind(tag))));
    for (Named peer : peers) {
      Inside inside = inside(peer);
      open = open.or(() -> inside.open);
      doubted = doubted.or(() -> inside.doubted);
    }
    if (open.isPresent()) {
      return refuted("lets the Internet open TCP 22", open.get());
    }
    return doubted
        .map(shown ->
            unknown(
                "may let the Internet open TCP 22",
                shown,
                new Missing(
                    "which addresses a rule of the group means",
                    "az network list-service-tags -l LOCATION -o json (to read yourself)")))
        .orElseGet(() ->
            proved(
                "lets nobody on the Internet open TCP 22",
                "no route of the subnet leads 0.0.0.0/0 to an appliance",
                named));
  }

  /// The network is somewhere in private space: open if it is wherever it lies, or where a rule
  /// names the addresses.
  Finding fromNetwork() {
    AddressSet named = bastions();
    Optional<Shown> byName = Optional.empty();
    Optional<Shown> somewhere = Optional.empty();
    boolean everywhere = true;
    for (AddressRange part : parts(Space.PRIVATE.minus(named))) {
      Inside inside = inside(new Named("a machine of its network", Peer.inNetwork(set(part))));
      everywhere &= inside.open.isPresent();
      byName = byName.or(() -> inside.open.filter(this::isNamed));
      somewhere = somewhere.or(inside::any);
    }
    if (byName.isPresent() || everywhere) {
      return refuted(
          "lets its network open TCP 22", (byName.isPresent() ? byName : somewhere).orElseThrow());
    }
    return somewhere
        .map(shown ->
            unknown(
                "may let its network open TCP 22",
                shown,
                new Missing(
                    "the address space of the network that the group is attached in",
                    "az network vnet list -o json")))
        .orElseGet(() ->
            proved(
                "lets nobody in its network open TCP 22",
                "the network has private addresses",
                named));
  }

  /// What the group lets one peer do, to a machine wherever it is.
  private record Inside(Optional<Shown> open, Optional<Shown> doubted) {
    Optional<Shown> any() {
      return open.isPresent() ? open : doubted;
    }
  }

  private Inside inside(Named peer) {
    Optional<Shown> open = Optional.empty();
    Optional<Shown> doubted = Optional.empty();
    for (AddressSet local : alone().locals()) {
      Bounds packets = alone().packets(peer.peer, local);
      open = open.or(() -> shown(peer, local, packets.sure().and(PodWays.SSH).witness()));
      doubted = doubted.or(() -> shown(peer, local, packets.possible().and(PodWays.SSH).witness()));
    }
    return new Inside(open, doubted);
  }

  private record Named(String name, Peer peer) {}

  private static Optional<Shown> shown(Named peer, AddressSet local, Optional<Packet> packet) {
    return packet.map(one -> new Shown(peer.name, peer.peer, local, one));
  }

  /// Whether a rule that names addresses lets it by, and not one for the whole network.
  private boolean isNamed(Shown shown) {
    return decider(shown).filter(rule -> !(rule.peers() instanceof Peers.Tag)).isPresent();
  }

  private GroupAlone alone() {
    return new GroupAlone(group, Direction.INGRESS);
  }

  private List<AddressRange> parts(AddressSet space) {
    Cuts cuts = new Cuts();
    group.rules(Direction.INGRESS).forEach(rule -> cuts.at(rule.peers()));
    return cuts.parts(space);
  }

  private static AddressSet set(AddressRange range) {
    return AddressSet.of(List.of(range));
  }

  /// The declared bastions; where there are none, what rules name for port 22, if it is small and
  /// all of it together is.
  private AddressSet bastions() {
    AddressSet declared = situation.config().bastions();
    if (!declared.isEmpty()) {
      return declared;
    }
    AddressSet named = AddressSet.EMPTY;
    for (Rule rule : group.rules(Direction.INGRESS)) {
      AddressSet sources = GroupAlone.explicit(rule.peers());
      Ports ports = rule.ports().packets().destinations(Protocol.TCP);
      if (rule.verdict() == Verdict.ALLOW
          && ports.contains(22)
          && ports != Ports.ALL
          && isSmall(sources)) {
        named = named.or(sources);
      }
    }
    return isSmall(named) ? named : AddressSet.EMPTY;
  }

  private static boolean isSmall(AddressSet addresses) {
    return addresses.and(AddressSet.ALL_V4).size().compareTo(MOST_BASTIONS) <= 0
        && addresses.and(AddressSet.ALL_V6).size().compareTo(MOST_BASTIONS_V6) <= 0;
  }

  private Optional<Rule> decider(Shown shown) {
    return alone().decider(shown.peer, shown.local, shown.packet);
  }

  private List<Step> steps(Shown shown) {
    return decider(shown)
        .map(rule ->
            new Step(
                "NSG inbound",
                rule.verdict() == Verdict.ALLOW ? "allow" : "unknown",
                group.title(),
                rule.where().field(),
                Optional.of(rule.where()),
                rule.verdict() == Verdict.ALLOW ? "allows it" : "may deny it"))
        .stream()
        .toList();
  }

  private Finding refuted(String summary, Shown shown) {
    return placed(Finding.refuted(check, severity, subject(), summary), shown);
  }

  private Finding unknown(String summary, Shown shown, Missing missing) {
    return placed(Finding.unknown(check, severity, subject(), summary, List.of(missing)), shown);
  }

  private Finding placed(Finding finding, Shown shown) {
    List<Step> steps = steps(shown);
    return finding
        .shown(new Witness(shown.from, subject(), shown.packet.toString()), steps)
        .at(
            steps.stream()
                .flatMap(step -> step.where().stream())
                .findFirst()
                .orElse(group.where()));
  }

  private Finding proved(String summary, String assumption, AddressSet named) {
    List<String> assumptions = new ArrayList<>();
    assumptions.add(assumption);
    if (situation.config().bastions().isEmpty() && !named.isEmpty()) {
      assumptions.add(group.title() + " names bastions: " + named.ranges().getFirst());
    }
    return Finding.proved(check, severity, subject(), summary)
        .assuming(assumptions)
        .at(group.where());
  }

  private String subject() {
    return "nsg " + group.name();
  }
}
