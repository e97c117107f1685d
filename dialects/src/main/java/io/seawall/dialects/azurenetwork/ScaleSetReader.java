package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.ScaleSet;
import java.util.List;

/// Reads the network of a scale set: its primary network interface, and the primary address on it.
///
/// Source: Microsoft.Compute REST API, VirtualMachineScaleSetNetworkProfile; the tag
/// `aks-managed-poolName` is what AKS puts on the scale set of a node pool.
final class ScaleSetReader {
  private ScaleSetReader() {}

  static ScaleSet read(AzureResource resource, List<Diagnostic> complaints) {
    AzureProperties all = resource.all(complaints);
    AzureProperties network =
        resource.propertiesIn(all).in("virtualMachineProfile", "networkProfile");
    AzureProperties nic = primary(network.children("networkInterfaceConfigurations"));
    Fact<List<AzureProperties>> configurations = nic.children("ipConfigurations");
    AzureProperties ip = primary(configurations);
    ScaleSet set =
        new ScaleSet(
            resource.id(),
            resource.name(),
            all.in("tags").text("aks-managed-poolName").known().orElse(""),
            nic.reference("networkSecurityGroup"),
            ip.reference("subnet"),
            ip.references("applicationSecurityGroups"),
            ofOthers(configurations, ip),
            resource.where());
    all.reportMisspelt();
    return set;
  }

  /// The application security groups of the addresses that are not the primary one.
  private static Fact<List<ResourceId>> ofOthers(
      Fact<List<AzureProperties>> configurations, AzureProperties primary) {
    List<Fact<List<ResourceId>>> all =
        configurations.known().orElse(List.of()).stream()
            .map(NetworkReader::inner)
            .filter(one -> one != primary)
            .map(one -> one.references("applicationSecurityGroups"))
            .toList();
    Fact<List<ResourceId>> none = new Fact.Absent<>(configurations.where());
    return all.stream().reduce((one, other) -> Fact.joined(one, other)).orElse(none);
  }

  /// The entry that is marked as the primary one, else the first. Where there is none, a part in
  /// which nothing can be told.
  private static AzureProperties primary(Fact<List<AzureProperties>> entries) {
    List<AzureProperties> all =
        entries.known().orElse(List.of()).stream().map(NetworkReader::inner).toList();
    SourceRef where = entries.where();
    return all.stream()
        .filter(entry -> entry.bool("primary").is(true))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .orElseGet(() -> AzureProperties.unresolved(missing(entries), where));
  }

  private static String missing(Fact<List<AzureProperties>> entries) {
    return entries instanceof Fact.Unresolved<List<AzureProperties>>(var expression, var _)
        ? expression
        : "the network interface is not in the document";
  }
}
