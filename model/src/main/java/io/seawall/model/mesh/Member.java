package io.seawall.model.mesh;

import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a mesh makes of the pods of a workload. Compared by identity: pods that a mesh treats alike
/// share one.
public final class Member {
  /// No mesh has anything to say of the pods.
  public static final Member NONE = new Member(Optional.empty(), List.of(), List.of());

  /// What the pods send.
  ///
  /// @param identity the attributes of the certificate that they show; see [Identity]
  /// @param stranger what a pod of the same mesh would show of which nobody knows: one with the
  ///   default account of a namespace that does not exist yet
  /// @param plainToo whether any process of theirs can send plain text that reaches a pod, as a
  ///   call to the address of a pod does in Istio's sidecar mode
  /// @param tunnel the packets in which the mesh carries connections between its pods; empty if
  ///   they keep their ports
  public record Sends(
      Map<String, String> identity,
      Map<String, String> stranger,
      boolean plainToo,
      Optional<PacketSet> tunnel) {
    public Sends {
      identity = Map.copyOf(identity);
      stranger = Map.copyOf(stranger);
    }
  }

  /// A mesh and how the pods stand to it.
  ///
  /// @param sends what they send if they are in it
  public record Place(Mesh mesh, Standing standing, Sends sends) {
    /// Whether the pods are in the mesh; empty if that is not known.
    public Optional<Boolean> in() {
      return switch (standing) {
        case Standing.In _ -> Optional.of(true);
        case Standing.Out _ -> Optional.of(false);
        case Standing.Unknown _ -> Optional.empty();
      };
    }
  }

  private final Optional<Place> place;
  private final List<Policy> inbound;
  private final List<Note> notes;

  /// @param place empty if no mesh speaks of the pods
  /// @param inbound what the proxy does with packets to the pods, as policies in the tiers of
  ///   [Stage] if the pods are in the mesh; each picks the pods, whatever its subject says
  /// @param notes what else is to be said of the objects that speak of the pods
  public Member(Optional<Place> place, List<Policy> inbound, List<Note> notes) {
    this.place = place;
    this.inbound = List.copyOf(inbound);
    this.notes = List.copyOf(notes);
  }

  /// The same with further policies; nothing changes where no mesh speaks of the pods.
  public Member after(List<Policy> more) {
    if (place.isEmpty()) {
      return this;
    }
    List<Policy> all = new ArrayList<>(more);
    all.addAll(inbound);
    return new Member(place, all, notes);
  }

  /// The same without what is said at a stage.
  public Member without(Stage stage) {
    List<Policy> others =
        inbound.stream().filter(policy -> !policy.tier().equals(stage.tier())).toList();
    return others.size() == inbound.size() ? this : new Member(place, others, notes);
  }

  /// The same as if no rule let anybody by: what is then refused is refused by default.
  public Member withoutAllows() {
    List<Policy> bare =
        inbound.stream()
            .map(policy ->
                Stage.of(policy.tier()).isOfRules()
                    ? policy.with(
                        policy.subjectSure(),
                        policy.rules().stream()
                            .filter(rule -> rule.verdict() != Verdict.ALLOW)
                            .toList())
                    : policy)
            .toList();
    return new Member(place, bare, notes);
  }

  /// The mesh and how the pods stand to it.
  public Optional<Place> place() {
    return place;
  }

  /// What the proxy does with packets to the pods.
  public List<Policy> inbound() {
    return inbound;
  }

  /// What else is to be said.
  public List<Note> notes() {
    return notes;
  }

  /// Whether the pods are in a mesh; empty if that is not known.
  public Optional<Boolean> in() {
    return place.isEmpty() ? Optional.of(false) : place.get().in();
  }
}
