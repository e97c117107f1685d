package io.seawall.model.cloud;

import io.seawall.model.Bounds;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import java.util.List;
import java.util.Optional;

/// A node pool of an AKS cluster, written inline (`agentPoolProfiles[]`) or as a resource of its
/// own (`agentPools`).
///
/// @param apiVersion of the answer or template that gave it; empty if the input does not say
/// @param type `VirtualMachineScaleSets` or `VirtualMachines`
/// @param publicIpPrefix where the nodes' public addresses come from
/// @param windowsOutboundNatDisabled whether Windows pods keep their own address when they leave
///   the network
/// @param count the nodes it has, or is meant to have
/// @param allowedHostPorts packets that `networkProfile.allowedHostPorts` opens to the Internet;
///   inexact where an entry cannot be read
/// @param applicationGroups the application security groups that its nodes are put into
///   (`networkProfile.applicationSecurityGroups`)
public record NodePool(
    String name,
    Optional<String> apiVersion,
    Fact<String> type,
    Fact<String> mode,
    Fact<String> osType,
    Fact<ResourceId> vnetSubnet,
    Fact<ResourceId> podSubnet,
    Fact<String> sshAccess,
    Fact<Boolean> nodePublicIp,
    Fact<ResourceId> publicIpPrefix,
    Fact<Boolean> windowsOutboundNatDisabled,
    Fact<String> nodeImageVersion,
    Fact<Integer> count,
    Bounds allowedHostPorts,
    Fact<List<ResourceId>> applicationGroups,
    SourceRef where) {}
