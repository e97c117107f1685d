/// Tests of the dialect of Istio.
@NullMarked
package io.seawall.dialects.istio;

import org.jspecify.annotations.NullMarked;
