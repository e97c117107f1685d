package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import java.util.List;

/// The virtual machines of a node pool (Microsoft.Compute/virtualMachineScaleSets), as far as their
/// network goes.
///
/// @param pool the AKS node pool (tag `aks-managed-poolName`); empty if the tag is missing
/// @param securityGroup of the network interfaces; left out if none is attached
/// @param applicationGroups the application security groups of the primary address of each machine
/// @param podApplicationGroups those of its other addresses, which pods may have; left out if there
///   are none
public record ScaleSet(
    ResourceId id,
    String name,
    String pool,
    Fact<ResourceId> securityGroup,
    Fact<ResourceId> subnet,
    Fact<List<ResourceId>> applicationGroups,
    Fact<List<ResourceId>> podApplicationGroups,
    SourceRef where) {}
