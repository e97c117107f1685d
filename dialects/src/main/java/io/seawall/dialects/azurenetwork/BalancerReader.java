package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.cloud.OutboundBalancer;
import io.seawall.model.cloud.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the public side of a load balancer's outbound rules.
///
/// Source: Microsoft.Network REST API, LoadBalancerPropertiesFormat: outboundRules name front ends,
/// and front ends a public address or a prefix.
final class BalancerReader {
  private BalancerReader() {}

  static OutboundBalancer read(AzureResource resource, List<Diagnostic> complaints) {
    AzureProperties properties = resource.properties(complaints);
    Fact<List<AzureProperties>> rules = properties.children("outboundRules");
    Set<ResourceId> used = new LinkedHashSet<>();
    boolean complete = rules.known().isPresent();
    for (AzureProperties rule : rules.known().orElse(List.of())) {
      Fact<List<ResourceId>> fronts =
          NetworkReader.inner(rule).references("frontendIPConfigurations");
      used.addAll(fronts.known().orElse(List.of()));
      complete &= fronts.known().isPresent();
    }
    List<ResourceId> addresses = new ArrayList<>();
    List<ResourceId> prefixes = new ArrayList<>();
    Set<ResourceId> missing = new LinkedHashSet<>(used);
    for (AzureProperties part :
        properties.children("frontendIPConfigurations").known().orElse(List.of())) {
      ResourceId id =
          part.id("id")
              .known()
              .orElseGet(() ->
                  new ResourceId(
                      resource.id().text()
                          + "/frontendIPConfigurations/"
                          + part.text("name").known().orElse("")));
      if (!used.contains(id)) {
        continue;
      }
      AzureProperties front = NetworkReader.inner(part);
      Optional<ResourceId> address = front.reference("publicIPAddress").known();
      Optional<ResourceId> prefix = front.reference("publicIPPrefix").known();
      address.ifPresent(addresses::add);
      prefix.filter(_ -> address.isEmpty()).ifPresent(prefixes::add);
      if (address.isPresent() || prefix.isPresent()) {
        missing.remove(id);
      }
    }
    return new OutboundBalancer(
        resource.id(), addresses, prefixes, complete && missing.isEmpty(), resource.where());
  }
}
