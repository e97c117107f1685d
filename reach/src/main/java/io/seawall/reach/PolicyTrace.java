package io.seawall.reach;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.reach.Matching.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Repeats the evaluation of policies for one packet and names the rule that decides, or the
/// nearest that missed.
final class PolicyTrace {
  private static final String REQUEST = "it depends on the request of HTTP that is sent";

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
      return unenforced(question, "the cluster has no policy engine");
    }
    Optional<Coverage.Gap> gap = selector.coverage().gap(subject);
    if (gap.filter(Coverage.Gap::sure).isPresent()) {
      return unenforced(question, gap.get().why());
    }
    Reason reason = why(question, hop.picks(subject.id()));
    boolean open =
        reason.opinion() == Reason.Opinion.ALLOW || reason.opinion() == Reason.Opinion.NO_OPINION;
    if (open || gap.isEmpty()) {
      return reason;
    }
    return new Reason(
        Reason.Opinion.UNKNOWN, reason.object(), reason.rule(), reason.where(), gap.get().why());
  }

  /// Why policies that pick the subject treat the packet as they do.
  ///
  /// @param picks in the order of evaluation of their tiers
  Reason why(
      Direction direction, List<Pick> picks, Endpoint subject, Endpoint peer, Packet packet) {
    return why(new Question(direction, subject, peer, packet), picks);
  }

  private Reason why(Question question, List<Pick> picks) {
    List<List<Pick>> tiers = TierOrder.byTier(picks);
    Reason reason =
        Reason.of(
            Reason.Opinion.NO_OPINION,
            tiers.isEmpty()
                ? "no policy selects it for "
                    + word(question.direction)
                    + ", so everything is allowed"
                : "no policy that selects it for " + word(question.direction) + " stops this");
    for (List<Pick> tier : tiers.reversed()) {
      reason = decided(question, tier, new After(reason, false));
    }
    return reason.after(rungs(question, tiers));
  }

  /// What comes after a tier.
  ///
  /// @param next what the tiers after it make of the packet
  /// @param alone whether the tier is looked at by itself, so that passing a packet on is an answer
  private record After(Reason next, boolean alone) {
    Reason passed(TierOrder.Step step) {
      return alone
          ? reason(
              step, Reason.Opinion.NO_OPINION, "passes " + peersWord(step.rule().peers()) + " on")
          : next;
    }

    boolean agree(Reason one, Reason other) {
      return alone
          ? one.opinion() != Reason.Opinion.UNKNOWN && one.opinion() == other.opinion()
          : one.opinion().agrees(other.opinion());
    }
  }

  /// What each tier says, from the first to the one that decides; none where there is only one.
  private List<Reason.Rung> rungs(Question question, List<List<Pick>> tiers) {
    if (tiers.size() < 2) {
      return List.of();
    }
    List<Reason.Rung> rungs = new ArrayList<>();
    Reason silent = Reason.of(Reason.Opinion.NO_OPINION, "none of its rules speaks of this");
    for (List<Pick> tier : tiers) {
      Reason said = decided(question, tier, new After(silent, true));
      rungs.add(new Reason.Rung(tier.getFirst().policy().tier().name(), said));
      if (said.opinion() == Reason.Opinion.ALLOW || said.opinion() == Reason.Opinion.DENY) {
        break;
      }
    }
    return rungs;
  }

  /// @param why nobody enforces the policies of the subject
  private Reason unenforced(Question question, String why) {
    List<Policy> idle =
        written.stream()
            .filter(policy -> policy.direction() == question.direction)
            .filter(policy ->
                selector.select(policy.subject()).possible().contains(question.subject.id()))
            .toList();
    if (idle.isEmpty()) {
      return Reason.of(
          Reason.Opinion.NO_OPINION,
          why + ", and no policy selects it for " + word(question.direction));
    }
    Policy first = idle.getFirst();
    return new Reason(
        Reason.Opinion.NO_OPINION,
        first.title(),
        "",
        Optional.of(first.where()),
        "nobody enforces " + titles(idle) + ": " + why);
  }

  private static String titles(List<Policy> policies) {
    String names = policies.stream().limit(3).map(Policy::title).collect(Collectors.joining(", "));
    return policies.size() > 3 ? names + " and " + (policies.size() - 3) + " more" : names;
  }

  /// What a tier makes of the packet, if all orders in which it may be asked agree.
  private Reason decided(Question question, List<Pick> tier, After after) {
    @Nullable Reason first = null;
    for (List<TierOrder.Step> steps : TierOrder.of(tier)) {
      Reason one = decided(question, tier, steps, after);
      if (one.opinion() == Reason.Opinion.UNKNOWN) {
        return one;
      }
      if (first != null && !after.agree(first, one)) {
        return new Reason(
            Reason.Opinion.UNKNOWN,
            first.object(),
            first.rule(),
            first.where(),
            first.text()
                + ", but "
                + one.object()
                + " of the same priority does not: either may"
                + " be asked first");
      }
      first = first == null ? one : first;
    }
    return first == null ? after.next : first;
  }

  /// Backwards, as [Decisions.Fold] does: a rule that possibly matches leaves a doubt only if the
  /// packet would fare differently without it.
  private Reason decided(
      Question question, List<Pick> tier, List<TierOrder.Step> steps, After after) {
    Reason now = unmatched(question, tier, steps, after.next);
    for (TierOrder.Step step : steps.reversed()) {
      Match match = match(question, step.rule());
      if (match == Match.NO) {
        continue;
      }
      Reason matched = step.rule().verdict() == Verdict.PASS ? after.passed(step) : byRule(step);
      Optional<String> portDoubt = portDoubt(question, step.rule());
      if (match == Match.YES && step.pick().sure() && portDoubt.isEmpty()) {
        now = matched;
      } else if (!after.agree(matched, now)) {
        now =
            match == Match.YES && portDoubt.isPresent()
                ? reason(step, Reason.Opinion.UNKNOWN, "cannot be told: " + portDoubt.get())
                : doubted(question, step);
      }
    }
    return now;
  }

  /// What becomes of a packet that no rule of the tier matches.
  private Reason unmatched(
      Question question, List<Pick> tier, List<TierOrder.Step> steps, Reason next) {
    List<Pick> isolating =
        tier.stream().filter(pick -> pick.policy().unmatched() == Verdict.DENY).toList();
    boolean sure = isolating.stream().anyMatch(Pick::sure);
    if (isolating.isEmpty() || (!sure && next.opinion() == Reason.Opinion.DENY)) {
      return next;
    }
    return byIsolation(question, isolating, steps, sure);
  }

  private static Reason byRule(TierOrder.Step step) {
    Rule rule = step.rule();
    boolean allowed = rule.verdict() == Verdict.ALLOW;
    String port = allowed && !rule.ports().packets().isAll() ? " on this port" : "";
    return reason(
        step,
        allowed ? Reason.Opinion.ALLOW : Reason.Opinion.DENY,
        (allowed ? "allows " : "denies ") + peersWord(rule.peers()) + port);
  }

  private Reason doubted(Question question, TierOrder.Step step) {
    return reason(
        step,
        Reason.Opinion.UNKNOWN,
        "cannot be told: " + doubt(question, step.rule().peers(), step.pick()));
  }

  private static Reason reason(TierOrder.Step step, Reason.Opinion opinion, String text) {
    SourceRef where = step.rule().where();
    return new Reason(
        opinion, step.pick().policy().title(), where.field(), Optional.of(where), text);
  }

  private String doubt(Question question, Peers peers, Pick pick) {
    if (peers instanceof Peers.Unknown(var missing)) {
      return missing;
    }
    if (!pick.policy().subjectSure()) {
      return "whether this object is in force is not known";
    }
    if (!pick.sure()) {
      return missing(question.subject, pick.policy().subject())
          .findFirst()
          .orElse(
              "whether the policy selects this pod hangs on labels of a namespace that was not"
                  + " read");
    }
    return switch (peers) {
      case Peers.Unknown(var missing) -> missing;
      case Peers.Addresses _, Peers.Block _ ->
          "which address the pod or node has decides, and the input does not say";
      case Peers.Pods _ -> "the labels of a namespace decide, and no Namespace object was read";
      case Peers.Nodes _ -> "the labels of the node decide, and they are not read";
      case Peers.Tag(var name) -> "the addresses of the service tag " + name + " are not known";
      case Peers.Identified _ -> "whether the sender is in the mesh is not known";
      case Peers.Sending _ -> REQUEST;
      case Peers.ApplicationGroup _ -> "the members of an application security group are not known";
      case Peers.AnyOf _, Peers.AllOf _, Peers.Not _, Peers.Everybody _, Peers.Outside _ ->
          missing(question.peer, peers)
              .findFirst()
              .orElse("it is not known whether the rule matches");
    };
  }

  /// What would have to be known to tell whether these mean the endpoint.
  private Stream<String> missing(Endpoint endpoint, Peers peers) {
    return switch (peers) {
      case Peers.Unknown(var missing) -> Stream.of(missing);
      case Peers.Sending _ -> Stream.of(REQUEST);
      case Peers.AnyOf(var inner) ->
          inner.stream()
              .filter(one -> selector.select(one).possible().contains(endpoint.id()))
              .flatMap(one -> missing(endpoint, one));
      case Peers.AllOf(var inner) -> inner.stream().flatMap(one -> missing(endpoint, one));
      case Peers.Not(var inner) -> missing(endpoint, inner);
      case Peers.Pods _,
          Peers.Nodes _,
          Peers.Addresses _,
          Peers.Block _,
          Peers.Tag _,
          Peers.Identified _,
          Peers.ApplicationGroup _,
          Peers.Everybody _,
          Peers.Outside _ ->
          Stream.empty();
    };
  }

  private Reason byIsolation(
      Question question, List<Pick> isolating, List<TierOrder.Step> steps, boolean sure) {
    Policy first =
        isolating.stream()
            .filter(pick -> pick.sure() == sure)
            .findFirst()
            .orElse(isolating.getFirst())
            .policy();
    String who = titles(isolating.stream().map(Pick::policy).toList());
    String text =
        "selected by " + who + " for " + word(question.direction) + ", and no rule allows this";
    if (!sure && !first.subjectSure()) {
      text += "; whether this object is in force is not known";
    }
    Optional<TierOrder.Step> near = nearest(question, steps);
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
  private Optional<TierOrder.Step> nearest(Question question, List<TierOrder.Step> steps) {
    Optional<TierOrder.Step> byPort = Optional.empty();
    for (TierOrder.Step step : steps) {
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

  /// Why it cannot be told whether the rule means the port of the packet, where it may.
  private Optional<String> portDoubt(Question question, Rule rule) {
    if (matching(question).pastFirst(rule).contains(question.packet)) {
      return Optional.of(
          "Cilium before 1.17, on AKS below Kubernetes 1.32, does not know ranges of ports"
              + " (endPort)");
    }
    return packets(question, rule).contains(question.packet)
        ? Optional.empty()
        : nameElsewhere(question, rule)
            .map(port ->
                "Cilium looks the name "
                    + port.name()
                    + " up among the ports of all pods, and another pod has this port");
  }

  /// A name of a port in a rule for egress that may be taken for that of another pod.
  private Optional<NamedPort> nameElsewhere(Question question, Rule rule) {
    return question.direction == Direction.INGRESS
        ? Optional.empty()
        : rule.ports().named().stream()
            .filter(port -> selector.anywhere(port).contains(question.packet))
            .findFirst();
  }

  private Match match(Question question, Rule rule) {
    return packets(question, rule).contains(question.packet)
            || nameElsewhere(question, rule).isPresent()
        ? peerMatch(question, rule)
        : Match.NO;
  }

  private Match peerMatch(Question question, Rule rule) {
    return matching(question).peers(rule);
  }

  private PacketSet packets(Question question, Rule rule) {
    return matching(question).packets(rule);
  }

  private Matching matching(Question question) {
    return new Matching(selector, question.direction, question.subject, question.peer);
  }

  private static String peersWord(Peers peers) {
    return switch (peers) {
      case Peers.Everybody _ -> "any address";
      case Peers.Block(var block, var exceptions) ->
          exceptions.isEmpty() ? block.toString() : block + " except " + exceptions;
      case Peers.Addresses _ -> "this address";
      case Peers.Pods _ -> "these pods";
      case Peers.Nodes _ -> "these nodes";
      case Peers.Outside _ -> "addresses outside of the cluster";
      case Peers.Identified(var attributes) ->
          attributes.isAny() ? "any identity of the mesh" : "these identities of the mesh";
      case Peers.Sending _ -> "these requests";
      case Peers.Not(Peers.Identified(var attributes)) when attributes.isAny() -> "plain text";
      case Peers.AllOf(var inner) ->
          inner.stream()
              .filter(one -> !(one instanceof Peers.Unknown) && !(one instanceof Peers.Not))
              .findFirst()
              .map(PolicyTrace::peersWord)
              .orElse("these peers");
      case Peers.Not _ -> "these peers";
      case Peers.Tag(var name) -> name;
      case Peers.AnyOf(var inner) ->
          inner.size() == 1 ? peersWord(inner.getFirst()) : "one of its " + inner.size() + " peers";
      case Peers.ApplicationGroup _ -> "the members of an application security group";
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
