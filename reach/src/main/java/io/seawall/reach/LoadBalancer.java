package io.seawall.reach;

import io.seawall.model.cluster.Service;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whom a Service of type LoadBalancer admits, as Azure's cloud provider reads its fields.
///
/// Source: cloud-provider-azure documentation, "Azure LoadBalancer": annotations of Services.
public record LoadBalancer(Service service) {
  private static final String PREFIX = "service.beta.kubernetes.io/";

  public static boolean isLoadBalancer(Service service) {
    return service.type().equals("LoadBalancer");
  }

  /// Only the text `true` makes it internal.
  public static boolean isPublic(Service service) {
    return isLoadBalancer(service)
        && !"true".equals(service.annotations().get(PREFIX + "azure-load-balancer-internal"));
  }

  /// The value of one of the provider's annotations.
  ///
  /// @param name without the prefix
  public Optional<String> annotation(String name) {
    return Optional.ofNullable(service.annotations().get(PREFIX + name));
  }

  /// Ranges that kube-proxy and the security group enforce: those of the field.
  public List<String> sourceRanges() {
    return service.sourceRanges();
  }

  /// Ranges that the security group alone enforces: those of an annotation. The older spelling
  /// counts where the field is empty.
  public List<String> allowedRanges() {
    List<String> allowed = new ArrayList<>(list("azure-allowed-ip-ranges"));
    if (service.sourceRanges().isEmpty()) {
      allowed.addAll(list("load-balancer-source-ranges"));
    }
    return allowed;
  }

  public List<String> allowedTags() {
    return list("azure-allowed-service-tags");
  }

  /// Whether the provider leaves the security group alone.
  public boolean isWithoutRule() {
    return isTrue("azure-disable-load-balancer-nsg-rule");
  }

  /// Whether the provider adds a rule that denies everybody whom no other of its rules admits. It
  /// does so only where ranges are set.
  boolean deniesOthers() {
    return isTrue("azure-deny-all-except-load-balancer-source-ranges")
        && !(sourceRanges().isEmpty() && allowedRanges().isEmpty() && allowedTags().isEmpty());
  }

  /// Whether packets come to nodes with the address of the node and the node port, and not with
  /// those of the load balancer.
  boolean isWithoutFloatingIp() {
    return isTrue("azure-disable-load-balancer-floating-ip");
  }

  /// Whether a private link makes it known to every subscription; with approval by itself it lets
  /// them all in.
  public boolean isLinkedToEverybody() {
    return isTrue("azure-pls-create")
        && annotation("azure-pls-visibility").filter(value -> value.contains("*")).isPresent();
  }

  public boolean approvesByItself() {
    return annotation("azure-pls-auto-approval").filter(value -> !value.isBlank()).isPresent();
  }

  /// The addresses that it asks for or has; none if it takes any.
  List<Address> addresses() {
    List<Address> all = new ArrayList<>(service.entry().addresses());
    for (String name : List.of("azure-load-balancer-ipv4", "azure-load-balancer-ipv6")) {
      annotation(name).flatMap(text -> Address.parse(text.strip())).ifPresent(all::add);
    }
    return all;
  }

  /// Public addresses that it has beside its own.
  List<Address> moreAddresses() {
    return list("azure-additional-public-ips").stream()
        .flatMap(text -> Address.parse(text).stream())
        .toList();
  }

  private boolean isTrue(String name) {
    return annotation(name).filter("true"::equals).isPresent();
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

  /// The addresses of ranges; empty if one of them is no block.
  static Optional<AddressSet> blocks(List<String> ranges) {
    AddressSet all = AddressSet.EMPTY;
    for (String range : ranges) {
      Optional<Cidr> block = Cidr.parseLenient(range.strip());
      if (block.isEmpty()) {
        return Optional.empty();
      }
      all = all.or(AddressSet.of(block.get()));
    }
    return Optional.of(all);
  }

  /// The public addresses of ranges; empty if one of them is no block.
  public static Optional<AddressSet> admitted(List<String> ranges) {
    return blocks(ranges).map(all -> all.and(Space.PUBLIC));
  }

  /// Whether a tag holds addresses of everybody, or of every tenant.
  public static boolean isBroad(String tag) {
    String name = tag.toLowerCase(Locale.ROOT);
    return name.equals("internet") || name.startsWith("azurecloud");
  }
}
