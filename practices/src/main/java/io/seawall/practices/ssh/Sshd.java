package io.seawall.practices.ssh;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksProperty;
import io.seawall.model.cloud.NodeImage;
import io.seawall.model.cloud.NodePool;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether sshd listens on the nodes of a pool.
///
/// Source: Microsoft Learn, "Manage SSH for secure access to AKS nodes": `sshAccess` of each pool
/// (`securityProfile`), `LocalUser` by default; `Disabled` stops sshd on pools of scale sets, and
/// acts on an existing pool only after a node image upgrade; `EntraId` changes who may sign in and
/// leaves the port open.
///
/// @param because why, as a reader would say it
/// @param assumptions what OFF takes for granted
/// @param missing what would settle UNKNOWN
/// @param where the place that tells
record Sshd(
    State state,
    String because,
    List<String> assumptions,
    List<Missing> missing,
    Optional<SourceRef> where) {

  enum State {
    ON,
    OFF,
    UNKNOWN
  }

  /// The month before which no API version, preview or not, could switch SSH off: the AKS
  /// documentation describes it since July 2023.
  private static final YearMonth FIRST_PREVIEW = YearMonth.of(2023, 6);

  /// The month since which stable API versions have the setting (2025-10-01).
  private static final YearMonth STABLE = YearMonth.of(2025, 10);

  static Sshd of(Situation situation, Pool pool) {
    if (pool.azure().isEmpty()) {
      return old(pool)
          .orElseGet(
              () -> unknown(situation, pool, "sshAccess of the node pool is not in the input"));
    }
    NodePool azure = pool.azure().get();
    Fact<String> fact = azure.sshAccess();
    return switch (AksProperty.POOL_SSH_ACCESS.standing(fact, azure.apiVersion())) {
      case WRITTEN -> written(situation, pool, fact.known().orElseThrow(), fact.where());
      case UNRESOLVED -> unknown(situation, pool, "sshAccess depends on an expression");
      case LEFT_AT_DEFAULT ->
          on("sshAccess is left at its default, LocalUser", Optional.of(azure.where()));
      case NOT_SHOWN ->
          old(pool)
              .orElseGet(() ->
                  unknown(
                      situation,
                      pool,
                      "sshAccess is not in this answer, which "
                          + azure
                              .apiVersion()
                              .map(version -> "is of api-version " + version)
                              .orElse("does not name its api-version")));
    };
  }

  private static Sshd written(Situation situation, Pool pool, String value, SourceRef where) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "disabled" -> disabled(situation, pool, where);
      case "localuser" -> on("sshAccess is LocalUser", Optional.of(where));
      case "entraid" ->
          on("sshAccess EntraId limits who signs in, not who connects", Optional.of(where));
      default -> unknown(situation, pool, "sshAccess has the value " + value);
    };
  }

  private static Sshd disabled(Situation situation, Pool pool, SourceRef where) {
    Optional<String> type =
        pool.azure()
            .flatMap(azure -> azure.type().known())
            .filter(text -> !text.equalsIgnoreCase("VirtualMachineScaleSets"));
    if (type.isPresent()) {
      return new Sshd(
          State.UNKNOWN,
          "sshAccess is documented for scale sets, and the pool has the type " + type.get(),
          List.of(),
          List.of(
              new Missing(
                  "whether sshAccess Disabled acts on a pool of type " + type.get(),
                  "connect to port 22 of one of its nodes, or move to a pool of scale sets; then "
                      + situation.showPool(pool))),
          Optional.of(where));
    }
    Optional<NodeImage> image = NodeImage.oldest(pool.azure(), pool.live());
    if (image.filter(i -> i.built().isBefore(STABLE)).isPresent()) {
      Missing reimaged =
          new Missing(
              "whether the nodes were reimaged after sshAccess was set to Disabled:"
                  + " nodeImageVersion "
                  + image.get().name()
                  + " is older than the setting",
              situation.showPool(pool) + ", then az aks nodepool upgrade --node-image-only");
      return new Sshd(
          State.UNKNOWN,
          "its node image is older than the setting",
          List.of(),
          List.of(reimaged),
          Optional.of(where));
    }
    return new Sshd(
        State.OFF,
        "sshAccess is Disabled: nothing listens",
        List.of("node images were upgraded after sshAccess was disabled"),
        List.of(),
        Optional.of(where));
  }

  /// An image that is older than any way to switch SSH off.
  private static Optional<Sshd> old(Pool pool) {
    return NodeImage.oldest(pool.azure(), pool.live())
        .filter(image -> image.built().isBefore(FIRST_PREVIEW))
        .map(image ->
            on(
                "node image " + image.name() + " is older than any way to switch SSH off",
                pool.azure().map(NodePool::where)));
  }

  private static Sshd on(String because, Optional<SourceRef> where) {
    return new Sshd(State.ON, because, List.of(), List.of(), where);
  }

  private static Sshd unknown(Situation situation, Pool pool, String fact) {
    return new Sshd(
        State.UNKNOWN,
        "whether sshd runs is not known",
        List.of(),
        List.of(new Missing(fact, situation.showPool(pool))),
        pool.azure().map(NodePool::where));
  }
}
