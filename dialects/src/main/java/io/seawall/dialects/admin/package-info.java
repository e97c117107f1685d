/// Policies of administrators, which stand before and behind NetworkPolicy: AdminNetworkPolicy,
/// BaselineAdminNetworkPolicy and ClusterNetworkPolicy of the group `policy.networking.k8s.io`.
@NullMarked
package io.seawall.dialects.admin;

import org.jspecify.annotations.NullMarked;
