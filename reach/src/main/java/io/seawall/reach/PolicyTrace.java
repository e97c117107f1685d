package io.seawall.reach;

import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Repeats the evaluation of policies for one packet and names the rule that decides, or the
/// nearest that missed.
final class PolicyTrace {
  private final PeerSelector selector;
  private final Engine engine;
  private final List<Policy> written;

  /// @param written every policy of the cluster, enforced or not
  PolicyTrace(PeerSelector selector, Engine engine, List<Policy> written) {
    this.selector = selector;
    this.engine = engine;
    this.written = written;
  }

  /// One question: what becomes of this packet between these two.
  private record Question(Direction direction, Endpoint subject, Endpoint peer, Packet packet) {}

  Reason why(Direction direction, PolicyHop hop, Endpoint subject, Endpoint peer, Packet packet) {
    Question question = new Question(direction, subject, peer, packet);
    if (!engine.enforces()) {
      return unenforced(question);
    }
    for (List<PolicyHop.Pick> tier : PolicyHop.byTier(hop.picks(subject.id()))) {
      Optional<Reason> reason = decided(question, tier);
      if (reason.isPresent()) {
        return reason.get();
      }
    }
    return Reason.of(
        Reason.Opinion.NO_OPINION,
        "no policy selects it for " + word(direction) + ", so everything is allowed");
  }

  private Reason unenforced(Question question) {
    List<Policy> idle =
        written.stream()
            .filter(policy -> policy.direction() == question.direction)
            .filter(policy ->
                selector.select(policy.subject()).possible().contains(question.subject.id()))
            .toList();
    if (idle.isEmpty()) {
      return Reason.of(
          Reason.Opinion.NO_OPINION,
          "no policy engine, and no policy selects it for " + word(question.direction));
    }
    Policy first = idle.getFirst();
    return new Reason(
        Reason.Opinion.NO_OPINION,
        first.title(),
        "",
        Optional.of(first.where()),
        "nobody enforces " + titles(idle) + ": the cluster has no policy engine");
  }

  private static String titles(List<Policy> policies) {
    String names = policies.stream().limit(3).map(Policy::title).collect(Collectors.joining(", "));
    return policies.size() > 3 ? names + " and " + (policies.size() - 3) + " more" : names;
  }

