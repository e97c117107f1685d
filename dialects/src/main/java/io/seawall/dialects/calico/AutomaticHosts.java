package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.model.policy.NodeGuards.Automatic;
import java.util.Optional;

/// Whether Calico makes host endpoints by itself.
///
/// Source: Calico documentation, "Kubernetes controllers configuration", node controller
/// (hostEndpoint: autoCreate, createDefaultHostEndpoint, templates).
final class AutomaticHosts {
  private AutomaticHosts() {}

  /// @param root of a KubeControllersConfiguration
  /// @return empty if it makes none
  static Optional<Automatic> read(Fields root) {
    Optional<Fields> fields =
        root.child("spec")
            .flatMap(spec -> spec.child("controllers"))
            .flatMap(controllers -> controllers.child("node"))
            .flatMap(node -> node.child("hostEndpoint"));
    boolean makes =
        fields
            .flatMap(one -> one.anyText("autoCreate"))
            .filter("Enabled"::equalsIgnoreCase)
            .isPresent();
    boolean plain =
        fields
                .flatMap(one -> one.anyText("createDefaultHostEndpoint"))
                .filter("Disabled"::equalsIgnoreCase)
                .isEmpty()
            && fields.filter(one -> !one.items("templates").isEmpty()).isEmpty();
    return makes ? Optional.of(new Automatic(plain, root.where())) : Optional.empty();
  }
}
