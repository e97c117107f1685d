package io.seawall.practices.httprouting;

import io.seawall.model.cluster.Service;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whom a Service of type LoadBalancer admits, as Azure's cloud provider reads its fields.
///
/// Source: cloud-provider-azure documentation, "Azure LoadBalancer": annotations of Services.
record LoadBalancer(Service service) {
  private static final String PREFIX = "service.beta.kubernetes.io/";

  static boolean isLoadBalancer(Service service) {
    return service.type().equals("LoadBalancer");
  }

  /// Only the text `true` makes it internal.
  static boolean isPublic(Service service) {
    return isLoadBalancer(service)
        && !"true".equals(service.annotations().get(PREFIX + "azure-load-balancer-internal"));
  }

  /// The value of one of the provider's annotations.
  ///
  /// @param name without the prefix
  Optional<String> annotation(String name) {
    return Optional.ofNullable(service.annotations().get(PREFIX + name));
  }

  /// Ranges that kube-proxy and the security group enforce: those of the field.
  List<String> sourceRanges() {
    return service.sourceRanges();
  }

  /// Ranges that the security group alone enforces: those of an annotation. The older spelling
  /// counts where the field is empty.
  List<String> allowedRanges() {
    List<String> allowed = new ArrayList<>(list("azure-allowed-ip-ranges"));
    if (service.sourceRanges().isEmpty()) {
      allowed.addAll(list("load-balancer-source-ranges"));
    }
    return allowed;
  }

  List<String> allowedTags() {
    return list("azure-allowed-service-tags");
  }

  /// Whether the provider leaves the security group alone.
  boolean isWithoutRule() {
    return annotation("azure-disable-load-balancer-nsg-rule").filter("true"::equals).isPresent();
  }

  /// Whether a private link makes it known to every subscription; with approval by itself it lets
  /// them all in.
  boolean isLinkedToEverybody() {
    return annotation("azure-pls-create").filter("true"::equals).isPresent()
        && annotation("azure-pls-visibility").filter(value -> value.contains("*")).isPresent();
  }

  boolean approvesByItself() {
    return annotation("azure-pls-auto-approval").filter(value -> !value.isBlank()).isPresent();
  }

  private List<String> list(String name) {
    List<String> out = new ArrayList<>();
    for (String part : annotation(name).orElse("").split(",", -1)) {
      if (!part.isBlank()) {
        out.add(part.strip());
      }
    }
    return out;
  }

  /// The public addresses of ranges; empty if one of them is no block.
  static Optional<AddressSet> admitted(List<String> ranges) {
    AddressSet all = AddressSet.EMPTY;
    for (String range : ranges) {
      Optional<Cidr> block = Cidr.parseLenient(range.strip());
      if (block.isEmpty()) {
        return Optional.empty();
      }
      all = all.or(AddressSet.of(block.get()));
    }
    return Optional.of(all.and(Space.PUBLIC));
  }

  /// Whether a tag holds addresses of everybody, or of every tenant.
  static boolean isBroad(String tag) {
    String name = tag.toLowerCase(Locale.ROOT);
    return name.equals("internet") || name.startsWith("azurecloud");
  }
}
