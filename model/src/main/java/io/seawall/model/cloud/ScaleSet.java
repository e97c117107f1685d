package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;

/// The virtual machines of a node pool (Microsoft.Compute/virtualMachineScaleSets), as far as their
/// network goes.
///
/// @param pool the AKS node pool (tag `aks-managed-poolName`); empty if the tag is missing
/// @param securityGroup of the network interfaces; left out if none is attached
public record ScaleSet(
    ResourceId id,
    String name,
    String pool,
    Fact<ResourceId> securityGroup,
    Fact<ResourceId> subnet,
    SourceRef where) {}
