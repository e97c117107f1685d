/// Tests of the Kubernetes dialect.
@NullMarked
package io.seawall.dialects.cilium;

import org.jspecify.annotations.NullMarked;
