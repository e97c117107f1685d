package io.seawall.model.mesh;

import io.seawall.model.policy.Tier;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The stages in which a packet meets the proxy of a pod. Each is a tier of policies: what one of
/// them decides is not shown to the next.
public enum Stage {
  /// Ports that the proxy itself answers, in every pod of the mesh.
  OWN_PORTS(1, Tier.Fold.FIRST_MATCH),
  /// Ports that go past the proxy.
  CAPTURE(2, Tier.Fold.FIRST_MATCH),
  /// Whether the proxy takes a connection without a certificate of the mesh.
  TRANSPORT(3, Tier.Fold.FIRST_MATCH),
  /// What comes through a proxy in front of several pods, which decided already.
  WAYPOINT(4, Tier.Fold.FIRST_MATCH),
  /// What somebody besides the mesh is asked about, who may refuse it.
  EXTERNAL(5, Tier.Fold.DENY_WINS),
  /// What is refused whatever else says.
  DENIAL(6, Tier.Fold.DENY_WINS),
  /// What is authorised at ports of which some object speaks.
  AUTHORIZATION(7, Tier.Fold.DENY_WINS),
  /// What is authorised by rank: the first that speaks of the sender decides.
  RANKED(8, Tier.Fold.FIRST_MATCH),
  /// What becomes of everything else.
  DEFAULT(9, Tier.Fold.FIRST_MATCH);

  private final int order;
  private final Tier.Fold fold;

  Stage(int order, Tier.Fold fold) {
    this.order = order;
    this.fold = fold;
  }

  /// The stage as a tier.
  public Tier tier() {
    return new Tier(order, name().toLowerCase(Locale.ROOT), fold);
  }

  /// Whether rules that name somebody stand here, and no setting for all.
  public boolean isOfRules() {
    return this == WAYPOINT || this == AUTHORIZATION || this == RANKED;
  }

  /// The stage of this name, as tiers are called.
  public static Optional<Stage> named(String tier) {
    return Stream.of(values()).filter(stage -> stage.tier().name().equals(tier)).findFirst();
  }

  /// The stage that a tier is.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Stage of(Tier tier) {
    for (Stage stage : values()) {
      if (stage.tier().equals(tier)) {
        return stage;
      }
    }
    throw new IllegalArgumentException("no stage of a mesh: " + tier);
  }
}
