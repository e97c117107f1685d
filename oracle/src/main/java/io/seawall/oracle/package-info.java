/// A second answer, for tests: may this one packet pass? Read from the raw texts, by walking them
/// as the specifications are worded, one packet at a time. Slow on purpose, and shares no code with
/// the rest.
///
/// It reads NetworkPolicy, the policies of administrators (AdminNetworkPolicy,
/// BaselineAdminNetworkPolicy, ClusterNetworkPolicy), those of Cilium under Cilium and those of
/// Calico under Calico, and of Azure the security groups, security admin rules, virtual networks,
/// routes, outbound types and firewalls. Service meshes are read in the package `mesh`.
///
/// The world is complete: every Pod has its addresses and node, every Node its InternalIP, and what
/// is not in the texts does not exist. What the oracle has no rule for, it refuses with an
/// exception; it never guesses.
@NullMarked
package io.seawall.oracle;

import org.jspecify.annotations.NullMarked;
