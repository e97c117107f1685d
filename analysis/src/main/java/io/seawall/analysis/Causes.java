package io.seawall.analysis;

import io.seawall.analysis.Connections.End;
import io.seawall.analysis.Differences.Difference;
import io.seawall.analysis.Explanations.Explained;
import io.seawall.analysis.Explanations.Gate;
import io.seawall.analysis.Explanations.Passage;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Situation;
import io.seawall.reach.Part;
import io.seawall.reach.Part.Role;
import io.seawall.reach.Part.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the objects that are behind a difference: those that are not the same before and after,
/// and have another share in the packets that fare differently.
///
/// Cost: an explanation of the pair before and one after.
public final class Causes {
  private final Side before;
  private final Side after;
  private final ChangedObjects changed;

  private record Side(Situation situation, Explanations explanations) {}

  /// @param policiesAlone as [Connections#of] has it
  public Causes(Situation before, Situation after, boolean policiesAlone) {
    this.before = new Side(before, new Explanations(before, policiesAlone));
    this.after = new Side(after, new Explanations(after, policiesAlone));
    this.changed = new ChangedObjects(before.snapshot(), after.snapshot());
  }

  /// What became of an object.
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED,
    /// It stops the packets, or may, and did not before; it may be the same object.
    IN_THE_WAY_NOW,
    /// It stopped the packets, or might have, and does no more.
    IN_THE_WAY_BEFORE
  }

  /// An object, or a rule of it, that is behind a difference.
  ///
  /// @param object in the words of its dialect, such as `NetworkPolicy shop/web spec.ingress[0]`
  /// @param where in the input after, or in that before if it is removed; empty if it has no place
  public record Cause(String object, Change change, Optional<SourceRef> where) {}

  /// The share of a policy, wherever it is written.
  private record Said(Direction direction, String policy, Role role, List<Content> rules) {}

  private record Content(Verdict verdict, Peers local, Peers peers, PortMatch ports) {}

  /// The objects behind the difference, policies first; none if no object that changed has another
  /// share in it.
  public List<Cause> of(Difference one) {
    Optional<Explained> old = before.explanations.of(one.from(), one.to());
    Optional<Explained> fresh = after.explanations.of(one.from(), one.to());
    PacketSet packets = packets(one);
    Set<Cause> causes = new LinkedHashSet<>();
    policies(shares(old, packets), shares(fresh, packets), causes);
    for (End end : List.of(one.from(), one.to())) {
      if (end instanceof End.Pods(var id)) {
        causes.addAll(changed.of(id));
      }
    }
    gates(gates(old, packets), gates(fresh, packets), causes);
    return List.copyOf(causes);
  }

  /// The packets of which something else is known before and after.
  private static PacketSet packets(Difference one) {
    PacketSet sure = differ(one.before().sure(), one.after().sure());
    return sure.or(differ(one.before().possible(), one.after().possible()));
  }

  private static PacketSet differ(PacketSet a, PacketSet b) {
    return a.minus(b).or(b.minus(a));
  }

  private static Map<Said, Share> shares(Optional<Explained> pair, PacketSet packets) {
    Map<Said, Share> out = new LinkedHashMap<>();
    for (Passage passage : pair.map(Explained::passages).orElse(List.of())) {
      if (!passage.packets().disjoint(packets)) {
        add(Direction.EGRESS, passage.egress(), out);
        add(Direction.INGRESS, passage.ingress(), out);
      }
    }
    return out;
  }

  private static void add(Direction direction, Part part, Map<Said, Share> out) {
    for (Share share : part.shares()) {
      List<Content> rules =
          share.role() == Role.ISOLATES
              ? List.of()
              : share.rules().stream().map(Causes::content).toList();
      out.putIfAbsent(new Said(direction, share.policy().title(), share.role(), rules), share);
    }
  }

  private static Content content(Rule rule) {
    return new Content(rule.verdict(), rule.local(), rule.peers(), rule.ports());
  }

  /// Policies that say something else, and are not the same.
  private void policies(Map<Said, Share> old, Map<Said, Share> fresh, Set<Cause> causes) {
    Map<String, List<Share>> byPolicy = new LinkedHashMap<>();
    fresh.forEach((said, share) -> {
      if (!old.containsKey(said)) {
        byPolicy.computeIfAbsent(said.policy, _ -> new ArrayList<>()).add(share);
      }
    });
    old.forEach((said, share) -> {
      if (!fresh.containsKey(said)) {
        byPolicy.computeIfAbsent(said.policy, _ -> new ArrayList<>());
        if (changed.policy(said.policy).filter(one -> one == Change.REMOVED).isPresent()) {
          byPolicy.get(said.policy).add(share);
        }
      }
    });
    byPolicy.forEach((title, shares) ->
        changed
            .policy(title)
            .ifPresent(change -> {
              if (shares.isEmpty()) {
                causes.add(new Cause(title, change, changed.place(title)));
              }
              shares.forEach(share -> causes.add(cause(share, change)));
            }));
  }

  private static Cause cause(Share share, Change change) {
    Policy policy = share.policy();
    if (share.role() == Role.ISOLATES) {
      return new Cause(policy.title(), change, Optional.of(policy.where()));
    }
    SourceRef rule = share.rules().getFirst().where();
    return new Cause(policy.title() + " " + rule.field(), change, Optional.of(rule));
  }

  private static Map<String, Gate> gates(Optional<Explained> pair, PacketSet packets) {
    Map<String, Gate> out = new LinkedHashMap<>();
    for (Gate gate : pair.map(Explained::gates).orElse(List.of())) {
      if (!gate.packets().disjoint(packets)) {
        out.putIfAbsent(name(gate), gate);
      }
    }
    return out;
  }

  private static String name(Gate gate) {
    String object = (gate.reason().object() + " " + gate.reason().rule()).strip();
    return object.isEmpty() ? gate.place() + ": " + gate.reason().text() : object;
  }

  /// Hops that stop the packets on one side alone.
  private static void gates(Map<String, Gate> old, Map<String, Gate> fresh, Set<Cause> causes) {
    fresh.forEach((name, gate) -> {
      if (!old.containsKey(name)) {
        causes.add(new Cause(name, Change.IN_THE_WAY_NOW, gate.reason().where()));
      }
    });
    old.forEach((name, gate) -> {
      if (!fresh.containsKey(name)) {
        causes.add(new Cause(name, Change.IN_THE_WAY_BEFORE, gate.reason().where()));
      }
    });
  }
}
