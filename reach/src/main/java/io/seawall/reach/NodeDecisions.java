package io.seawall.reach;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.NodePolicy.Stage;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What policies for nodes let by at the nodes of a pool, as one engine enforces them.
///
/// Source: Calico documentation, "Summary of host endpoint policies", "Apply on forwarded traffic",
/// "Pre-DNAT policy"; Cilium documentation, "Host Policies".
final class NodeDecisions {
  private static final Tier PROFILES =
      new Tier(Double.POSITIVE_INFINITY, "profiles", Tier.Fold.FIRST_BY_NAME);

  private final PeerSelector selector;
  private final Map<Direction, PolicyFold> folds = new EnumMap<>(Direction.class);
  private final List<NodePolicy> policies;
  private final Decisions open;
  private final boolean alike;
  private final boolean beforeNat;
  private final Map<Key, Answer> known = new HashMap<>();

  /// What packets meet at a node.
  ///
  /// @param guards each that may stand there
  /// @param forwarded whether the node hands them on to a pod or from one
  /// @param local the end on the node: the node itself, or a pod there
  record Place(PossibleGuards guards, Direction direction, boolean forwarded, Endpoint local) {}

  /// @param local -1 where it does not matter which pod or node it is
  private record Key(PossibleGuards guards, Direction direction, boolean forwarded, int local) {}

  /// What is let by, and the policies of each possible guard; none of them where there is no guard.
  record Answer(Decisions decisions, List<List<Pick>> picks) {}

  /// @param policies those that the engine acts on
  NodeDecisions(Universe universe, PeerSelector selector, List<NodePolicy> policies) {
    this.selector = selector;
    for (Direction direction : Direction.values()) {
      folds.put(direction, new PolicyFold(universe, selector, direction));
    }
    this.policies =
        policies.stream()
            .sorted(
                Comparator.comparing(NodePolicy::stage)
                    .thenComparing(NodePolicy::policy, Picks.ORDER))
            .toList();
    this.open = new Decisions.Fold(universe.everybody()).done();
    this.beforeNat = policies.stream().anyMatch(one -> one.stage() == Stage.BEFORE_NAT);
    this.alike =
        policies.stream()
            .flatMap(one -> one.policy().rules().stream())
            .allMatch(
                rule -> rule.local() instanceof Peers.Everybody && rule.ports().named().isEmpty());
  }

  /// Whether any policy speaks of what nodes forward.
  boolean speakOfForwarded() {
    return policies.stream().anyMatch(NodePolicy::forwarded);
  }

  /// What is let by there.
  Answer at(Place place) {
    int local = alike ? -1 : place.local().id();
    Key key = new Key(place.guards(), place.direction(), place.forwarded(), local);
    Answer before = known.get(key);
    if (before == null) {
      before = find(place);
      known.put(key, before);
    }
    return before;
  }

  private Answer find(Place place) {
    Map<List<Choice>, List<Pick>> byChoice = new HashMap<>();
    Set<List<Pick>> distinct = new LinkedHashSet<>();
    @Nullable Decisions all = null;
    for (Optional<Guard> guard : place.guards().members()) {
      List<Choice> choices = guard.map(one -> choices(one, place)).orElse(List.of());
      List<Pick> picks = byChoice.computeIfAbsent(choices, NodeDecisions::picks);
      if (distinct.add(picks)) {
        Decisions one = picks.isEmpty() ? open : fold(picks, place);
        all = all == null ? one : all.either(one);
      }
    }
    return new Answer(all == null ? open : all, List.copyOf(distinct));
  }

  private Decisions fold(List<Pick> picks, Place place) {
    boolean honoured = selector.coverage().exceptionsHonoured(place.local());
    PolicyFold fold = Objects.requireNonNull(folds.get(place.direction()));
    return fold.of(picks, Map.of(), honoured);
  }

  private static List<Pick> picks(List<Choice> choices) {
    return choices.stream()
        .map(choice -> new Pick(choice.policy, choice.sure, choice.rules))
        .toList();
  }

  /// A policy that picks a guard.
  ///
  /// @param rules those that speak of the end on the node
  private record Choice(Policy policy, boolean sure, List<Rule> rules) {}

