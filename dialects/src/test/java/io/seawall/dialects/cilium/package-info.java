/// Tests of the dialect of Cilium.
@NullMarked
package io.seawall.dialects.cilium;

import org.jspecify.annotations.NullMarked;
