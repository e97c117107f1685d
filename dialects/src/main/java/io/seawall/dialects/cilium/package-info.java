/// Policies of Cilium: CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy of the group
/// `cilium.io`.
@NullMarked
package io.seawall.dialects.cilium;

import org.jspecify.annotations.NullMarked;
