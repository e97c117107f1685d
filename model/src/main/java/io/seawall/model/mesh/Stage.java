package io.seawall.model.mesh;

import io.seawall.model.policy.Tier;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The stages in which a packet meets the proxy of a pod. Each is a tier of policies: what one of
/// them decides is not shown to the next.
public enum Stage {
  /// Ports that the proxy itself answers, in every pod of the mesh.
  OWN_PORTS(Tier.Fold.FIRST_MATCH),
  /// Ports that go past the proxy.
  CAPTURE(Tier.Fold.FIRST_MATCH),
  /// Whether the proxy takes a connection without a certificate of the mesh.
  TRANSPORT(Tier.Fold.FIRST_MATCH),
  /// What is refused whatever else says.
  DENIAL(Tier.Fold.DENY_WINS),
  /// What is authorised at ports of which some object speaks.
  AUTHORIZATION(Tier.Fold.DENY_WINS),
  /// What is authorised by rank: the first that speaks of the sender decides.
  RANKED(Tier.Fold.FIRST_MATCH),
  /// What becomes of everything else.
  DEFAULT(Tier.Fold.FIRST_MATCH);

  private final Tier tier;

  Stage(Tier.Fold fold) {
    this.tier = new Tier(ordinal(), name().toLowerCase(Locale.ROOT), fold);
  }

  /// The stage as a tier.
  public Tier tier() {
    return tier;
  }

  /// The stage of this name, as tiers are called.
  public static Optional<Stage> named(String tier) {
    return Stream.of(values()).filter(stage -> stage.tier.name().equals(tier)).findFirst();
  }

  /// The stage that a tier is.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Stage of(Tier tier) {
    for (Stage stage : values()) {
      if (stage.tier.equals(tier)) {
        return stage;
      }
    }
    throw new IllegalArgumentException("no stage of a mesh: " + tier);
  }
}
