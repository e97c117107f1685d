/// Istio: who has a proxy, which connections it takes, and whom it lets by.
@NullMarked
package io.seawall.dialects.istio;

import org.jspecify.annotations.NullMarked;
