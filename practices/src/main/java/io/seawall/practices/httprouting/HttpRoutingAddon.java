package io.seawall.practices.httprouting;

import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksCluster.Addon;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The add-on is off. It is an abandoned ingress controller with a public address.
///
/// Source: Microsoft Learn, "HTTP application routing add-on for AKS (retired)": retired on
/// 2025-03-03; `addonProfiles.httpApplicationRouting`, whose key every tool spells in its own way.
public final class HttpRoutingAddon implements Check {
  private static final String ADDON = "httpapplicationrouting";
  private static final String ZONE = "HTTPApplicationRoutingZoneName";

  @Override
  public Practice practice() {
    return Practice.HTTP_APPLICATION_ROUTING;
  }

  @Override
  public String code() {
    return "HTTP_ROUTING_ADDON";
  }

  @Override
  public String claim() {
    return "the HTTP application routing add-on is off";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return situation
        .snapshot()
        .aks()
        .map(aks -> finding(situation, aks))
        .or(() ->
            Optional.of(
                situation.withoutCluster(
                    this, Severity.CRITICAL, "whether the add-on is on is not known")))
        .stream()
        .toList();
  }

  private Finding finding(Situation situation, AksCluster aks) {
    Optional<Addon> addon = Optional.ofNullable(aks.addons().get(ADDON));
    Fact<Boolean> enabled = aks.addonEnabled(ADDON);
    return switch (enabled) {
      case Fact.Known<Boolean>(var on, _) when on -> refuted(situation, addon.orElseThrow());
      case Fact.Known<Boolean> _ -> off(situation, aks, "the add-on is off" + zone(addon), enabled);
      case Fact.Unresolved<Boolean>(var expression, _) ->
          unknown(situation, enabled, "whether the add-on is on depends on " + expression);
      case Fact.Null<Boolean> _, Fact.Absent<Boolean> _ ->
          addon.isPresent()
              ? unknown(
                  situation, enabled, "addonProfiles names the add-on, and not whether it is on")
              : off(situation, aks, "the add-on is not there", enabled);
    };
  }

  private Finding refuted(Situation situation, Addon addon) {
    return Finding.refuted(
            this,
            Severity.CRITICAL,
            situation.clusterSubject(),
            "add-on "
                + addon.name()
                + " is on: retired in March 2025, an unpatched public controller")
        .shown(
            new Witness("internet", "add-on " + addon.name(), "tcp/80"),
            List.of(
                new Step(
                    "add-on",
                    "allow",
                    situation.clusterSubject(),
                    addon.where().field(),
                    Optional.of(addon.where()),
                    "has a public load balancer")))
        .at(addon.where());
  }

  private static String zone(Optional<Addon> addon) {
    return addon
        .map(Addon::config)
        .flatMap(config ->
            config.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(ZONE))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst())
        .map(zone -> "; look whether its zone " + zone + " is gone")
        .orElse("");
  }

  private Finding off(Situation situation, AksCluster aks, String summary, Fact<Boolean> enabled) {
    List<String> taken =
        aks.template() ? List.of("the running cluster is as the template says") : List.of();
    return Finding.proved(
            this, Severity.CRITICAL, situation.clusterSubject(), summary + appRouting(aks))
        .assuming(taken)
        .at(enabled.where());
  }

  /// Application routing is another feature, named since its default controller has a public
  /// address: a question of exposure.
  ///
  /// Source: Microsoft Learn, "Advanced NGINX ingress controller configurations"
  /// (`defaultIngressControllerType`, AnnotationControlled by default).
  private static String appRouting(AksCluster aks) {
    String controller = aks.appRoutingController().known().orElse("AnnotationControlled");
    boolean closed = controller.equalsIgnoreCase("Internal") || controller.equalsIgnoreCase("None");
    return aks.appRouting().is(true) && !closed
        ? "; webAppRouting is on, and its default controller (" + controller + ") is public"
        : "";
  }

  private Finding unknown(Situation situation, Fact<Boolean> enabled, String fact) {
    return Finding.unknown(
            this,
            Severity.CRITICAL,
            situation.clusterSubject(),
            "whether the add-on is on is not known",
            List.of(new Missing(fact, situation.showCluster())))
        .at(enabled.where());
  }
}
