package io.seawall.model;

import io.seawall.model.cloud.AksCluster;
import java.util.Optional;

/// One cluster at one time: the facts that belong together. Facts of several clusters are never in
/// one snapshot.
///
/// @param name the AKS cluster's name, or the folder it was read from
/// @param aks empty if the input holds the Kubernetes side only
/// @param facts all facts of this cluster; `facts.azure().clusters()` holds at most the one in
///   `aks`
public record Snapshot(String name, Optional<AksCluster> aks, Facts facts) {}
