/// Tests of the Kubernetes dialect.
@NullMarked
package io.seawall.dialects.kubernetes;

import org.jspecify.annotations.NullMarked;
