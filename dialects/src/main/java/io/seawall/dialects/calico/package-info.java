/// Policies of Calico: NetworkPolicy, GlobalNetworkPolicy and what they refer to, of the groups
/// `projectcalico.org` and `crd.projectcalico.org`.
@NullMarked
package io.seawall.dialects.calico;

import org.jspecify.annotations.NullMarked;