  private Optional<Reason> decided(Question question, List<PolicyHop.Pick> tier) {
    List<PolicyHop.Step> steps = PolicyHop.steps(tier);
    for (PolicyHop.Step step : steps) {
      Match match = match(question, step.rule());
      if (match == Match.NO) {
        continue;
      }
      boolean sure = match == Match.YES && step.pick().sure();
      if (sure && step.rule().verdict() == Verdict.PASS) {
        return Optional.empty();
      }
      return Optional.of(byRule(step, sure));
    }
    List<PolicyHop.Pick> isolating =
        tier.stream().filter(pick -> pick.policy().unmatched() == Verdict.DENY).toList();
    if (isolating.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(byIsolation(question, isolating, steps));
  }

  private Reason byRule(PolicyHop.Step step, boolean sure) {
    Rule rule = step.rule();
    Policy policy = step.pick().policy();
    String text;
    Reason.Opinion opinion;
    if (!sure) {
      opinion = Reason.Opinion.UNKNOWN;
      text = "cannot be told: " + doubt(rule.peers(), step.pick());
    } else if (rule.verdict() == Verdict.ALLOW) {
      opinion = Reason.Opinion.ALLOW;
      text =
          "allows "
              + peersWord(rule.peers())
              + (rule.ports().packets().isAll() ? "" : " on this port");
    } else {
      opinion = Reason.Opinion.DENY;
      text = "denies " + peersWord(rule.peers());
    }
    return new Reason(
        opinion, policy.title(), rule.where().field(), Optional.of(rule.where()), text);
  }

  private static String doubt(Peers peers, PolicyHop.Pick pick) {
    if (!pick.policy().subjectSure()) {
      return "this object could not be read in full";
    }
    return switch (peers) {
      case Peers.Unknown(var missing) -> missing;
      case Peers.Addresses _, Peers.Block _ ->
          "which address the pod or node has decides, and the input does not say";
      case Peers.Pods _ -> "the labels of a namespace decide, and no Namespace object was read";
      case Peers.Tag(var name) -> "the addresses of the service tag " + name + " are not known";
      case Peers.AnyOf _, Peers.Everybody _ -> "it is not known whether the rule matches";
    };
  }

  private Reason byIsolation(
      Question question, List<PolicyHop.Pick> isolating, List<PolicyHop.Step> steps) {
    boolean sure = isolating.stream().anyMatch(PolicyHop.Pick::sure);
    Policy first = isolating.getFirst().policy();
    String who = titles(isolating.stream().map(PolicyHop.Pick::policy).toList());
    String text =
        "selected by " + who + " for " + word(question.direction) + ", and no rule allows this";
    Optional<PolicyHop.Step> near = nearest(question, steps);
    if (near.isPresent()) {
      Rule rule = near.get().rule();
      text +=
          "; nearest: "
              + near.get().pick().policy().title()
              + " "
              + rule.where().field()
              + " ("
              + rule.where().place()
              + ") has "
              + miss(question, rule);
    }
    return new Reason(
        sure ? Reason.Opinion.DENY : Reason.Opinion.UNKNOWN,
        first.title(),
        "",
        Optional.of(first.where()),
        text);
  }

  /// A rule that matches the peer but not the port, else one that matches the port but not the
  /// peer.
  private Optional<PolicyHop.Step> nearest(Question question, List<PolicyHop.Step> steps) {
    Optional<PolicyHop.Step> byPort = Optional.empty();
    for (PolicyHop.Step step : steps) {
      if (step.rule().verdict() != Verdict.ALLOW) {
        continue;
      }
      if (peerMatch(question, step.rule()) != Match.NO) {
        return Optional.of(step);
      }
      if (byPort.isEmpty() && packets(question, step.rule()).contains(question.packet)) {
        byPort = Optional.of(step);
      }
    }
    return byPort;
  }

  private String miss(Question question, Rule rule) {
    return peerMatch(question, rule) == Match.NO
        ? "the port but other peers"
        : "the peer but other ports (" + PacketText.of(packets(question, rule)) + ")";
  }

  private enum Match {
    NO,
    MAYBE,
    YES
  }

  private Match match(Question question, Rule rule) {
    return packets(question, rule).contains(question.packet) ? peerMatch(question, rule) : Match.NO;
  }

  private Match peerMatch(Question question, Rule rule) {
    Selection peers =
        selector.select(rule.peers(), selector.exceptionsHonoured(question.subject.id()));
    if (!peers.possible().contains(question.peer.id())) {
      return Match.NO;
    }
    return peers.sure().contains(question.peer.id()) ? Match.YES : Match.MAYBE;
  }

  private PacketSet packets(Question question, Rule rule) {
    PacketSet packets = rule.ports().packets();
    Endpoint receiver = question.direction == Direction.INGRESS ? question.subject : question.peer;
    for (NamedPort port : rule.ports().named()) {
      if (receiver instanceof Endpoint.Pods pods) {
        packets = packets.or(selector.resolve(port, pods));
      }
    }
    return packets;
  }

  private static String peersWord(Peers peers) {
    return switch (peers) {
      case Peers.Everybody _ -> "any address";
      case Peers.Block(var block, var exceptions) ->
          exceptions.isEmpty() ? block.toString() : block + " except " + exceptions;
      case Peers.Addresses _ -> "this address";
      case Peers.Pods _ -> "these pods";
      case Peers.Tag(var name) -> name;
      case Peers.AnyOf(var inner) ->
          inner.size() == 1 ? peersWord(inner.getFirst()) : "one of its " + inner.size() + " peers";
      case Peers.Unknown _ -> "somebody unknown";
    };
  }

  private static String word(Direction direction) {
    return switch (direction) {
      case INGRESS -> "ingress";
      case EGRESS -> "egress";
    };
  }
}
