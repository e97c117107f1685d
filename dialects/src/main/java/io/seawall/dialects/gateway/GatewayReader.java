package io.seawall.dialects.gateway;

import io.seawall.dialects.Fields;
import io.seawall.dialects.kubernetes.LabelSelectorReader;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.PortField;
import io.seawall.model.cluster.Gateways.Attach;
import io.seawall.model.cluster.Gateways.Gateway;
import io.seawall.model.cluster.Gateways.GatewayClass;
import io.seawall.model.cluster.Gateways.Listener;
import io.seawall.model.policy.LabelTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads gateways and their classes.
final class GatewayReader {
  private GatewayReader() {}

  /// Source: Gateway API, GatewayClassSpec.
  static GatewayClass gatewayClass(ObjectMeta meta, Fields root) {
    return new GatewayClass(
        meta.name(),
        root.child("spec").flatMap(spec -> spec.text("controllerName")).orElse(""),
        meta.where());
  }

  /// Source: Gateway API, GatewaySpec.
  static Gateway gateway(ObjectMeta meta, Fields root) {
    Optional<Fields> spec = root.child("spec");
    List<Listener> listeners = new ArrayList<>();
    for (Fields fields : spec.map(inner -> inner.children("listeners")).orElse(List.of())) {
      listener(fields).ifPresent(listeners::add);
    }
    List<String> addresses = new ArrayList<>();
    for (Fields address : spec.map(inner -> inner.children("addresses")).orElse(List.of())) {
      address.text("value").ifPresent(addresses::add);
    }
    return new Gateway(
        meta.namespaceOrDefault(),
        meta.name(),
        spec.flatMap(inner -> inner.text("gatewayClassName")).orElse(""),
        meta.labels(),
        listeners,
        addresses,
        spec.flatMap(inner -> inner.child("infrastructure"))
            .map(inner -> inner.textMap("annotations"))
            .orElse(Map.of()),
        meta.where());
  }

  private static Optional<Listener> listener(Fields fields) {
    OptionalInt port = PortField.number(fields, "port");
    if (port.isEmpty()) {
      return Optional.empty();
    }
    Optional<Fields> namespaces =
        fields.child("allowedRoutes").flatMap(routes -> routes.child("namespaces"));
    Optional<LabelTest> selector =
        namespaces
            .flatMap(inner -> inner.child("selector"))
            .map(inner -> LabelSelectorReader.read(inner).test());
    return Optional.of(
        new Listener(
            fields.text("name").orElse(""),
            port.getAsInt(),
            fields.text("protocol").orElse(""),
            fields.text("hostname").orElse(""),
            namespaces.map(inner -> attach(inner, selector.isPresent())).orElse(Attach.SAME),
            selector.orElse(LabelTest.any()),
            fields.where()));
  }

  /// Source: Gateway API, RouteNamespaces.from; a missing selector picks no namespace
  /// (RouteNamespaces.selector: required where `from` is `Selector`).
  private static Attach attach(Fields namespaces, boolean hasSelector) {
    String from = namespaces.text("from").orElse("Same");
    return switch (from) {
      case "Same" -> Attach.SAME;
      case "All" -> Attach.ALL;
      case "None" -> Attach.NONE;
      case "Selector" -> hasSelector ? Attach.SELECTOR : Attach.NONE;
      default -> {
        namespaces.complain(
            "BAD_ATTACHMENT",
            namespaces.where("from"),
            "the text \"" + from + "\"",
            "All, Selector, Same or None",
            "");
        yield Attach.NONE;
      }
    };
  }
}
