package io.seawall.model.cloud;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.packets.PacketSet;
import java.util.Optional;

/// A node pool of an AKS cluster, written inline (`agentPoolProfiles[]`) or as a resource of its
/// own (`agentPools`).
///
/// @param apiVersion of the answer or template that gave it; empty if the input does not say
/// @param allowedHostPorts packets that `networkProfile.allowedHostPorts` opens to the Internet
public record NodePool(
    String name,
    Optional<String> apiVersion,
    Fact<String> mode,
    Fact<String> osType,
    Fact<ResourceId> vnetSubnet,
    Fact<ResourceId> podSubnet,
    Fact<String> sshAccess,
    Fact<Boolean> nodePublicIp,
    Fact<String> nodeImageVersion,
    PacketSet allowedHostPorts,
    SourceRef where) {}