  private List<Choice> choices(Guard guard, Place place) {
    List<Choice> choices = new ArrayList<>();
    for (NodePolicy one : policies) {
      if (one.policy().direction() == place.direction() && isAsked(one, place)) {
        Optional<Boolean> picked = picks(one.policy(), guard);
        if (picked.orElse(true)) {
          boolean sure =
              picked.isPresent() && one.policy().subjectSure() && isSure(one, guard, place);
          List<Rule> rules = rules(one.policy(), guard, place);
          boolean skips = place.forwarded() && one.stage() == Stage.FAILSAFE;
          choices.add(new Choice(one.policy(), sure, skips ? eitherWay(rules) : rules));
        }
      }
    }
    if (!place.forwarded() && guard.otherwise() != Guard.Otherwise.OPEN) {
      choices.add(profiles(guard, place.direction()));
    }
    return choices;
  }

  private boolean isAsked(NodePolicy policy, Place place) {
    if (!place.forwarded()) {
      return true;
    }
    return switch (policy.stage()) {
      case FAILSAFE -> policy.forwarded() || (place.direction() == Direction.INGRESS && beforeNat);
      case UNTRACKED, BEFORE_NAT -> place.direction() == Direction.INGRESS;
      case NORMAL -> policy.forwarded();
    };
  }

  /// Failsafe ports of a node may be let past the policies before DNAT for packets to pods, too:
  /// they are asked before it is known where a packet goes. Untracked policies are not for
  /// endpoints of every interface ("Host endpoint": they do not support it), and the documentation
  /// counts them out for packets to pods, without saying so of their denials.
  private static boolean isSure(NodePolicy policy, Guard guard, Place place) {
    return switch (policy.stage()) {
      case FAILSAFE -> !place.forwarded();
      case UNTRACKED -> !guard.everyInterface() && !place.forwarded();
      case BEFORE_NAT, NORMAL -> true;
    };
  }

  /// What is let past the policies before DNAT meets the others, which may stop what those allow.
  private static List<Rule> eitherWay(List<Rule> rules) {
    List<Rule> all = new ArrayList<>(rules);
    for (Rule rule : rules) {
      all.add(
          new Rule(
              Verdict.DENY, rule.local(), rule.peers(), rule.ports(), rule.name(), rule.where()));
    }
    return all;
  }

  /// Whether it does; empty if labels decide that are not known.
  private static Optional<Boolean> picks(Policy policy, Guard guard) {
    return policy.subject() instanceof Peers.Nodes(var test)
        ? test.passes(guard.labels(), _ -> !guard.labelsKnown())
        : Optional.empty();
  }

  private static Choice profiles(Guard guard, Direction direction) {
    Policy policy =
        new Policy(
            "HostEndpoint",
            Optional.empty(),
            guard.name(),
            PROFILES,
            0,
            direction,
            new Peers.Nodes(LabelTest.any()),
            true,
            List.of(),
            Verdict.DENY,
            guard.where().orElse(SourceRef.of("", 0)));
    return new Choice(policy, guard.otherwise() == Guard.Otherwise.CLOSED, List.of());
  }

  private List<Rule> rules(Policy policy, Guard guard, Place place) {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      Selection side = selector.select(rule.local());
      int local = place.local().id();
      if (side.possible().contains(local)) {
        Rule sided = side.sure().contains(local) ? rule : Picks.doubted(rule);
        rules.addAll(
            place.direction() == Direction.INGRESS
                ? numbered(sided, guard, place)
                : List.of(sided));
      }
    }
    return rules;
  }

  /// The rule with the ports that its names stand for at the receiver.
  private List<Rule> numbered(Rule rule, Guard guard, Place place) {
    if (rule.ports().named().isEmpty()) {
      return List.of(rule);
    }
    PacketSet packets = rule.ports().packets();
    List<Rule> rules = new ArrayList<>();
    for (NamedPort port : rule.ports().named()) {
      if (place.forwarded()) {
        packets = packets.or(selector.resolve(port, (Endpoint.Pods) place.local()));
      } else if (guard.ports().isPresent()) {
        packets = packets.or(guard.ports().get().getOrDefault(port, PacketSet.EMPTY));
      } else {
        Peers unknown = new Peers.Unknown("which port " + port.name() + " is at a node");
        rules.add(
            with(
                rule.withPeers(new Peers.AllOf(List.of(unknown, rule.peers()))),
                PacketSet.of(port.protocol())));
      }
    }
    rules.addFirst(with(rule, packets));
    return rules;
  }

  private static Rule with(Rule rule, PacketSet packets) {
    PortMatch ports = new PortMatch(packets, List.of(), rule.ports().beyondFirst());
    return new Rule(rule.verdict(), rule.local(), rule.peers(), ports, rule.name(), rule.where());
  }
}
