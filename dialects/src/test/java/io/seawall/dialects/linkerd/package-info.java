/// Tests of the dialect of Linkerd.
@NullMarked
package io.seawall.dialects.linkerd;

import org.jspecify.annotations.NullMarked;
