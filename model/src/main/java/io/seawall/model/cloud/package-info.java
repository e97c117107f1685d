/// Azure as facts: the AKS cluster and its pools, virtual networks, security groups, routes.
@NullMarked
package io.seawall.model.cloud;

import org.jspecify.annotations.NullMarked;
